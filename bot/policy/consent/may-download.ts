import type { ConsentFacts } from '../../set/consented.ts';
import type { PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import { isIntimate } from './case.ts';
import { CARE_BASIS } from './conclude.ts';
import type { SeesAs } from './may-be-seen.ts';
import { mayLeave } from './may-leave.ts';

/** Why the file itself is not handed to somebody who sees the picture. */
export type DownloadRefusal = 'not-named' | 'intimate' | 'withdrawn' | 'care-not-agreed' | 'may-not-leave';

/**
 * The original as a file, on a disk we know nothing of (INT-02): of what is restricted or intimate only to those a
 * restriction names, who are answerable for it. Members of the conversation look at the whole of what was posted there,
 * under its warning; to whoever opens it from outside the file goes only where the picture may leave (issue C part 6).
 * Urgent care has its reason on record instead. Asked of somebody to whom the picture opens already.
 */
export const downloadRefusal = (
  facts: ConsentFacts,
  { person, as }: { readonly person: PersonId; readonly as: SeesAs },
): DownloadRefusal | undefined => {
  const { restriction, consent, withdrawals } = facts;
  if (restriction !== undefined)
    return restriction.viewers.some((one) => samePerson(one, person)) ? undefined : 'not-named';
  if (isIntimate(facts)) return 'intimate';
  // What is still kept is looked at where it is kept (CON-10).
  if (withdrawals.some(({ levels }) => levels.includes('making') || levels.includes('care')))
    return 'withdrawn';
  if (consent.state === 'given' && consent.answers.care === 'no') return 'care-not-agreed';
  if (as === 'member' || as === 'urgent-care') return undefined;
  return mayLeave(facts, { how: 'export', basis: CARE_BASIS }).allowed ? undefined : 'may-not-leave';
};

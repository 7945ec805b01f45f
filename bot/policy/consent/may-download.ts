import type { ConsentFacts } from '../../set/consented.ts';
import type { PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import { isIntimate } from './case.ts';

/** Why the file itself is not handed to somebody who sees the picture. */
export type DownloadRefusal = 'not-named' | 'intimate' | 'withdrawn' | 'care-not-agreed';

/**
 * The original as a file, on a disk we know nothing of (INT-02): of what is restricted or intimate only to those a
 * restriction names, who are answerable for it. Asked of somebody to whom the picture opens already.
 */
export const downloadRefusal = (
  { restriction, consent, withdrawals, ...rest }: ConsentFacts,
  person: PersonId,
): DownloadRefusal | undefined => {
  if (restriction !== undefined)
    return restriction.viewers.some((one) => samePerson(one, person)) ? undefined : 'not-named';
  if (isIntimate(rest)) return 'intimate';
  // What is still kept is looked at where it is kept (CON-10).
  if (withdrawals.some(({ levels }) => levels.includes('making') || levels.includes('care')))
    return 'withdrawn';
  return consent.state === 'given' && consent.answers.care === 'no' ? 'care-not-agreed' : undefined;
};

import type { LeaveRefusal } from '../../set/consent-codes.ts';
import type { ImageId } from '../../set/ids.ts';
import type { LawfulBasis } from '../../set/consent.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Question } from '../../set/question.ts';
import { CARE_BASIS } from '../consent/conclude.ts';
import { factsOf } from '../consent/facts-of.ts';
import { mayLeave } from '../consent/may-leave.ts';
import type { OpinionRules } from './rules.ts';

export type OutsideAnswer =
  | { readonly allowed: true; readonly basis: LawfulBasis }
  | { readonly allowed: false; readonly why: LeaveRefusal | 'not-outside-here' };

/** Whether people outside the conversation may be asked about these images (ROLE-02): every one of them must be free to leave. */
export const askOutside = (
  set: StoredSet,
  images: readonly ImageId[],
  rules: Pick<OpinionRules, 'askOutside'>,
): OutsideAnswer => {
  if (!rules.askOutside) return { allowed: false, why: 'not-outside-here' };
  if (set.notClinical !== undefined) return { allowed: false, why: 'not-clinical' };
  for (const image of set.images.filter(({ id }) => images.includes(id))) {
    const answer = mayLeave(factsOf(image), { how: 'ask-outside', basis: CARE_BASIS });
    if (!answer.allowed) return answer;
  }
  return { allowed: true, basis: CARE_BASIS };
};

/** Asked on a basis that was stamped, and that still holds: what was agreed to may have been taken back since. */
export const mayGoOutside = (
  set: StoredSet,
  { outside, images }: Pick<Question, 'outside' | 'images'>,
  rules: Pick<OpinionRules, 'askOutside'>,
): boolean => outside !== undefined && askOutside(set, images, rules).allowed;

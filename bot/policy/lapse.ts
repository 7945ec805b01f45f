import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { isDue } from '../set/instant.ts';

/** What a set says of its own time. */
export type LapseFacts =
  | Pick<Extract<ImageSet, { state: 'stored' }>, 'state' | 'lapsesAt' | 'questions'>
  | { readonly state: Exclude<ImageSet['state'], 'stored'> };

/**
 * Whether the card's time is over. A question nobody has answered keeps the set open (issue A part 8); the moment it
 * is answered the ordinary time counts again. A set that is not in custody cannot lapse.
 */
export const hasLapsed = (set: LapseFacts, now: Instant): boolean =>
  set.state === 'stored' && !isAwaitingAnswer(set) && isDue(set.lapsesAt, now);

const isAwaitingAnswer = ({ questions }: Extract<LapseFacts, { state: 'stored' }>): boolean =>
  questions?.some((one) => one.closed === undefined) ?? false;

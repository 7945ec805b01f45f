import type { StoredImage } from '../set/image.ts';
import type { Instant } from '../set/instant.ts';
import { consentNeeded } from './consent/case.ts';
import { factsOf, isUnanswered } from './consent/facts-of.ts';
import { isBlurredInGrid } from './consent/restrict.ts';
import { isAskedAgain } from './to-do.ts';

/** What a card says of consent, one word for the whole set; undefined where none of it needs any. */
export const cardConsent = (
  images: readonly StoredImage[],
  now: Instant,
): 'not-recorded' | 'to-ask-again' | 'recorded' | 'part-closed' | 'closed' | undefined => {
  const facts = images.map(factsOf);
  const closed = facts.filter(isBlurredInGrid).length;
  if (closed > 0) return closed === images.length ? 'closed' : 'part-closed';
  if (facts.some(isUnanswered)) return 'not-recorded';
  if (
    images.some((image) => isAskedAgain(image, now)) ||
    facts.some(({ consent }) => consent.state === 'outstanding')
  )
    return 'to-ask-again';
  return facts.some((one) => consentNeeded(one.subject) !== 'none') ? 'recorded' : undefined;
};

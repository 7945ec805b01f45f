import type { Audience, AudienceAsked } from '../../set/audience.ts';
import type { ConsentFacts } from '../../set/consented.ts';
import type { ImageId } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { factsOf } from './facts-of.ts';
import { someoneAnswers } from './form.ts';
import { withFacts } from './with-facts.ts';

/** `not-asked`: whoever agreed was told of fewer people than this. `refused`: they said no to it. */
export type AudienceVerdict = 'covered' | 'not-asked' | 'refused';

/**
 * Whether whoever agreed knows that these people will see it (CON-21). They were told of the people in the conversation;
 * a yes to colleagues here says nothing of another trust, and a no to colleagues here is a no to everybody further. Where
 * nobody answered, because nobody could, there is nobody to ask.
 */
export const audienceVerdict = (facts: ConsentFacts, audience: Audience): AudienceVerdict => {
  const { consent, audiences = [] } = facts;
  if (consent.state !== 'given' || !someoneAnswers(consent)) return 'covered';
  const last = (one: Audience): AudienceAsked['said'] | undefined =>
    audiences.findLast(({ audience: asked }) => asked === one)?.said;
  if (last('own-organisation') === 'no' || last(audience) === 'no') return 'refused';
  return last(audience) === 'yes' ? 'covered' : 'not-asked';
};

/** Of several images the strictest counts. */
export const audienceOf = (
  set: StoredSet,
  images: readonly ImageId[],
  audience: Audience,
): AudienceVerdict => {
  const verdicts = set.images
    .filter(({ id }) => images.includes(id))
    .map((image) => audienceVerdict(factsOf(image), audience));
  return (['refused', 'not-asked'] as const).find((one) => verdicts.includes(one)) ?? 'covered';
};

/** Recorded with each of the images it was asked of. */
export const withAudience = (set: StoredSet, images: readonly ImageId[], asked: AudienceAsked): StoredSet =>
  images.reduce(
    (sofar, image) =>
      withFacts(sofar, image, (facts) => ({ ...facts, audiences: [...(facts.audiences ?? []), asked] })),
    set,
  );

import type { ConsentFacts } from '../../set/consented.ts';
import type { ImageId } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { factsOf } from './facts-of.ts';

/** The set with what is known of one image's consent replaced: for `Change.to`. */
export const withFacts = (
  set: StoredSet,
  image: ImageId,
  change: (was: ConsentFacts) => ConsentFacts,
): StoredSet => ({
  ...set,
  images: set.images.map((one) => (one.id === image ? { ...one, consent: change(factsOf(one)) } : one)),
});

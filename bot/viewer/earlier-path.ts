import { factsOf } from '../policy/consent/facts-of.ts';
import { codeOf, isOfABody, patientOf } from '../policy/series/series-of.ts';
import type { StoredImage } from '../set/image.ts';
import type { StoredSet } from '../set/image-set.ts';

/** Where the page asks for them, once for each place on the body; nothing where nobody said whose or where it is. */
export const earlierPath = (
  set: StoredSet,
  images: readonly StoredImage[],
  image: StoredImage,
): string | undefined => {
  const patient = patientOf(image)?.lookup;
  if (patient === undefined || !isOfABody(image) || factsOf(image).sited === undefined) return undefined;
  const first = images.find((one) => patientOf(one)?.lookup === patient && codeOf(one) === codeOf(image));
  return first?.id === image.id ? `/sets/${set.id}/images/${image.id}/earlier` : undefined;
};

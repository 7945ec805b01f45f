import { MODES_OF_CAPTURE } from '../../set/capture.ts';
import { sourceOf } from './source.ts';
import type { Dated } from './series-of.ts';

/**
 * The best source first by the guidance's own ladder (META-08, BAD 2.1.5), the newest first among equals. What nobody
 * said the source of comes last: it may be anything.
 */
export const bestSourceFirst = <D extends Dated>(images: readonly D[]): readonly D[] =>
  images.toSorted(
    (a, b) => rank(a) - rank(b) || b.at.localeCompare(a.at) || a.image.id.localeCompare(b.image.id),
  );

const rank = ({ image }: Dated): number => {
  const mode = sourceOf(image);
  return mode === undefined ? MODES_OF_CAPTURE.length : MODES_OF_CAPTURE.indexOf(mode);
};

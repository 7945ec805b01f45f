import type { ModeOfCapture } from '../../set/capture.ts';
import type { StoredImage } from '../../set/image.ts';
import { factsOf } from '../consent/facts-of.ts';

/** How it was taken: as Medical Illustration corrected it, as its taker said, or as was said afterwards (META-08). */
export const sourceOf = (
  image: Pick<StoredImage, 'consent' | 'review' | 'saidTaken'>,
): ModeOfCapture | undefined =>
  image.review?.source?.mode ?? factsOf(image).capture?.mode ?? image.saidTaken?.mode;

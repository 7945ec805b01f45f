import type { ModeOfCapture } from '../../set/capture.ts';
import type { StoredImage } from '../../set/image.ts';
import { factsOf } from '../consent/facts-of.ts';

/** How it was taken, as Medical Illustration corrected it, else as its taker said; absent: nobody said (META-08). */
export const sourceOf = (image: Pick<StoredImage, 'consent' | 'review'>): ModeOfCapture | undefined =>
  image.review?.source?.mode ?? factsOf(image).capture?.mode;

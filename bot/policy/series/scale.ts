import type { StoredImage } from '../../set/image.ts';
import { factsOf } from '../consent/facts-of.ts';

/** What can be known of the scale of two pictures beside one another. The distance is never known. */
export type Scale = 'not-to-scale' | 'same-pixels';

export interface Measured {
  readonly image: Pick<StoredImage, 'width' | 'height' | 'renditions' | 'consent'>;
  /** Make and model of the camera, where the file said so. */
  readonly device?: string;
}

/**
 * `same-pixels` only where both files say the same camera and have the same number of pixels, neither of them cropped:
 * then one pixel may be shown as large as one of the other. It says nothing of how large a wound is, for nobody recorded
 * the distance; nothing is ever lined up or resized by guess.
 */
export const scaleOf = (a: Measured, b: Measured): Scale => {
  const isSameCamera = a.device !== undefined && a.device !== '' && a.device === b.device;
  return isSameCamera && isSameSize(a.image, b.image) && isWhole(a.image) && isWhole(b.image)
    ? 'same-pixels'
    : 'not-to-scale';
};

const isSameSize = (a: Measured['image'], b: Measured['image']): boolean =>
  a.width !== undefined &&
  a.height !== undefined &&
  a.width === b.width &&
  a.height === b.height &&
  a.renditions.state === 'ready' &&
  b.renditions.state === 'ready' &&
  a.renditions.screen.width === b.renditions.screen.width &&
  a.renditions.screen.height === b.renditions.screen.height;

const isWhole = (image: Measured['image']): boolean => factsOf(image).capture?.crop === undefined;

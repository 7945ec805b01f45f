import sharp from 'sharp';
import { mediaTypeOf } from '../../signatures.ts';
import { readCode } from './read-code.ts';

/** A picture of a whole large screen and no more: the pattern is coarse. */
const LONGEST = 2_048;
const FOUND_IN = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff', 'image/avif']);

/**
 * The machine-read part of a mark in a picture from anywhere: the fit of each pattern as bytes of 32-bit floats, or
 * nothing where no mark is found. Throws where it is no picture.
 */
export const readMark = async (
  picture: Uint8Array,
  limitInputPixels: number,
): Promise<readonly Uint8Array[]> => {
  if (!FOUND_IN.has(mediaTypeOf(picture)?.mediaType ?? '')) throw new Error('no picture that can be read');
  const { data, info } = await sharp(picture, { limitInputPixels, failOn: 'none' })
    .autoOrient()
    .resize(LONGEST, LONGEST, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .greyscale()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const light = Float32Array.from({ length: width * height }, (_, at) => data[at * channels] ?? 0);
  const found = readCode({ width, height, data: light });
  return found?.fit.map((fit) => new Uint8Array(fit.buffer, fit.byteOffset, fit.byteLength)) ?? [];
};

import { SafelightError } from '../set/errors.ts';
import type { Inspection } from '../set/image.ts';
import { findExif } from './find-exif.ts';
import { findFilmLocation } from './find-film-location.ts';
import { type ExifFacts, readExif } from './read-exif.ts';
import { readDimensions } from './read-dimensions.ts';
import { mediaTypeOf } from './signatures.ts';

/** XMP writes places as text; found wherever the format keeps it. */
const XMP_PLACE = 'exif:GPSLatitude';

const metadata = (bytes: Uint8Array, mediaType: string): ExifFacts => {
  try {
    const block = findExif(bytes, mediaType);
    return block ? readExif(block) : { hasLocation: false };
  } catch (error) {
    // Offsets that point outside the file: metadata made to confuse, or a file cut short.
    if (error instanceof RangeError) return { hasLocation: false };
    throw error;
  }
};

/**
 * What the first bytes and the metadata say of an original, without decoding a pixel (issue A part 4).
 * Throws `not-an-image` for anything Safelight does not protect. Size never refuses custody: the decoder minds it.
 */
export const inspect = async (bytes: Uint8Array): Promise<Inspection> => {
  const signature = mediaTypeOf(bytes);
  if (!signature) throw new SafelightError('not-an-image');
  const { kind, mediaType } = signature;
  const size = readDimensions(bytes, mediaType);
  if (kind === 'video') return { kind, mediaType, ...size, hasLocation: findFilmLocation(bytes) };
  if (kind !== 'image') return { kind, mediaType, hasLocation: false };
  const { hasLocation, ...facts } = metadata(bytes, mediaType);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    kind,
    mediaType,
    ...size,
    ...facts,
    hasLocation: hasLocation || text.includes(XMP_PLACE, 0, 'latin1'),
  };
};

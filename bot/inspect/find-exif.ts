import { heifExif } from './heif-items.ts';
import { view } from './boxes.ts';
import { jpegSegments } from './jpeg-segments.ts';

/** No phone writes more: the rest of a longer block is never looked at. */
const LONGEST = 256 * 1_024;
const EXIF = 'Exif\0\0';

const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

const withoutName = (block: Uint8Array): Uint8Array =>
  text(block, 0, EXIF.length) === EXIF ? block.subarray(EXIF.length) : block;

const inJpeg = (bytes: Uint8Array): Uint8Array | undefined => {
  for (const segment of jpegSegments(bytes)) {
    if (segment.marker === 0xe1 && text(bytes, segment.start, EXIF.length) === EXIF)
      return bytes.subarray(segment.start + EXIF.length, segment.end);
  }
  return undefined;
};

/** PNG chunks and WebP chunks differ only in byte order, in what comes first, and in their padding. */
const inChunks = (bytes: Uint8Array, kind: 'png' | 'webp'): Uint8Array | undefined => {
  const data = view(bytes);
  const png = kind === 'png';
  for (let at = png ? 8 : 12, chunks = 0; at + 8 <= bytes.length && chunks < 4_096; chunks += 1) {
    const length = data.getUint32(at + (png ? 0 : 4), !png);
    const name = text(bytes, at + (png ? 4 : 0), 4);
    const end = at + 8 + length;
    if (end > bytes.length) return undefined;
    if (name === (png ? 'eXIf' : 'EXIF')) return withoutName(bytes.subarray(at + 8, end));
    at = png ? end + 4 : end + (length % 2);
  }
  return undefined;
};

/** The TIFF block that holds the EXIF of a picture, cut to a bounded length; undefined where there is none. */
export const findExif = (bytes: Uint8Array, mediaType: string): Uint8Array | undefined => {
  switch (mediaType) {
    case 'image/jpeg':
      return inJpeg(bytes)?.subarray(0, LONGEST);
    case 'image/png':
      return inChunks(bytes, 'png')?.subarray(0, LONGEST);
    case 'image/webp':
      return inChunks(bytes, 'webp')?.subarray(0, LONGEST);
    case 'image/heic':
    case 'image/heif':
    case 'image/avif':
      return heifExif(bytes)?.subarray(0, LONGEST);
    case 'image/tiff':
      return bytes.subarray(0, LONGEST);
    default:
      return undefined;
  }
};

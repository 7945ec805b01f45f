import type { MediaKind } from '../set/image.ts';

/** What the first bytes say a file is. */
export interface Signature {
  readonly kind: MediaKind;
  readonly mediaType: string;
}

/** Four characters at an offset, as ISO 8859-1: how most formats name themselves. */
const word = (bytes: Uint8Array, at: number, length = 4): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

const startsWith = (bytes: Uint8Array, ...expected: number[]): boolean =>
  expected.every((value, at) => bytes[at] === value);

const image = (mediaType: string): Signature => ({ kind: 'image', mediaType });
const video = (mediaType: string): Signature => ({ kind: 'video', mediaType });
const audio = (mediaType: string): Signature => ({ kind: 'audio', mediaType });

const isBitmap = (bytes: Uint8Array): boolean =>
  // "BM" alone begins too many English texts: the size of the second header must be one of the known ones.
  word(bytes, 0, 2) === 'BM' && [12, 40, 52, 56, 64, 108, 124].includes(bytes[14] ?? 0) && bytes[15] === 0;

const isMp3 = (bytes: Uint8Array): boolean => {
  const second = bytes[1] ?? 0;
  const layer3 = (second & 0xe6) === 0xe2;
  return word(bytes, 0, 3) === 'ID3' || (bytes[0] === 0xff && layer3 && (bytes[2] ?? 0xff) < 0xf0);
};

const AVIF = new Set(['avif', 'avis']);
const HEIC = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const HEIF = new Set(['mif1', 'mif2', 'msf1', 'miaf']);
const SOUND = new Set(['M4A ', 'M4B ', 'M4P ', 'F4A ']);

/** ISO base media files name their family by brands (ISO 14496-12 section 4.3). */
const byBrand = (bytes: Uint8Array): Signature => {
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const brands = [word(bytes, 8)];
  for (let at = 16; at + 4 <= Math.min(size, bytes.length, 256); at += 4) brands.push(word(bytes, at));
  const major = brands[0] ?? '';
  if (AVIF.has(major)) return image('image/avif');
  if (HEIC.has(major)) return image('image/heic');
  if (HEIF.has(major)) {
    if (brands.some((brand) => HEIC.has(brand))) return image('image/heic');
    return image(brands.some((brand) => AVIF.has(brand)) ? 'image/avif' : 'image/heif');
  }
  if (SOUND.has(major)) return audio('audio/mp4');
  if (major === 'qt  ') return video('video/quicktime');
  if (/^3g[2pers]/.test(major)) return video('video/3gpp');
  // An unknown brand is held as film: custody too much is mended by a person, custody too little is not.
  return video('video/mp4');
};

const riff = (bytes: Uint8Array): Signature | undefined => {
  const form = word(bytes, 8);
  if (form === 'WEBP') return image('image/webp');
  return form === 'WAVE' ? audio('audio/wav') : undefined;
};

/** QuickTime films older than brands begin with one of their own boxes. */
const OLD_QUICKTIME = new Set(['moov', 'mdat', 'wide', 'pnot']);

const isWebm = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0x1a, 0x45, 0xdf, 0xa3) && word(bytes, 4, 60).includes('webm');

/**
 * The media type by first bytes alone, never by name or declared type (issue A part 3). A file that is two
 * things at once is what its beginning says. Anything not protected (SVG, HTML, zip, office files) is undefined.
 */
export const mediaTypeOf = (bytes: Uint8Array): Signature | undefined => {
  if (bytes.length < 12) return undefined;
  const four = word(bytes, 0);
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return image('image/jpeg');
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return image('image/png');
  if (four === 'RIFF') return riff(bytes);
  if (word(bytes, 4) === 'ftyp') return byBrand(bytes);
  if (four === 'GIF8') return image('image/gif');
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(four)) return image('image/tiff');
  if (isBitmap(bytes)) return image('image/bmp');
  if (word(bytes, 0, 5) === '%PDF-') return { kind: 'document', mediaType: 'application/pdf' };
  if (isWebm(bytes)) return video('video/webm');
  if (OLD_QUICKTIME.has(word(bytes, 4))) return video('video/quicktime');
  if (four === 'OggS') return audio('audio/ogg');
  if (word(bytes, 0, 5) === '#!AMR') return audio('audio/amr');
  return isMp3(bytes) ? audio('audio/mpeg') : undefined;
};

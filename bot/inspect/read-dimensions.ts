import type { Size } from '../set/image.ts';
import { boxesIn, boxOf, view } from './boxes.ts';
import { heifSize } from './heif-items.ts';
import { jpegSegments } from './jpeg-segments.ts';

const inJpeg = (bytes: Uint8Array): Size | undefined => {
  const frame = jpegSegments(bytes).find(
    // Start of frame, any coding; 0xc4, 0xc8 and 0xcc in that range are tables.
    ({ marker }) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker),
  );
  if (!frame || frame.end - frame.start < 5) return undefined;
  const data = view(bytes);
  return { width: data.getUint16(frame.start + 3), height: data.getUint16(frame.start + 1) };
};

const inWebp = (bytes: Uint8Array): Size | undefined => {
  const data = view(bytes);
  const form = String.fromCharCode(...bytes.subarray(12, 16));
  const low14 = (at: number): number => data.getUint16(at, true) & 0x3fff;
  const low24 = (at: number): number => data.getUint16(at, true) + ((bytes[at + 2] ?? 0) << 16);
  if (form === 'VP8X') return { width: low24(24) + 1, height: low24(27) + 1 };
  if (form === 'VP8 ') return { width: low14(26), height: low14(28) };
  if (form !== 'VP8L') return undefined;
  const packed = data.getUint32(21, true);
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
};

const inTiff = (bytes: Uint8Array): Size | undefined => {
  const data = view(bytes);
  const little = bytes[0] === 0x49;
  const start = data.getUint32(4, little);
  const fields = data.getUint16(start, little);
  const values = new Map<number, number>();
  for (let field = 0; field < Math.min(fields, 512); field += 1) {
    const at = start + 2 + field * 12;
    const short = data.getUint16(at + 2, little) === 3;
    values.set(
      data.getUint16(at, little),
      short ? data.getUint16(at + 8, little) : data.getUint32(at + 8, little),
    );
  }
  const [width, height] = [values.get(256), values.get(257)];
  return width === undefined || height === undefined ? undefined : { width, height };
};

/** The picture track of a film: 16.16 fixed point at the end of `tkhd`. */
const inFilm = (bytes: Uint8Array): Size | undefined => {
  const moov = boxOf(boxesIn(bytes), 'moov');
  if (!moov) return undefined;
  for (const trak of boxesIn(bytes, moov.start, moov.end)) {
    const tkhd = trak.type === 'trak' ? boxOf(boxesIn(bytes, trak.start, trak.end), 'tkhd') : undefined;
    if (!tkhd || tkhd.end - tkhd.start < 84) continue;
    const size = { width: view(bytes).getUint16(tkhd.end - 8), height: view(bytes).getUint16(tkhd.end - 4) };
    if (size.width > 0) return size;
  }
  return undefined;
};

const byHeader = (bytes: Uint8Array, mediaType: string): Size | undefined => {
  const data = view(bytes);
  switch (mediaType) {
    case 'image/jpeg':
      return inJpeg(bytes);
    case 'image/png':
      return { width: data.getUint32(16), height: data.getUint32(20) };
    case 'image/gif':
      return { width: data.getUint16(6, true), height: data.getUint16(8, true) };
    case 'image/bmp':
      return { width: Math.abs(data.getInt32(18, true)), height: Math.abs(data.getInt32(22, true)) };
    case 'image/webp':
      return inWebp(bytes);
    case 'image/tiff':
      return inTiff(bytes);
    case 'image/heic':
    case 'image/heif':
    case 'image/avif':
      return heifSize(bytes);
    case 'video/mp4':
    case 'video/quicktime':
    case 'video/3gpp':
      return inFilm(bytes);
    default:
      return undefined;
  }
};

/** Pixels across and down as the header has them, before any turning; undefined where it does not say. */
export const readDimensions = (bytes: Uint8Array, mediaType: string): Size | undefined => {
  try {
    const size = byHeader(bytes, mediaType);
    return size && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    // A header cut short or pointing outside the file says nothing; anything else is a fault of ours.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

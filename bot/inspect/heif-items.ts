import type { Size } from '../set/image.ts';
import { type Box, boxesIn, boxOf, view } from './boxes.ts';

/** ISO 23008-12: a HEIF file keeps its pictures and its EXIF as items, described in `meta`. */
const metaBoxes = (bytes: Uint8Array): Box[] => {
  const meta = boxOf(boxesIn(bytes), 'meta');
  return meta === undefined ? [] : boxesIn(bytes, meta.start + 4, meta.end);
};

const properties = (bytes: Uint8Array): Box[] => {
  const iprp = boxOf(metaBoxes(bytes), 'iprp');
  const ipco = iprp && boxOf(boxesIn(bytes, iprp.start, iprp.end), 'ipco');
  return ipco ? boxesIn(bytes, ipco.start, ipco.end) : [];
};

/** The largest picture in the file: tiles, thumbnails, depth and gain maps are smaller. */
export const heifSize = (bytes: Uint8Array): Size | undefined => {
  const data = view(bytes);
  const sizes = properties(bytes)
    .filter((box) => box.type === 'ispe' && box.end - box.start >= 12)
    .map((box) => ({ width: data.getUint32(box.start + 4), height: data.getUint32(box.start + 8) }));
  return sizes.sort((a, b) => b.width * b.height - a.width * a.height)[0];
};

/** The colours a HEIF picture is written in: an ICC profile, or a set of primaries by number (ITU-T H.273). */
export const heifColour = (bytes: Uint8Array): { icc?: Uint8Array; primaries?: number } => {
  const data = view(bytes);
  const colours = properties(bytes).filter((box) => box.type === 'colr' && box.end - box.start >= 10);
  const named = (box: Box): string => String.fromCharCode(...bytes.subarray(box.start, box.start + 4));
  const profile = colours.find((box) => named(box) === 'prof' || named(box) === 'rICC');
  if (profile) return { icc: bytes.subarray(profile.start + 4, profile.end) };
  const numbered = colours.find((box) => named(box) === 'nclx');
  return numbered ? { primaries: data.getUint16(numbered.start + 4) } : {};
};

/** False for a file that was cut off: the decoder shows those without a word (components.md part C). */
export const isWhole = (bytes: Uint8Array): boolean => {
  const boxes = boxesIn(bytes);
  return boxOf(boxes, 'meta') !== undefined && boxes.every((box) => box.whole);
};

const exifItem = (bytes: Uint8Array, iinf: Box): number | undefined => {
  const data = view(bytes);
  const first = iinf.start + (bytes[iinf.start] === 0 ? 6 : 8);
  for (const infe of boxesIn(bytes, first, iinf.end)) {
    const wide = bytes[infe.start] === 3;
    const typeAt = infe.start + (wide ? 10 : 8);
    if (typeAt + 4 > infe.end) continue;
    if (String.fromCharCode(...bytes.subarray(typeAt, typeAt + 4)) !== 'Exif') continue;
    return wide ? data.getUint32(infe.start + 4) : data.getUint16(infe.start + 4);
  }
  return undefined;
};

/** Numbers of 0, 2, 4 or 8 bytes one after another, as `iloc` writes them. */
const numbers = (bytes: Uint8Array, from: number, end: number) => {
  const data = view(bytes);
  let at = from;
  return (width: number): number => {
    if (at + width > end) throw new RangeError('iloc ends early');
    at += width;
    if (width === 8) return Number(data.getBigUint64(at - 8));
    if (width === 4) return data.getUint32(at - 4);
    return width === 2 ? data.getUint16(at - 2) : 0;
  };
};

const MOST_EXTENTS = 65_536;

/** Where an item's bytes lie, for items in one piece in the file itself (all phones write them so). */
const placeOf = (
  bytes: Uint8Array,
  iloc: Box,
  wanted: number,
): { at: number; length: number } | undefined => {
  const version = bytes[iloc.start] ?? 0;
  const [sizes = 0, more = 0] = bytes.subarray(iloc.start + 4, iloc.start + 6);
  const next = numbers(bytes, iloc.start + 6, iloc.end);
  const count = next(version < 2 ? 2 : 4);
  let seen = 0;
  for (let item = 0; item < count; item += 1) {
    const id = next(version < 2 ? 2 : 4);
    const method = version > 0 ? next(2) & 15 : 0;
    next(2);
    const base = next(more >> 4);
    const extents = next(2);
    // Extents may be written in no bytes at all: without a limit a small box would claim billions of them.
    if ((seen += extents) > MOST_EXTENTS) throw new RangeError('iloc claims too many extents');
    for (let extent = 0; extent < extents; extent += 1) {
      if (version > 0) next(more & 15);
      const at = base + next(sizes >> 4);
      const length = next(sizes & 15);
      if (id === wanted && method === 0) return { at, length };
    }
  }
  return undefined;
};

/** The EXIF item, its four-byte offset and `Exif\0\0` taken off: the bare TIFF block, or undefined. */
export const heifExif = (bytes: Uint8Array): Uint8Array | undefined => {
  const meta = metaBoxes(bytes);
  const iinf = boxOf(meta, 'iinf');
  const iloc = boxOf(meta, 'iloc');
  const item = iinf && exifItem(bytes, iinf);
  const place = iloc && item !== undefined ? placeOf(bytes, iloc, item) : undefined;
  if (!place || place.at + place.length > bytes.length || place.length < 12) return undefined;
  const skip = view(bytes).getUint32(place.at) + 4;
  return skip < place.length ? bytes.subarray(place.at + skip, place.at + place.length) : undefined;
};

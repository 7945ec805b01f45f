import { type Box, boxesIn } from './boxes.ts';

const CONTAINERS = new Set(['moov', 'trak', 'udta', 'meta', 'ilst']);
const APPLE_KEY = 'com.apple.quicktime.location.ISO6709';
const DEEPEST = 6;

/** `meta` begins with four bytes of version in MP4 and without them in QuickTime. */
const insideOf = (bytes: Uint8Array, box: Box): Box[] => {
  const versioned =
    box.type === 'meta' && String.fromCharCode(...bytes.subarray(box.start + 4, box.start + 8)) !== 'hdlr';
  return boxesIn(bytes, versioned ? box.start + 4 : box.start, box.end);
};

const holdsLocation = (bytes: Uint8Array, boxes: readonly Box[], depth: number): boolean =>
  boxes.some((box) => {
    if (box.type === '\u00a9xyz' || box.type === 'loci') return true;
    if (box.type === 'keys')
      return Buffer.from(bytes.buffer, bytes.byteOffset + box.start, box.end - box.start).includes(APPLE_KEY);
    return (
      depth < DEEPEST && CONTAINERS.has(box.type) && holdsLocation(bytes, insideOf(bytes, box), depth + 1)
    );
  });

/** Whether a film says where it was taken: the user data of Android (`©xyz`), of 3GPP (`loci`), or Apple's key. */
export const findFilmLocation = (bytes: Uint8Array): boolean => holdsLocation(bytes, boxesIn(bytes), 0);

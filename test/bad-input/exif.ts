import { segment } from './jpeg.ts';

const EXIF = Buffer.from('Exif\0\0', 'latin1');

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: number;
}

/** A little-endian TIFF block: one directory, then whatever it points to. */
export const tiff = (fields: readonly Field[], next: number, rest: Uint8Array = Buffer.alloc(0)): Buffer => {
  const block = Buffer.alloc(8 + 2 + fields.length * 12 + 4);
  block.write('II*\0', 0, 'latin1');
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(fields.length, 8);
  for (const [index, { tag, type, count, value }] of fields.entries()) {
    const at = 10 + index * 12;
    block.writeUInt16LE(tag, at);
    block.writeUInt16LE(type, at + 2);
    block.writeUInt32LE(count, at + 4);
    block.writeUInt32LE(value, at + 8);
  }
  block.writeUInt32LE(next, 10 + fields.length * 12);
  return Buffer.concat([block, rest]);
};

export const withExif = (jpeg: Uint8Array, block: Uint8Array): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, Buffer.concat([EXIF, block])), jpeg.subarray(2)]);

const LONG = 4;
const ASCII = 2;
const EXIF_DIRECTORY = 0x8769;
const GPS_DIRECTORY = 0x8825;
const INTEROPERABILITY = 0xa005;

/** Directories that lead back to themselves, by every way there is. */
export const loops = tiff(
  [
    { tag: EXIF_DIRECTORY, type: LONG, count: 1, value: 8 },
    { tag: GPS_DIRECTORY, type: LONG, count: 1, value: 8 },
    { tag: INTEROPERABILITY, type: LONG, count: 1, value: 8 },
  ],
  8,
);

/** Texts and lists that say they are four thousand million long. */
export const endless = tiff(
  [0x010f, 0x0110, 0x0132, 0x9003, 0x927c, 0x9286].map((tag, at) => ({
    tag,
    type: at % 2 === 0 ? ASCII : 5,
    count: 0xffff_ffff,
    value: 0xffff_fff0,
  })),
  0xffff_ffff,
);

/** As many fields as a directory can have, each a list over the whole block. */
export const crowded = (): Buffer => {
  const fields = Array.from({ length: 5_000 }, (_, at) => ({
    tag: 0x9000 + at,
    type: 1,
    count: 60_000,
    value: 8,
  }));
  return tiff(fields, 0).subarray(0, 65_000);
};

/** A second picture inside the first, as cameras keep thumbnails, with words in it. */
export const withThumbnail = (jpeg: Uint8Array, thumbnail: Uint8Array): Buffer => {
  const first = 8 + 2 + 12 + 4;
  const second = Buffer.alloc(2 + 2 * 12 + 4);
  second.writeUInt16LE(2, 0);
  const start = first + second.length;
  for (const [index, [tag, value]] of [
    [0x0201, start],
    [0x0202, thumbnail.length],
  ].entries()) {
    second.writeUInt16LE(tag ?? 0, 2 + index * 12);
    second.writeUInt16LE(LONG, 4 + index * 12);
    second.writeUInt32LE(1, 6 + index * 12);
    second.writeUInt32LE(value ?? 0, 10 + index * 12);
  }
  const orientation = [{ tag: 0x0112, type: 3, count: 1, value: 1 }];
  return withExif(jpeg, tiff(orientation, first, Buffer.concat([second, thumbnail])));
};

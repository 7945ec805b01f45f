import sharp from 'sharp';

/** A small honest photograph: a slope of colour, so that a broken decoding cannot pass for it. */
export const slope = async (width = 64, height = 48): Promise<Buffer> => {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    pixels[at * 3] = ((at % width) * 255) / width;
    pixels[at * 3 + 1] = (Math.floor(at / width) * 255) / height;
    pixels[at * 3 + 2] = 128;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
};

const MARKER = 0xff;
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Where the first marker that fits stands. */
const find = (jpeg: Uint8Array, fits: (marker: number) => boolean): number => {
  for (let at = 2; at + 4 <= jpeg.length;) {
    const marker = jpeg[at + 1] ?? 0;
    if (fits(marker)) return at;
    at += 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0));
  }
  throw new RangeError('no such marker');
};

/** A marker segment: its content behind marker and length. */
export const segment = (marker: number, content: Uint8Array): Buffer => {
  const head = Buffer.from([MARKER, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};

/** Puts a segment right behind the start of the image. */
export const withSegment = (jpeg: Uint8Array, marker: number, content: Uint8Array): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), segment(marker, content), jpeg.subarray(2)]);

/** A header that claims another size than the picture has. */
export const claiming = (jpeg: Uint8Array, width: number, height: number): Buffer => {
  const lie = Buffer.from(jpeg);
  const frame = find(lie, isFrame);
  lie.writeUInt16BE(height, frame + 5);
  lie.writeUInt16BE(width, frame + 7);
  return lie;
};

/** Huffman data under the name of another coding: arithmetic (C9), 12-bit (C1 with precision 12), lossless (C3). */
export const recoded = (jpeg: Uint8Array, marker: number, precision = 8): Buffer => {
  const lie = Buffer.from(jpeg);
  const frame = find(lie, isFrame);
  lie[frame + 1] = marker;
  lie[frame + 4] = precision;
  return lie;
};

/** The frame header twice, the second of another size. */
export const twoFrames = (jpeg: Uint8Array): Buffer => {
  const frame = find(jpeg, isFrame);
  const end = frame + 2 + (((jpeg[frame + 2] ?? 0) << 8) | (jpeg[frame + 3] ?? 0));
  const again = claiming(jpeg, 30_000, 3_000).subarray(frame, end);
  return Buffer.concat([jpeg.subarray(0, end), again, jpeg.subarray(end)]);
};

/** A progressive picture whose last scan comes a thousand times: each makes a decoder walk the whole picture again. */
export const manyScans = async (side: number, scans: number): Promise<Buffer> => {
  const plain = await sharp({ create: { width: side, height: side, channels: 3, background: '#a86' } })
    .jpeg({ progressive: true, quality: 50 })
    .toBuffer();
  let last = plain.length;
  for (let at = 0; at < plain.length - 1; at += 1)
    if (plain[at] === MARKER && plain[at + 1] === 0xda) last = at;
  const scan = plain.subarray(last, plain.length - 2);
  return Buffer.concat([
    plain.subarray(0, -2),
    ...Array.from({ length: scans }, () => scan),
    plain.subarray(-2),
  ]);
};

import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

const HEADER_END = 33;

export const chunk = (name: string, content: Uint8Array): Buffer => {
  const whole = Buffer.concat([Buffer.alloc(4), Buffer.from(name, 'latin1'), content, Buffer.alloc(4)]);
  whole.writeUInt32BE(content.length, 0);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4);
  return whole;
};

export const dot = (width = 40, height = 30): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#3a7' } })
    .composite([
      { input: { create: { width: 9, height: 9, channels: 3, background: '#a22' } }, left: 3, top: 3 },
    ])
    .png()
    .toBuffer();

/** Chunks right behind the header, where colour profiles and animation control stand. */
export const withChunks = (png: Uint8Array, ...chunks: readonly Uint8Array[]): Buffer =>
  Buffer.concat([png.subarray(0, HEADER_END), ...chunks, png.subarray(HEADER_END)]);

/** A header that claims another size than its rows fill. */
export const claiming = (png: Uint8Array, width: number, height: number): Buffer => {
  const header = Buffer.from(png.subarray(16, 29));
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', header), png.subarray(HEADER_END)]);
};

/** Two hundred megabytes of nothing, deflated. */
const unfolding = (): Buffer => deflateSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });

/** A colour profile that unfolds into two hundred megabytes. */
export const profileBomb = (png: Uint8Array): Buffer =>
  withChunks(png, chunk('iCCP', Buffer.concat([Buffer.from('p\0\0', 'latin1'), unfolding()])));

/** Hidden text that does the same. */
export const textBomb = (png: Uint8Array): Buffer =>
  withChunks(png, chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), unfolding()])));

/** An animated PNG: a second frame that players show and others do not. */
export const animated = (png: Uint8Array, frames: number): Buffer => {
  const control = Buffer.alloc(8);
  control.writeUInt32BE(frames, 0);
  const frame = Buffer.alloc(26);
  frame.writeUInt32BE(40, 4);
  frame.writeUInt32BE(30, 8);
  const rows = deflateSync(Buffer.alloc(30 * (1 + 40 * 3)));
  const more = Array.from({ length: frames - 1 }, (_, at) => {
    const own = Buffer.from(frame);
    own.writeUInt32BE(at * 2 + 1, 0);
    const sequence = Buffer.alloc(4);
    sequence.writeUInt32BE(at * 2 + 2);
    return Buffer.concat([chunk('fcTL', own), chunk('fdAT', Buffer.concat([sequence, rows]))]);
  });
  const end = png.length - 12;
  return Buffer.concat([
    withChunks(png.subarray(0, end), chunk('acTL', control), chunk('fcTL', frame)),
    ...more,
    png.subarray(end),
  ]);
};

import { crc32, deflateSync } from 'node:zlib';
import decode from 'heic-decode';
import sharp, { type Sharp } from 'sharp';
import { SafelightError } from '../set/errors.ts';
import { heifColour, isWhole } from './heif-items.ts';

/** CICP number of the Display P3 primaries (ITU-T H.273 table 2). */
const DISPLAY_P3 = 12;

/** The profile the pixels were written for; sRGB, or a profile that is not for RGB, needs none. */
const profileOf = async (bytes: Uint8Array): Promise<Uint8Array | undefined> => {
  const { icc, primaries } = heifColour(bytes);
  if (icc) return String.fromCharCode(...icc.subarray(16, 20)) === 'RGB ' ? icc : undefined;
  if (primaries !== DISPLAY_P3) return undefined;
  const dot = sharp({ create: { width: 1, height: 1, channels: 3, background: 'black' } });
  const png = await dot.withIccProfile('p3').png().toBuffer();
  return (await sharp(png).metadata()).icc;
};

/** The colour library takes a profile only from inside a file: an iCCP chunk is put after the PNG's header. */
const withProfile = (png: Buffer, profile: Uint8Array): Buffer => {
  const content = Buffer.concat([Buffer.from('iCCPp\0\0', 'latin1'), deflateSync(profile)]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length - 4);
  sum.writeUInt32BE(crc32(content));
  const afterHeader = 33;
  return Buffer.concat([png.subarray(0, afterHeader), length, content, sum, png.subarray(afterHeader)]);
};

/**
 * An iPhone's HEIC as pixels, at most `longest` along its longer edge, still to be brought to sRGB by whoever
 * reads on. The decoder has turned it already: its EXIF orientation must never be applied again (components.md C).
 */
export const decodeHeic = async (bytes: Uint8Array, longest: number): Promise<Sharp> => {
  // A cut-off file decodes without an error and shows a part as if it were the whole.
  if (!isWhole(bytes)) throw new SafelightError('cannot-be-decoded', { facts: { why: 'cut-short' } });
  const own = Uint8Array.from(bytes);
  // The library knows four of the eight brands of HEVC pictures; the content is the same.
  own.set(Buffer.from('heic', 'latin1'), 8);
  const { width, height, data } = await decode({ buffer: own });
  const png = await sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
    raw: { width, height, channels: 4 },
  })
    .resize(longest, longest, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const profile = await profileOf(bytes);
  return sharp(profile ? withProfile(png, profile) : png);
};

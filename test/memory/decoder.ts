import { createHash } from 'node:crypto';
import { readDimensions } from '../../bot/inspect/read-dimensions.ts';
import { mediaTypeOf } from '../../bot/inspect/signatures.ts';
import type { Decoder, Looker } from '../../bot/ports/decoder.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { LookedOver } from '../../bot/set/shown.ts';

/** A grey picture of 8 x 8 dots. */
const DOT = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AK9f/9k=',
  'base64',
);
const MOST_PIXELS = 100_000_000;

const withComment = (jpeg: Uint8Array, words: string): Uint8Array => {
  const text = Buffer.from(words, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe]), length, text, jpeg.subarray(2)]);
};

/** What a machine says of a picture in which it finds nothing. */
export const nothingSeen: LookedOver = { face: false, writing: [], codes: [] };

/**
 * A decoder that looks at first bytes and headers and draws nothing: every picture becomes the same grey dot, with a
 * JPEG comment naming the bytes it came from, and a mark is written into a comment where a test can read it. It
 * cannot know whether a picture is really whole, turned or coloured rightly: that part of the contract is not for it.
 */
export const memoryDecoder = (): Decoder & Looker => ({
  render: async (bytes) => {
    const signature = mediaTypeOf(bytes);
    if (signature?.kind !== 'image') throw new SafelightError('cannot-be-decoded');
    const size = readDimensions(bytes, signature.mediaType);
    if (size && size.width * size.height > MOST_PIXELS) throw new SafelightError('image-too-large');
    const jpeg = withComment(DOT, createHash('sha256').update(bytes).digest('hex'));
    return { screen: { jpeg, width: 8, height: 8 }, preview: { jpeg, width: 8, height: 8 } };
  },
  watermark: async (jpeg, mark) => {
    if (mediaTypeOf(jpeg)?.mediaType !== 'image/jpeg') throw new SafelightError('cannot-be-decoded');
    return withComment(jpeg, mark);
  },
  lookOver: async (jpeg) => {
    await jpeg();
    return nothingSeen;
  },
  close: async () => undefined,
});

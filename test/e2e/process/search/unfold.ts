import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

const MOST = 64 * 1024 * 1024;
/** A member cut off at the end of its file still gives what it holds. */
const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST };
const GZIP = Buffer.from('1f8b08', 'hex');
/** The second byte of a zlib header of the usual window, for each level of compression. */
const ZLIB = ['7801', '785e', '789c', '78da'].map((start) => Buffer.from(start, 'hex'));
/** Shorter than this, inflated noise. */
const LEAST = 8;

/** Everything that inflates: gzip and zlib members wherever they begin, raw deflate where it is the whole. */
export const unfold = function* (bytes: Buffer): Generator<Buffer> {
  for (const at of places(bytes, GZIP)) yield* attempt(() => gunzipSync(bytes.subarray(at), options));
  for (const start of ZLIB)
    for (const at of places(bytes, start)) yield* attempt(() => inflateSync(bytes.subarray(at), options));
  yield* attempt(() => inflateRawSync(bytes, options));
};

const places = function* (bytes: Buffer, start: Buffer): Generator<number> {
  for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 1)) yield at;
};

const attempt = function* (inflate: () => Buffer): Generator<Buffer> {
  let plain: Buffer;
  try {
    plain = inflate();
  } catch {
    // It only looked like a beginning.
    return;
  }
  if (plain.length >= LEAST) yield plain;
};

import { createHash, randomBytes } from 'node:crypto';
import { mediaTypeOf } from '../inspect/signatures.ts';
import { CAPTURE_LIMITS } from '../policy/capture.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Captures } from '../ports/captures.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { ArrivingChunk, Stage } from '../ports/stage.ts';
import { seal } from '../sealed/seal.ts';
import { SafelightError } from '../set/errors.ts';
import { blobName, sha256 } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import { isDue, later, MINUTE } from '../set/instant.ts';
import { sealContext } from '../set/sealed.ts';
import type { OpenCapture } from '../set/staged.ts';

export interface StageParts {
  readonly captures: Pick<Captures, 'note'>;
  readonly blobs: Pick<Blobs, 'put' | 'destroy'>;
  readonly keys: Pick<Keys, 'unwrap'>;
  readonly clock: Clock;
}

/**
 * A piece of a picture is sealed as it arrives and put under a random name; only then is it noted, so that what is noted
 * can be opened. The plain bytes are in memory alone (invariant 5). A piece that was put and not noted is a stray.
 */
export const stageChunk = (parts: StageParts): Stage => {
  const keyOf = keepKeys(parts);
  return async (arriving) => {
    const { capture, image, chunk, bytes } = arriving;
    if (createHash('sha256').update(bytes).digest('hex') !== arriving.sha256)
      throw new SafelightError('chunk-damaged');
    if (isHeld(arriving)) return;
    refuseTooMuch(arriving);
    if (chunk === 0 && mediaTypeOf(bytes)?.kind !== 'image') throw new SafelightError('not-an-image');
    const key = await keyOf(capture);
    const blob = blobName(randomBytes(16).toString('hex'));
    const context = sealContext.staged(capture.organisation, capture.id, image, chunk);
    await parts.blobs.put('staging', blob, seal(bytes, key, context));
    const piece = { image, chunk, blob, bytes: bytes.length, sha256: sha256(arriving.sha256) };
    const noted = await parts.captures.note(capture.organisation, capture.id, piece);
    if (noted !== 'noted') await parts.blobs.destroy('staging', blob);
    if (noted === 'over') throw new SafelightError('capture-over');
  };
};

/** The same piece again is held already. Other bytes in its place are none of ours to choose between. */
const isHeld = ({ capture, image, chunk, sha256: sum }: ArrivingChunk): boolean => {
  const held = capture.chunks.find((one) => one.image === image && one.chunk === chunk);
  if (held !== undefined && held.sha256 !== sum)
    throw new SafelightError('bad-request', { facts: { why: 'another piece' } });
  return held !== undefined;
};

const refuseTooMuch = ({ capture, image, chunk, bytes }: ArrivingChunk): void => {
  const { chunkBytes, maxBytes, maxImages } = CAPTURE_LIMITS;
  if (bytes.length === 0) throw new SafelightError('bad-request', { facts: { why: 'empty piece' } });
  const own = capture.chunks.filter((one) => one.image === image);
  const images = new Set([image, ...capture.chunks.map((one) => one.image)]);
  const size = own.reduce((sum, one) => sum + one.bytes, bytes.length);
  if (
    bytes.length > chunkBytes ||
    size > maxBytes ||
    chunk >= maxBytes / chunkBytes ||
    images.size > maxImages
  )
    throw new SafelightError('capture-full');
};

/** A picture is fifty pieces in a few seconds: the key service is asked once a minute, and of few captures at once. */
const KEPT_FOR = MINUTE;
const MOST_KEPT = 200;

const keepKeys = ({
  keys,
  clock,
}: StageParts): ((capture: Pick<OpenCapture, 'id' | 'key'>) => Promise<Uint8Array>) => {
  const kept = new Map<string, { readonly key: Uint8Array; readonly until: Instant }>();
  return async ({ id, key: wrapped }) => {
    const now = clock.now();
    for (const [one, { key, until }] of kept) {
      if (kept.size <= MOST_KEPT && !isDue(until, now)) continue;
      key.fill(0);
      kept.delete(one);
    }
    const known = kept.get(id);
    // A copy: what is kept may be wiped while somebody seals.
    if (known !== undefined) return Uint8Array.from(known.key);
    if (wrapped === undefined) throw new SafelightError('capture-over');
    const key = await keys.unwrap(wrapped);
    kept.set(id, { key: Uint8Array.from(key), until: later(now, KEPT_FOR) });
    return key;
  };
};

import { createHmac } from 'node:crypto';
import type { Blobs } from '../../ports/blobs.ts';
import type { ChatRead, ChatRemove, OpenedOriginal } from '../../ports/chat.ts';
import type { Keys } from '../../ports/keys.ts';
import { newKey } from '../../sealed/new-key.ts';
import { openWords, sealWords } from '../../sealed/words.ts';
import { asSafelightError, SafelightError } from '../../set/errors.ts';
import type { ImageSet } from '../../set/image-set.ts';
import { millis, MINUTE } from '../../set/instant.ts';
import type { StoredImage } from '../../set/image.ts';
import type { MessageNow, MessageWords, Original } from '../../set/original.ts';
import type { CarriedOriginal } from '../../set/place.ts';
import { sealContext } from '../../set/sealed.ts';
import type { Job, Step } from '../step.ts';
import { keptWithin, UNKNOWN_LENGTH, type ByteBudget } from './admit-bytes.ts';
import { goneBeforeCustody, intoCustody, withoutImages } from './commit-custody.ts';
import { ingestStaged, isCaptured } from './from-staging.ts';
import type { InCustody } from './list-copies.ts';
import { isProtected } from './peek.ts';
import { takeBytes, takeCustody } from './take-custody.ts';

export interface IngestParts {
  readonly read: ChatRead;
  readonly remove: Pick<ChatRemove, 'expect'>;
  readonly blobs: Blobs;
  readonly keys: Keys;
  /** Streamed cap for one original, bytes. */
  readonly maxBytes: number;
  /** Bytes in memory over all ingests of this process. */
  readonly budget: ByteBudget;
}

type Standing = Extract<MessageNow, { state: 'standing' }>;

/**
 * One pass: read the message again, download, seal, put, read back, commit (design.md section 2). All images of
 * the message or none: what is removed later is what was taken here. On a set already in custody (an edit, an
 * undo) images it has are recognised by their SHA-256 and kept.
 */
export const ingest =
  (parts: IngestParts): Step =>
  async (job) => {
    const { set } = job;
    if (set.state === 'disposed') return { events: [], duty: 'done' };
    if (isCaptured(set)) return ingestStaged(parts, job, set);
    if (set.capture !== undefined) return { events: [], duty: 'done' };
    const message = await readMessage(parts, job);
    if (message.state === 'absent' && isFresh(job)) throw new SafelightError('message-gone', FOR_NOW);
    if (message.state !== 'standing') return goneBeforeCustody(job);
    if (set.mode === 'protect' && message.originals.length > 0) parts.remove.expect(set.origin, set.poster);
    const words = await wordsKeyOf(parts.keys, set);
    const outcome = await takeAll(parts, job, message, words);
    if (outcome.inCustody.length === 0 && outcome.lost === 0)
      return withoutImages(job, message.edition, outcome.unprotected, words.wrapped);
    if (outcome.inCustody.length === 0 && set.state !== 'stored') return goneBeforeCustody(job);
    return intoCustody(job, {
      ...outcome,
      edition: message.edition,
      mentioned: message.words.mentions.map((one) => ({ tid: set.origin.place.tenant, oid: one.oid })),
      words: sealWords(message.words, words.key, sealContext.message(set)),
      wordsKey: words.wrapped,
    });
  };

/**
 * The platform tells of a message a little before its own record shows it; and what was deleted leaves a tombstone.
 * So one that is not there at all is looked for again, and only then believed to be gone.
 */
const isFresh = ({ set, now }: Job): boolean =>
  set.state === 'received' && millis(now) - millis(set.receivedAt) < MINUTE;
const FOR_NOW = { transient: true };

/**
 * The activity is only a doorbell; the platform's own record of the message counts (platform.md 1.2). Where that
 * cannot be reached but the activity carried addresses, custody is taken from those, and the empty edition makes
 * sure nothing is removed before the message itself has been read.
 */
const readMessage = async ({ read, keys }: IngestParts, { set }: Job): Promise<MessageNow> => {
  try {
    return await read.message(set.origin);
  } catch (thrown) {
    const error = asSafelightError(thrown);
    if (set.state !== 'received' || set.carried === undefined || set.wordsKey === undefined) throw error;
    const key = await keys.unwrap(set.wordsKey);
    const carried = openWords(set.carried, key, sealContext.carried(set)) as readonly CarriedOriginal[];
    if (carried.length === 0) throw error;
    return {
      state: 'standing',
      message: set.origin.message,
      edition: '',
      authorOid: set.poster.oid,
      createdAt: set.postedAt,
      words: NO_WORDS,
      originals: carried.map((one) => ({
        ref: { kind: 'carried', carried: one.kind, address: one.address },
        ...(one.name === undefined ? {} : { name: one.name }),
      })),
      hiddenByPolicy: false,
    };
  }
};

const NO_WORDS: MessageWords = { text: '', author: '', mentions: [] };

const wordsKeyOf = async (keys: Keys, set: ImageSet) => {
  if (set.wordsKey !== undefined) return { wrapped: set.wordsKey, key: await keys.unwrap(set.wordsKey) };
  const key = newKey();
  return { wrapped: await keys.wrap(key), key };
};
type WordsKey = Awaited<ReturnType<typeof wordsKeyOf>>;

const takeAll = async (parts: IngestParts, job: Job, message: Standing, words: WordsKey) => {
  const { set } = job;
  const known = set.state === 'stored' ? set.images : [];
  const images: StoredImage[] = [...known];
  const inCustody: InCustody[] = [];
  const unprotected: string[] = [];
  const rebuild = {
    origin: set.origin,
    poster: set.poster,
    mode: set.mode,
    postedAt: set.postedAt,
    receivedAt: set.receivedAt,
    storedAt: job.now,
    lapseAfterMs: set.lapseAfterMs,
    wordsKey: words.wrapped,
    words: sealWords(message.words, words.key, sealContext.message(set)),
  };
  let lost = 0;
  const takeOne = async (original: Original, room?: number): Promise<void> => {
    const opened = await openUnlessGone(parts, job, original);
    if (opened === 'gone') {
      lost += 1;
      return;
    }
    const checked = await isProtected(opened);
    if (checked === undefined) {
      unprotected.push(hashOf(original, words.key));
      return;
    }
    const reserved = room ?? opened.expected ?? UNKNOWN_LENGTH;
    const release = await parts.budget.reserve(set.organisation, reserved);
    try {
      const kept = keptWithin(checked.bytes, reserved);
      const taken = await takeBytes({ ...checked, bytes: kept.bytes });
      if (kept.outgrown()) {
        if (room !== undefined) throw new SafelightError('original-too-large');
        release();
        await takeOne(original, parts.maxBytes);
        return;
      }
      const same = images.find((one) => one.sha256 === taken.sha256);
      const image = same ?? (await takeCustody(parts, set, taken, original.name, words.key, rebuild));
      if (same === undefined) images.push(image);
      const { file } = taken;
      inCustody.push({ ref: original.ref, image: image.id, ...(file === undefined ? {} : { file }) });
    } finally {
      release();
    }
  };
  // One after another: the platform allows one call a second in a conversation, and memory stays flat.
  for (const original of message.originals) await takeOne(original);
  return { images, inCustody, unprotected, lost };
};

/** Knows an attachment again without naming it: it stands on the set in the clear (invariant 5). */
const hashOf = ({ ref }: Original, wordsKey: Uint8Array): string =>
  createHmac('sha256', wordsKey)
    .update(`not-protected\0${JSON.stringify(ref)}`)
    .digest('hex')
    .slice(0, 32);

/**
 * A message goes on naming a file that was deleted: by us, after it was taken, or by its poster before. Either way
 * it keeps nothing in the chat. An inline picture that cannot be had is another matter: it may still be seen there,
 * so nothing of its message may go.
 */
const openUnlessGone = async (
  { read, maxBytes }: IngestParts,
  { set }: Job,
  { ref }: Original,
): Promise<OpenedOriginal | 'gone'> => {
  try {
    return await read.open(set.origin, ref, set.poster, maxBytes);
  } catch (thrown) {
    if (asSafelightError(thrown).code === 'original-gone' && (ref.kind === 'file' || ref.kind === 'share'))
      return 'gone';
    throw thrown;
  }
};

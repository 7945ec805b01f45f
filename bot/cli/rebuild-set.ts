import { randomBytes } from 'node:crypto';
import type { Copy } from '../set/copy.ts';
import { CARD_MAY_STAND } from '../set/duty.ts';
import type { NewDuty } from '../set/duty.ts';
import { copyId } from '../set/ids.ts';
import type { ImageSet, ReceivedSet, StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import { HOUR, later, millis, MINUTE } from '../set/instant.ts';
import type { Instant } from '../set/instant.ts';
import type { KeyRecord } from '../set/key-record.ts';

/** The records that bring a set back, for each set: oldest first, one an image. */
export const newestOfEachSet = (records: readonly KeyRecord[]): readonly (readonly KeyRecord[])[] => {
  const bySet = new Map<string, KeyRecord[]>();
  for (const record of records) {
    const set = `${record.organisation}/${record.set}`;
    bySet.set(set, [...(bySet.get(set) ?? []), record]);
  }
  return [...bySet.values()].map(newestOfEach);
};

/**
 * Where a try was cut short after its bytes were stored, the next try stored the same picture again under another
 * name; the newest counts.
 */
const newestOfEach = (records: readonly KeyRecord[]): readonly KeyRecord[] => {
  const bySum = new Map<string, KeyRecord>();
  for (const record of oldestFirst(records)) bySum.set(record.rebuild.facts.sha256, record);
  return oldestFirst([...bySum.values()]);
};

const oldestFirst = (records: readonly KeyRecord[]): readonly KeyRecord[] =>
  records.toSorted((a, b) => millis(a.rebuild.storedAt) - millis(b.rebuild.storedAt));

/** The set as it was when its message was seen. */
export const asReceived = ({ organisation, set: id, rebuild }: KeyRecord): ReceivedSet => {
  const { origin, poster, mode, postedAt, receivedAt, lapseAfterMs, capture } = rebuild;
  return {
    ...{ id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs },
    ...(capture === undefined ? {} : { capture }),
    state: 'received',
    alerts: [],
  };
};

/** In custody again with these images. A set the ledger knew to be in custody keeps all it knew. */
export const asStored = (
  current: ImageSet,
  newest: KeyRecord,
  images: readonly StoredImage[],
  copies: readonly Copy[],
): ImageSet => {
  if (current.state === 'disposed') return current;
  if (current.state === 'stored') {
    const fresh = images.filter((image) => !current.images.some((one) => one.sha256 === image.sha256));
    return { ...current, images: [...current.images, ...fresh] };
  }
  const { id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts } = current;
  const { capture } = current;
  const { wordsKey, words, storedAt } = newest.rebuild;
  const stored: StoredSet = {
    ...{ id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts },
    ...(capture === undefined ? {} : { capture }),
    state: 'stored',
    wordsKey,
    words,
    storedAt,
    lapsesAt: later(storedAt, lapseAfterMs),
    mentioned: [],
    images,
    copies,
    card: { state: 'owed' },
    renewals: [],
  };
  return stored;
};

/**
 * The chat's copy, of which nothing is known now. Most likely it went long ago: it counts as gone, not confirmed, and
 * stays outstanding until a re-read has looked. Were it called visible, a removal would first bring it back, because
 * it cannot know which edition was taken. What was captured was never in the chat.
 */
export const unknownCopies = (
  { mode, capture }: KeyRecord['rebuild'],
  images: readonly StoredImage[],
  now: Instant,
): readonly Copy[] => (capture === undefined ? [unknownMessage(mode, images, now)] : []);

const unknownMessage = (
  mode: KeyRecord['rebuild']['mode'],
  images: readonly StoredImage[],
  now: Instant,
): Copy => ({
  id: copyId(randomBytes(8).toString('hex')),
  what: { kind: 'message', edition: '', inline: 0 },
  images: images.map((image) => image.id),
  outcome: mode === 'observe' ? { state: 'left', why: 'observe-mode' } : { state: 'gone-already', at: now },
  sightings: [],
});

/** `ingest` and `reread` find out what still stands in the chat; the rest is what custody always owes. */
export const owedByRebuilt = (
  images: readonly StoredImage[],
  copies: readonly Copy[],
  now: Instant,
  lapsesAt: Instant,
): readonly NewDuty[] => [
  ...copies.flatMap((copy): readonly NewDuty[] => [
    { verb: 'ingest', dueAt: now },
    { verb: 'reread', subject: copy.id, dueAt: now },
    { verb: 'alarm', subject: 'removal-late', dueAt: later(now, 15 * MINUTE) },
  ]),
  // Confirmed when it was taken; whether the record was told is not known, and telling it twice is once.
  ...images
    .filter((image) => image.filing.state === 'waiting')
    .map((image): NewDuty => ({ verb: 'file', subject: image.id, dueAt: now })),
  { verb: 'card', subject: CARD_MAY_STAND, dueAt: now },
  { verb: 'alarm', subject: 'closed-since-restore', dueAt: now },
  ...images.map((image): NewDuty => ({ verb: 'render', subject: image.id, dueAt: now })),
  { verb: 'remind', subject: 'lapse-soon', dueAt: later(lapsesAt, -12 * HOUR) },
  { verb: 'remind', subject: 'lapsed', dueAt: lapsesAt },
];

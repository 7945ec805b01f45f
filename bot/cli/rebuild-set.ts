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
  const { origin, poster, mode, postedAt, receivedAt, lapseAfterMs } = rebuild;
  return {
    ...{ id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs },
    state: 'received',
    alerts: [],
  };
};

/** In custody again with these images. A set the ledger knew to be in custody keeps all it knew. */
export const asStored = (
  current: ImageSet,
  newest: KeyRecord,
  images: readonly StoredImage[],
  message: Copy,
): ImageSet => {
  if (current.state === 'disposed') return current;
  if (current.state === 'stored') {
    const fresh = images.filter((image) => !current.images.some((one) => one.sha256 === image.sha256));
    return { ...current, images: [...current.images, ...fresh] };
  }
  const { id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts } = current;
  const { wordsKey, words, storedAt } = newest.rebuild;
  const stored: StoredSet = {
    ...{ id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts },
    state: 'stored',
    wordsKey,
    words,
    storedAt,
    lapsesAt: later(storedAt, lapseAfterMs),
    mentioned: [],
    images,
    copies: [message],
    card: { state: 'owed' },
    renewals: [],
  };
  return stored;
};

/**
 * The chat's copy, of which nothing is known now. Most likely it went long ago: it counts as gone, not confirmed, and
 * stays outstanding until a re-read has looked. Were it called visible, a removal would first bring it back, because
 * it cannot know which edition was taken.
 */
export const unknownMessage = (
  { mode }: KeyRecord['rebuild'],
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
  message: Copy,
  now: Instant,
  lapsesAt: Instant,
): readonly NewDuty[] => [
  { verb: 'ingest', dueAt: now },
  { verb: 'reread', subject: message.id, dueAt: now },
  { verb: 'card', subject: CARD_MAY_STAND, dueAt: now },
  ...images.map((image): NewDuty => ({ verb: 'render', subject: image.id, dueAt: now })),
  { verb: 'alarm', subject: 'removal-late', dueAt: later(now, 15 * MINUTE) },
  { verb: 'remind', subject: 'lapse-soon', dueAt: later(lapsesAt, -12 * HOUR) },
  { verb: 'remind', subject: 'lapsed', dueAt: lapsesAt },
];

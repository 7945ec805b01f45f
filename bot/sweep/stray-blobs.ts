import { blobsOf } from '../policy/disposal.ts';
import type { Blobs, Container } from '../ports/blobs.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { asSafelightError } from '../set/errors.ts';
import type { BlobName } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import { DAY, isDue, later } from '../set/instant.ts';
import type { KeyRecord } from '../set/key-record.ts';
import { eachSet } from './each-set.ts';

export interface StrayRoom {
  readonly ledger: Ledger;
  readonly blobs: Blobs;
  readonly clock: Clock;
}

/** `kept-back`: the store holds pictures of sets that the ledger does not know, so it may be an older one. */
export type StrayNote =
  | { readonly what: 'strays-swept'; readonly destroyed: number; readonly kept: number }
  | { readonly what: 'strays-kept-back'; readonly lost: number };

/** Strays looked into at once: a store of many must not have all their records read in one moment. */
const AT_ONCE = 8;

/**
 * Destroys what tries that were cut short have left behind (invariant 4): blobs older than a day that no set names,
 * key first. Never what might be the only copy of a picture: while the ledger does not know a set of which the store
 * has an image, nothing at all is swept (`fsck --rebuild` brings it back), and an image that its set does not have
 * under another name stays. Throws, with nothing destroyed, where ledger or store cannot be read.
 */
export const sweepStrays = async (room: StrayRoom): Promise<StrayNote> => {
  const images = await listAll(room, 'images');
  // Listed after: an image put meanwhile is then never without its key record.
  const keys = await listAll(room, 'keys');
  const live = await namedBySets(room);
  const isOldStray = ([name, old]: readonly [BlobName, boolean]): boolean => old && !live.has(name);
  const judged: Named[] = [];
  const waiting = [...keys].filter(isOldStray);
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      judged.push({ name: next[0], ...(await judge(room, next[0])) });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const lost = judged.filter((one) => one.is === 'lost').length;
  if (lost > 0) return { what: 'strays-kept-back', lost };
  const known = judged.flatMap(({ name, is, set }) => (is === 'stray' && set ? [{ name, set }] : []));
  // Without its key nobody can ever open it, whatever it was.
  const noise = [...images].filter(isOldStray).filter(([name]) => !keys.has(name));
  for (const { name, set } of known) await destroyKnown(room, name, set);
  for (const [name] of noise) await room.blobs.destroy('images', name);
  return {
    what: 'strays-swept',
    destroyed: known.length + noise.length,
    kept: judged.length - known.length,
  };
};

/** Every name, and whether it is older than a day. */
const listAll = async (
  { blobs, clock }: StrayRoom,
  container: Container,
): Promise<ReadonlyMap<BlobName, boolean>> => {
  const all = new Map<BlobName, boolean>();
  for await (const { name, putAt } of blobs.list(container))
    all.set(name, isDue(later(putAt, DAY), clock.now()));
  return all;
};

const namedBySets = async ({ ledger }: StrayRoom): Promise<ReadonlySet<BlobName>> => {
  const live = new Set<BlobName>();
  for (const organisation of await ledger.audit.organisations())
    for await (const set of eachSet(ledger, organisation))
      if (set.state === 'stored') for (const name of blobsOf(set)) live.add(name);
  return live;
};

interface Judged {
  readonly is: 'stray' | 'lost' | 'kept';
  readonly set?: ImageSet;
}

interface Named extends Judged {
  readonly name: BlobName;
}

/** What a key record that no set names is, by the set it was made for, as that is now. */
const judge = async ({ ledger, blobs }: StrayRoom, name: BlobName): Promise<Judged> => {
  const record = await readRecord(blobs, name);
  if (record === undefined) return { is: 'kept' };
  const set = await ledger.read(record.organisation, record.set);
  if (set === undefined) return { is: 'lost' };
  if (set.state === 'disposed') return { is: 'stray', set };
  if (set.state !== 'stored' || blobsOf(set).includes(name)) return { is: 'kept' };
  const { sha256 } = record.rebuild.facts;
  return set.images.some((image) => image.sha256 === sha256) ? { is: 'stray', set } : { is: 'kept' };
};

/** Undefined for what is gone, or was not written by us: it is left for a person (`fsck` names it). */
const readRecord = async (blobs: Blobs, name: BlobName): Promise<KeyRecord | undefined> => {
  try {
    const read = JSON.parse(Buffer.from(await blobs.get('keys', name)).toString()) as KeyRecord | null;
    const isOurs = (read as { format?: unknown } | null)?.format === 1 && read?.blob === name;
    return isOurs ? read : undefined;
  } catch (thrown) {
    if (thrown instanceof SyntaxError || asSafelightError(thrown).code === 'blob-missing') return undefined;
    throw thrown;
  }
};

/** A second copy of a picture that opens: its end is on record, before and after. */
const destroyKnown = async (
  { ledger, blobs, clock }: StrayRoom,
  name: BlobName,
  { organisation, id }: ImageSet,
): Promise<void> => {
  const event = { by: 'system', set: id, facts: { blob: name } } as const;
  await ledger.audit.append(organisation, [
    { ...event, kind: 'stray-destruction-intended', at: clock.now() },
  ]);
  await blobs.destroy('keys', name);
  await blobs.destroy('images', name);
  await ledger.audit.append(organisation, [{ ...event, kind: 'stray-destroyed', at: clock.now() }]);
};

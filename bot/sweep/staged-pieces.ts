import { ABANDONED_AFTER } from '../policy/capture.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Captures } from '../ports/captures.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { BlobName } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import { isDue, later } from '../set/instant.ts';
import type { OpenCapture } from '../set/staged.ts';

export interface StagingRoom {
  readonly captures: Captures;
  readonly ledger: Ledger;
  readonly blobs: Blobs;
  readonly clock: Clock;
}

export interface StagingNote {
  /** Captures whose set is in custody or gone: their pieces went. */
  readonly settled: number;
  /** Captures nobody sent in a day. */
  readonly abandoned: number;
  /** Pieces that belong to no capture. */
  readonly strays: number;
}

/**
 * Pieces are kept as long as custody may still be taken from them, and no longer. What nobody sent in a day is let go
 * of, its key first; what a cut has left behind without a capture to name it goes after a day. A set that is received
 * and not in custody keeps its pieces for as long as that takes: they are the only ones there are.
 */
export const sweepStaging = async (room: StagingRoom): Promise<StagingNote> => {
  const living = new Set<BlobName>();
  const done = { settled: 0, abandoned: 0 };
  for (const organisation of await room.ledger.audit.organisations())
    for (const capture of await room.captures.all(organisation)) {
      const what = await sweepOne(room, capture);
      if (what === 'living') for (const { blob } of capture.chunks) living.add(blob);
      else if (what !== 'nothing') done[what] += 1;
    }
  return { ...done, strays: await sweepStrayPieces(room, living) };
};

const sweepOne = async (
  room: StagingRoom,
  capture: OpenCapture,
): Promise<'living' | 'nothing' | keyof Omit<StagingNote, 'strays'>> => {
  const { organisation, id, state, begunAt, chunks } = capture;
  const isOld = isDue(later(begunAt, ABANDONED_AFTER), room.clock.now());
  if (state === 'settled') {
    if (isOld) await room.captures.remove(organisation, id, 'settled', []);
    return 'nothing';
  }
  const set = await setOf(room, capture);
  if (set !== undefined && set.state !== 'received') {
    // First the pieces: a cut between the two is made good by the next round.
    for (const { blob } of chunks) await room.blobs.destroy('staging', blob);
    await room.captures.settle(organisation, id);
    return 'settled';
  }
  if (set !== undefined || !isOld) return 'living';
  const left = await room.captures.remove(organisation, id, state, [
    { kind: 'capture-abandoned', at: room.clock.now(), by: 'system', facts: { capture: id } },
  ]);
  for (const blob of left ?? []) await room.blobs.destroy('staging', blob);
  return left === undefined ? 'living' : 'abandoned';
};

const setOf = async (
  { ledger }: StagingRoom,
  { organisation, set }: OpenCapture,
): Promise<ImageSet | undefined> => (set === undefined ? undefined : ledger.read(organisation, set));

const sweepStrayPieces = async (
  { blobs, clock }: StagingRoom,
  living: ReadonlySet<BlobName>,
): Promise<number> => {
  let strays = 0;
  for await (const { name, putAt } of blobs.list('staging')) {
    if (living.has(name) || !isDue(later(putAt, ABANDONED_AFTER), clock.now())) continue;
    await blobs.destroy('staging', name);
    strays += 1;
  }
  return strays;
};

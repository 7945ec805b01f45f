import type { Copy } from '../set/copy.ts';
import type { OrganisationId, SetId } from '../set/ids.ts';
import type { ConversationId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { millis } from '../set/instant.ts';

/** What a pilot shows: what would have been removed, and how long each stood all the same. Milliseconds throughout. */
export interface ObserveReport {
  readonly messages: readonly ObservedMessage[];
  readonly wouldHaveGone: number;
  /** Left in any mode: it lives elsewhere, or is not the poster's. */
  readonly wouldHaveStayed: number;
  readonly stillStanding: number;
  /** The middle one of how long each stood, so far as is known; absent where nothing stood. */
  readonly middleStoodMs?: number;
}
export interface ObservedMessage {
  readonly set: SetId;
  readonly organisation: OrganisationId;
  readonly conversation: ConversationId;
  readonly postedAt: Instant;
  /** From the post to safe keeping: removal would have begun then. */
  readonly custodyMs: number;
  readonly wouldHaveGone: number;
  readonly wouldHaveStayed: number;
  /** Until the last look that saw it, or the first that saw it gone: what happened between two looks nobody knows. */
  readonly stoodMs: number;
  readonly stands: 'gone' | 'at-last-look' | 'not-looked-again';
  readonly lookedAt?: Instant;
}

export const observeReport = (sets: readonly ImageSet[]): ObserveReport => {
  const messages = sets
    .filter((set): set is StoredSet => set.state === 'stored' && set.mode === 'observe')
    .map(observed)
    .sort((a, b) => a.postedAt.localeCompare(b.postedAt));
  const middle = middleOf(messages.filter((one) => one.wouldHaveGone > 0).map((one) => one.stoodMs));
  return {
    messages,
    wouldHaveGone: total(messages.map((one) => one.wouldHaveGone)),
    wouldHaveStayed: total(messages.map((one) => one.wouldHaveStayed)),
    stillStanding: messages.filter((one) => one.wouldHaveGone > 0 && one.stands !== 'gone').length,
    ...(middle === undefined ? {} : { middleStoodMs: middle }),
  };
};

const wouldGo = ({ outcome }: Copy): boolean => outcome.state !== 'left' || outcome.why === 'observe-mode';

const observed = (set: StoredSet): ObservedMessage => {
  const copies = set.copies.filter(wouldGo);
  const looks = copies.flatMap((copy) => copy.sightings);
  const lastLook = looks
    .map((one) => one.at)
    .sort()
    .at(-1);
  // The message stands for as long as any copy of it does.
  const gone = copies.map((copy) => copy.sightings.find((one) => one.showed === 'gone')?.at);
  const goneAt = gone.includes(undefined) ? undefined : gone.sort().at(-1);
  const until = goneAt ?? lastLook ?? set.storedAt;
  return {
    set: set.id,
    organisation: set.organisation,
    conversation: set.origin.place.conversation,
    postedAt: set.postedAt,
    custodyMs: millis(set.storedAt) - millis(set.postedAt),
    wouldHaveGone: copies.length,
    wouldHaveStayed: set.copies.length - copies.length,
    stoodMs: millis(until) - millis(set.postedAt),
    stands: goneAt !== undefined ? 'gone' : lastLook === undefined ? 'not-looked-again' : 'at-last-look',
    ...(lastLook === undefined ? {} : { lookedAt: lastLook }),
  };
};

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const middleOf = (numbers: readonly number[]): number | undefined =>
  [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];

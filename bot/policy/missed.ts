import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { later, millis, MINUTE, SECOND } from '../set/instant.ts';
import type { Doorbell } from '../set/place.ts';

/** A message as the sweep found it (bot/ports/chat-watch.ts). */
export interface Found {
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  readonly editedAt?: Instant;
  readonly edition: string;
  readonly deleted: boolean;
  readonly originals: number;
}

/** Two clocks may differ by so much: work done twice does no harm, work left undone does. */
const SKEW = MINUTE;
const isAfter = (at: Instant | undefined, other: Instant): boolean =>
  at !== undefined && millis(at) > millis(later(other, -SKEW));

/**
 * What a message found by the sweep would have said, had it been heard; `older`: written before the installation and
 * not changed by its author since, so it is counted and left alone; undefined: nothing is owed.
 */
export const wasMissed = (
  found: Found,
  known: ImageSet | undefined,
  since: Instant,
): Doorbell['occasion'] | 'older' | undefined => {
  if (found.deleted) return undefined;
  if (known !== undefined) return missedOf(found, known);
  if (found.originals === 0) return undefined;
  if (millis(found.createdAt) > millis(since)) return 'posted';
  return found.editedAt !== undefined && millis(found.editedAt) > millis(since) ? 'edited' : 'older';
};

const missedOf = (found: Found, known: ImageSet): Doorbell['occasion'] | undefined => {
  switch (known.state) {
    case 'received':
      return isAfter(found.editedAt, known.receivedAt) ? 'edited' : undefined;
    case 'stored':
      return missedOfStored(found, known);
    case 'gone-before-custody':
      if (found.originals === 0) return undefined;
      if (known.why !== 'no-images') return 'undone';
      return isAfter(found.editedAt, known.goneAt) ? 'edited' : undefined;
    case 'disposed':
      return undefined;
  }
};

const missedOfStored = (found: Found, set: StoredSet): Doorbell['occasion'] | undefined => {
  const message = set.copies.find((copy) => copy.what.kind === 'message');
  if (message?.what.kind !== 'message') return undefined;
  // Custody from the activity alone: its own duty reads the message.
  if (message.what.edition === '') return undefined;
  if (message.what.edition !== found.edition) return 'edited';
  const { outcome } = message;
  const removed = outcome.state === 'message-deleted' || outcome.state === 'gone-already';
  // What was read just before it was removed is not an undo: that would have changed it since.
  return removed && found.originals > 0 && isAfter(found.changedAt, outcome.at) ? 'undone' : undefined;
};

/** An activity comes within this time; what it asks for is done within the other. Later, the ear has failed. */
const HEARD_WITHIN = 10 * SECOND;
const DONE_WITHIN = 2 * MINUTE;

/** Whether people should hear that the ear missed it: not while the ordinary way may still be on its way. */
export const missedByEar = (
  found: Found,
  known: ImageSet | undefined,
  now: Instant,
  hearingSince: Instant,
): boolean => {
  const patience = known === undefined ? HEARD_WITHIN : DONE_WITHIN;
  const { changedAt } = found;
  return millis(changedAt) < millis(hearingSince) || millis(now) - millis(changedAt) > patience;
};

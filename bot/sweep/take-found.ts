import { missedByEar, wasMissed } from '../policy/missed.ts';
import type { FoundMessage } from '../ports/chat-watch.ts';
import type { OrganisationId, SetId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import type { Doorbell } from '../set/place.ts';
import type { SweepRoom } from './room.ts';

export interface Taken {
  readonly as: 'rung' | 'older' | 'nothing';
  /** The set of a message that the ear should have heard and did not. */
  readonly missed?: SetId;
}

/** One found message: rung where it was missed, counted where it is older, left where all is well. */
export const takeFound = async (
  room: SweepRoom,
  organisation: OrganisationId,
  found: FoundMessage,
  when: { readonly since: Instant; readonly hearingSince: Instant },
): Promise<Taken> => {
  const known = await setOf(room, organisation, found);
  const occasion = wasMissed(found, known, when.since);
  if (occasion === undefined) return { as: 'nothing' };
  if (occasion === 'older') return { as: 'older' };
  await room.rang(bellOf(found, occasion));
  if (!missedByEar(found, known, room.clock.now(), when.hearingSince)) return { as: 'rung' };
  const set = known ?? (await setOf(room, organisation, found));
  return set === undefined ? { as: 'rung' } : { as: 'rung', missed: set.id };
};

/** Where the message has a set already, the bell makes it owed once more; N deliveries are one. */
export const bellOf = (found: FoundMessage, occasion: Doorbell['occasion']): Doorbell => ({
  at: found.at,
  poster: found.poster,
  postedAt: found.createdAt,
  occasion,
  mayHoldImages: true,
  carried: [],
});

export const setOf = async (
  { ledger }: SweepRoom,
  organisation: OrganisationId,
  { at }: FoundMessage,
): Promise<ImageSet | undefined> => (await ledger.find(organisation, { by: 'message', at }))[0];

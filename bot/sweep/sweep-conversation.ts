import type { OrganisationId, SetId } from '../set/ids.ts';
import type { Watched } from '../ports/watching.ts';
import { asSafelightError } from '../set/errors.ts';
import type { Instant } from '../set/instant.ts';
import { later, MINUTE } from '../set/instant.ts';
import { SWEEP_EVERY, type SweepRoom } from './room.ts';
import { takeFound } from './take-found.ts';

export interface Swept {
  readonly found: number;
  readonly older: number;
  readonly missed: readonly SetId[];
}

/** Looked at again so soon after it could not be looked at. */
const AGAIN = MINUTE;

/**
 * One conversation, from its cursor on. The cursor moves only when all before it is dealt with, so that a crash repeats
 * and loses nothing. What cannot be read now is tried again later, and keeps no other conversation waiting.
 */
export const sweepConversation = async (
  room: SweepRoom,
  organisation: OrganisationId,
  watched: Watched,
  hearingSince: Instant,
): Promise<Swept> => {
  const { place, since, cursor } = watched;
  const when = { since, hearingSince };
  const began = room.clock.now();
  // Moved on before looking: whoever asks meanwhile asks for another look.
  await room.watching.save(organisation, place, { dueAt: later(began, spread(room)) });
  const swept = { found: 0, older: 0, missed: [] as SetId[] };
  try {
    for await (const page of room.chat.changes(place, {
      since,
      ...(cursor === undefined ? {} : { cursor }),
    })) {
      for (const message of page.messages) {
        const taken = await takeFound(room, organisation, message, when);
        if (taken.as === 'rung') swept.found += 1;
        if (taken.as === 'older') swept.older += 1;
        if (taken.missed !== undefined) swept.missed.push(taken.missed);
      }
      if (page.cursor !== undefined) await room.watching.save(organisation, place, { cursor: page.cursor });
    }
    await room.watching.save(organisation, place, { sweptAt: began });
  } catch (thrown) {
    const error = asSafelightError(thrown);
    if (error.transient) {
      const dueAt = later(room.clock.now(), Math.max(AGAIN, error.retryAfterMs ?? 0));
      await room.watching.ask(organisation, { dueAt, conversation: place.conversation });
    }
    room.tell({ what: 'not-swept', error });
  }
  return swept;
};

/** Between four and six minutes: conversations listed together do not stay together. */
const spread = (room: SweepRoom): number => Math.round(SWEEP_EVERY * (0.8 + 0.4 * room.random()));

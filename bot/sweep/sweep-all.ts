import type { Watched } from '../ports/watching.ts';
import type { Instant } from '../set/instant.ts';
import { isDue } from '../set/instant.ts';
import type { SetId } from '../set/ids.ts';
import { protectionOf } from '../policy/conversations.ts';
import { answerHistory, isHistoryOwed } from './answer-history.ts';
import { raiseMissed } from './raise-missed.ts';
import type { Organisation, SweepRoom } from './room.ts';
import { sweepConversation } from './sweep-conversation.ts';

/** Conversations read at once: each waits for its own limit of the platform, none for another's. */
const AT_ONCE = 4;

/** Everything of one organisation whose time has come. */
export const sweepDue = async (
  room: SweepRoom,
  organisation: Organisation,
  hearingSince: Instant,
): Promise<void> => {
  const due = await dueIn(room, organisation);
  const waiting = due.filter((one) => isDue(one.dueAt, room.clock.now()));
  const total = { found: 0, older: 0, missed: [] as SetId[] };
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { found, older, missed } = await sweepConversation(room, organisation.id, next, hearingSince);
      total.found += found;
      total.older += older;
      total.missed.push(...missed);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  await raiseMissed(room, organisation.id, total.missed);
  if (total.found > 0 || total.older > 0)
    room.tell({ what: 'swept', found: total.found, older: total.older, missed: total.missed.length });
  // One a look: what is due meanwhile need not wait for all of them.
  const asked = due.find((one) => isHistoryOwed(one.history));
  if (asked !== undefined) await answerHistory(room, organisation.id, asked);
};

/** Whether anything is due at all: one look, before anybody locks anything. */
export const isAnythingDue = async (room: SweepRoom, organisation: Organisation): Promise<boolean> =>
  (await dueIn(room, organisation)).length > 0;

/** A conversation no longer listed by the policy is left alone at once. */
const dueIn = async (room: SweepRoom, { id }: Organisation): Promise<readonly Watched[]> => {
  const now = room.clock.now();
  return (await room.watching.watched(id)).filter(
    ({ place, dueAt, history }) =>
      (isDue(dueAt, now) || isHistoryOwed(history)) &&
      protectionOf(room.policy, place, '')?.organisation === id,
  );
};

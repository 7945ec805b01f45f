import type { History, Watched } from '../ports/watching.ts';
import { asSafelightError } from '../set/errors.ts';
import type { OrganisationId } from '../set/ids.ts';
import type { SweepRoom } from './room.ts';
import { bellOf, setOf } from './take-found.ts';

export const isHistoryOwed = (history: History | undefined): history is History =>
  history !== undefined && (history.answeredAt === undefined || history.answeredAt < history.askedAt);

/**
 * What stands from before the installation, counted in pictures and files; taken only where a person asked for that
 * with the number in hand (`npx safelight sweep --history --yes N`). After a failure it is for that person to ask again.
 */
export const answerHistory = async (
  room: SweepRoom,
  organisation: OrganisationId,
  { place, since, history }: Watched,
): Promise<void> => {
  if (!isHistoryOwed(history)) return;
  let found = 0;
  try {
    for await (const messages of room.chat.history(place, since)) {
      for (const message of messages) {
        if (message.deleted || message.originals === 0) continue;
        if ((await setOf(room, organisation, message)) !== undefined) continue;
        found += message.originals;
        if (history.what === 'take') await room.rang(bellOf(message, 'posted'));
      }
    }
    await room.watching.save(organisation, place, { history: { found, answeredAt: room.clock.now() } });
  } catch (thrown) {
    const error = asSafelightError(thrown);
    const answeredAt = room.clock.now();
    await room.watching.save(organisation, place, { history: { found, answeredAt, failed: error.code } });
    room.tell({ what: 'not-swept', error });
  }
};

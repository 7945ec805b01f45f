import type { Notice } from '../../../cards/model.ts';
import type { Coverage } from '../../set/coverage.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { PersonId } from '../../set/ids.ts';
import type { Listed } from './list-conversations.ts';
import type { CoverageRoom, Organisation } from './room.ts';
import { sayOnce } from './say-once.ts';

const WHAT = 'not-covered';

/**
 * What is not covered is told once to those who look after the team, or to the chat itself, and again only if it was
 * mended and is so anew. Where the app is not, nobody can be told by it: the console and the alert say it.
 */
export const tellOwner = async (
  room: CoverageRoom,
  organisation: Organisation,
  { channel, installed }: Listed,
  { place, gaps }: Coverage,
): Promise<void> => {
  const [gap] = gaps;
  if (gap === undefined) {
    await room.once.forget(organisation.id, WHAT, place.conversation);
    return;
  }
  if (!installed || gap === 'absent') return;
  const name = channel === undefined || channel === 'absent' ? '' : channel.name;
  const notice: Notice = { kind: 'not-covered', gap, ...(name === '' ? {} : { channel: name }) };
  await sayOnce(room, organisation.id, [WHAT, place.conversation], async () => {
    const owners = await ownersOf(room, place);
    for (const owner of owners) await room.post.tell(place, owner, notice);
    if (owners.length === 0) await room.post.tellAll(place, notice);
  });
};

/** None where it may not be asked: then the conversation itself is told. */
const ownersOf = async ({ chat }: CoverageRoom, place: Coverage['place']): Promise<readonly PersonId[]> => {
  try {
    return await chat.owners(place);
  } catch (thrown) {
    if (asSafelightError(thrown).transient) throw thrown;
    return [];
  }
};

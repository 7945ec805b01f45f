import type { Coverage } from '../../set/coverage.ts';
import { rememberCard } from './close-sign-in.ts';
import type { CoverageRoom, Organisation } from './room.ts';
import { sayOnce } from './say-once.ts';

/** Each person is asked once in their life, when they come to a conversation: never in the middle of a post. */
export const askToSignIn = async (
  room: CoverageRoom,
  organisation: Organisation,
  { place, notSignedIn }: Coverage,
): Promise<void> => {
  for (const person of notSignedIn) {
    await sayOnce(room, organisation.id, ['sign-in', `${person.tid} ${person.oid}`], async () => {
      const { activity } = await room.post.ask(place, person, { kind: 'sign-in-once' });
      await rememberCard(room, organisation.id, person, activity);
    });
  }
};

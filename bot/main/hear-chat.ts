import { listMine } from '../actions/list-mine.ts';
import { posterSignedIn } from '../actions/poster-signed-in.ts';
import { pressCard, type PressParts } from '../actions/press-card.ts';
import type { ChatEvents } from '../ports/chat-events.ts';
import { receive, type ReceiveParts } from '../receive.ts';

/** What the chat platform tells us, each to the one file that answers it. */
export const hearChat = (parts: ReceiveParts & PressParts & Pick<ChatEvents, 'installed'>): ChatEvents => {
  const take = receive(parts);
  const mine = listMine(parts);
  return {
    rang: async (bell) => {
      await take(bell);
      // Where the installation itself was not heard, the first message tells of it.
      await parts.installed(bell.at.place);
    },
    installed: (place) => parts.installed(place),
    pressed: pressCard(parts),
    signedIn: posterSignedIn(parts),
    asked: (_place, person) => mine(person),
  };
};

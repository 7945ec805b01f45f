import { listMine } from '../actions/list-mine.ts';
import { moveByHand } from '../actions/move-by-hand.ts';
import { posterSignedIn } from '../actions/poster-signed-in.ts';
import { pressCard, type PressParts } from '../actions/press-card.ts';
import { isListed } from '../policy/watched.ts';
import type { ChatEvents } from '../ports/chat-events.ts';
import { receive, type ReceiveParts } from '../receive.ts';

/** What the chat platform tells us, each to the one file that answers it. */
export const hearChat = (
  parts: ReceiveParts &
    PressParts &
    Pick<ChatEvents, 'installed' | 'membersChanged' | 'camera'> & {
      /** The card that asked them to sign in has nothing left to press. */
      readonly closeSignIn: ChatEvents['signedIn'];
    },
): ChatEvents => {
  const take = receive(parts);
  const mine = listMine(parts);
  const owedAgain = posterSignedIn(parts);
  return {
    rang: async (bell) => {
      await take(bell);
      // Where the installation itself was not heard, the first message tells of it.
      await parts.installed(bell.at.place);
    },
    installed: async (place) => {
      await parts.installed(place);
      await parts.membersChanged(place);
    },
    lists: (place, person) => isListed(parts.policy, place, person.oid),
    membersChanged: (place) => parts.membersChanged(place),
    pressed: pressCard(parts),
    // What waited for them comes first: the card only stops asking.
    signedIn: async (person) => {
      await owedAgain(person);
      await parts.closeSignIn(person);
    },
    asked: (_place, person) => mine(person),
    camera: parts.camera,
    moved: moveByHand({ policy: parts.policy, read: parts.read, take }),
  };
};

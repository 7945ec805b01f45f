import type { Policy } from '../policy/conversations.ts';
import { protectionOfMoved } from '../policy/conversations.ts';
import type { MoveAsked } from '../ports/chat-events.ts';
import type { ChatRead } from '../ports/chat.ts';
import { asSafelightError } from '../set/errors.ts';
import { personId } from '../set/ids.ts';
import type { MoveAnswer } from '../set/moved.ts';
import type { Doorbell } from '../set/place.ts';

export interface MoveParts {
  readonly policy: Policy;
  readonly read: Pick<ChatRead, 'member' | 'message'>;
  /** What a posted message goes through, too: nothing is done here that the doorbell would not do. */
  readonly take: (bell: Doorbell) => Promise<void>;
}

/**
 * The manual lane (platform.md section 3): a message that stands in the conversation is owed to custody as if it had
 * just been posted. Its author is the one the platform names, never the one the press names: whose message it is
 * decides whose sign-in may remove it.
 */
export const moveByHand =
  (parts: MoveParts) =>
  async (asked: MoveAsked): Promise<MoveAnswer> => {
    try {
      return await move(parts, asked);
    } catch (thrown) {
      const { code, transient } = asSafelightError(thrown);
      if (code === 'chat-forbidden') return 'app-not-there';
      if (code === 'message-gone') return 'message-gone';
      if (transient && code !== 'unexpected') return 'ask-again';
      throw thrown;
    }
  };

const move = async ({ policy, read, take }: MoveParts, { at, by }: MoveAsked): Promise<MoveAnswer> => {
  const protection = protectionOfMoved(policy, at.place, by, by);
  if (protection === undefined) return 'not-listed';
  const member = await read.member(at.place, by);
  if (member === undefined || member.guest) return 'not-yours-to-move';
  const message = await read.message(at);
  if (message.state !== 'standing') return 'message-gone';
  if (message.originals.length === 0) return 'no-picture';
  if (message.authorOid === '') return 'not-by-a-person';
  await take({
    at,
    poster: personId(at.place.tenant, message.authorOid),
    postedAt: message.createdAt,
    occasion: 'posted',
    movedBy: by,
    mayHoldImages: true,
    carried: [],
  });
  return protection.mode === 'protect' ? 'moving' : 'copying';
};

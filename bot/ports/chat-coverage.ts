import type { ConversationId, PersonId } from '../set/ids.ts';
import type { Place } from '../set/place.ts';

/**
 * What the app is able to see in a team or chat. Looks, and posts nothing. Throws `chat-unreachable` and
 * `chat-throttled`, both transient, and `chat-forbidden` or `message-gone` where said.
 */
export interface ChatCoverage {
  /** Channels of a team, of whatever kind. `chat-forbidden`, `message-gone`: the team is closed to us, or is none. */
  channels(team: string): Promise<readonly SeenChannel[]>;
  /** What the app was granted there by resource-specific consent; undefined where it may not even ask. */
  grants(place: Place): Promise<readonly string[] | undefined>;
  /**
   * The probe: asks for the newest message, as custody does. `yes` proves that what is posted there can be read and
   * taken now; it does not prove that we are told of it. For that there are the sweep and its alert.
   */
  probe(place: Place): Promise<'yes' | 'refused' | 'absent'>;
  /** Who looks after it: a channel's owners; a chat has none. */
  owners(place: Place): Promise<readonly PersonId[]>;
}
export interface SeenChannel {
  readonly conversation: ConversationId;
  readonly name: string;
  readonly kind: 'standard' | 'private' | 'shared';
}

/** Whether people have signed in to the removal of their own messages; their tokens are not asked for. */
export interface RemovalSignIns {
  has(place: Place, person: PersonId): Promise<boolean>;
}

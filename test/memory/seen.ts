import type { ChatCoverage, RemovalSignIns, SeenChannel } from '../../bot/ports/chat-coverage.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { conversationId } from '../../bot/set/ids.ts';
import type { PersonId } from '../../bot/set/ids.ts';

/** What the app can see, in memory: everything granted, until a spec takes something away. */
export interface MemorySeen extends ChatCoverage, RemovalSignIns {
  readonly teams: Map<string, SeenChannel[]>;
  readonly owned: PersonId[];
  readonly signedIn: Set<string>;
  granted: readonly string[] | undefined;
  readonly refused: Set<string>;
  /** Conversations that are none any more. */
  readonly absent: Set<string>;
  away: boolean;
}

export const channel = (id: string, kind: SeenChannel['kind'] = 'standard'): SeenChannel => ({
  conversation: conversationId(id),
  name: `Name of ${id}`,
  kind,
});

export const memorySeen = (): MemorySeen => {
  const here = <T>(answer: T): T => {
    if (seen.away) throw new SafelightError('chat-unreachable', { transient: true });
    return answer;
  };
  const seen: MemorySeen = {
    teams: new Map(),
    owned: [],
    signedIn: new Set(),
    granted: [
      'ChannelMessage.Read.Group',
      'ChannelMember.Read.Group',
      'ChannelSettings.Read.Group',
      'ChatMessage.Read.Chat',
      'ChatMember.Read.Chat',
    ],
    refused: new Set(),
    absent: new Set(),
    away: false,
    channels: async (team) => {
      const found = here(seen.teams.get(team));
      if (found === undefined) throw new SafelightError('chat-forbidden');
      return found;
    },
    grants: async () => here(seen.granted),
    probe: async ({ conversation }) => {
      if (seen.absent.has(conversation)) return here('absent');
      const kinds = [...seen.teams.values()].flat().filter((one) => one.conversation === conversation);
      const closed = seen.refused.has(conversation) || kinds.some(({ kind }) => kind !== 'standard');
      return here(closed ? 'refused' : 'yes');
    },
    owners: async ({ kind }) => here(kind === 'channel' ? seen.owned : []),
    has: async (_place, { oid }) => here(seen.signedIn.has(oid)),
  };
  return seen;
};

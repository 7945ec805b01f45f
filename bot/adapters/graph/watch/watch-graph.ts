import type { ChatWatch } from '../../../ports/chat-watch.ts';
import type { ConversationId } from '../../../set/ids.ts';
import { conversationId } from '../../../set/ids.ts';
import { at, list, text } from '../../wire/read-json.ts';
import type { Reader } from '../as-reader.ts';
import type { GraphClient } from '../graph-client.ts';
import { followChannel } from './follow-channel.ts';
import { followChat } from './follow-chat.ts';
import { readHistory } from './read-history.ts';
import { renew, subscribe } from './subscribe.ts';

/** Private and shared channels are of a kind that bots cannot be counted on to see (platform.md 1.1). */
const listChannels = async (graph: GraphClient, team: string): Promise<readonly ConversationId[]> => {
  const found: ConversationId[] = [];
  let path: string | undefined = `/teams/${encodeURIComponent(team)}/channels`;
  while (path !== undefined) {
    const page = await graph.json({ method: 'GET', path, as: 'app' });
    for (const one of list(at(page, 'value'))) {
      const id = text(at(one, 'id'));
      if (id !== undefined && (text(at(one, 'membershipType')) ?? 'standard') === 'standard')
        found.push(conversationId(id));
    }
    const next = text(at(page, '@odata.nextLink'));
    path = next === undefined ? undefined : graph.pathOf(next);
  }
  return found;
};

/** Microsoft Graph as the port that looks for what nobody told us of; shares the pace of the ports that act. */
export const watchGraph = (reader: Reader, now: () => number): ChatWatch => ({
  channels: (team) => listChannels(reader.graph, team),
  changes: (place, from) =>
    place.kind === 'channel' ? followChannel(reader, place, from, now()) : followChat(reader, place, from),
  history: (place, before) => readHistory(reader, place, before),
  subscribe: (place, to) => subscribe(reader.graph, place, to),
  renew: (id, until) => renew(reader.graph, id, until),
});

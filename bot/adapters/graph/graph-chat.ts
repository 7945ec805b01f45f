import type { ChatRead, ChatRemove } from '../../ports/chat.ts';
import type { ChatCoverage } from '../../ports/chat-coverage.ts';
import type { ChatWatch } from '../../ports/chat-watch.ts';
import type { SetId } from '../../set/ids.ts';
import type { MessagePlace, Place } from '../../set/place.ts';
import { onlyHosts } from '../wire/hosts.ts';
import type { MayAsk } from '../wire/hosts.ts';
import { ChannelNames } from './channel-names.ts';
import { seeCoverage } from './coverage/see-coverage.ts';
import { findCard } from './find-card.ts';
import { GraphClient } from './graph-client.ts';
import type { GraphOptions } from './graph-client.ts';
import { HandedTokens } from './hand-token.ts';
import { ChannelFolders } from './home-folder.ts';
import { look } from './look.ts';
import { openOriginal } from './open-original.ts';
import type { FetchPersonToken } from './poster-token.ts';
import { readMessage } from './read-message.ts';
import { Recall } from './recall.ts';
import { expectRemoval, powers, remove } from './remove.ts';
import { watchGraph } from './watch/watch-graph.ts';

export interface GraphChatOptions extends GraphOptions {
  /** The app's (bot's) client id: our own posts are known by it. */
  readonly appId: string;
  /** A person's delegated token from the token service; the Teams adapter knows how to ask. */
  readonly personToken: FetchPersonToken;
  /** Who is in a conversation; the Teams adapter asks the Bot Connector, whose limits allow a call a viewing. */
  readonly roster: Pick<ChatRead, 'member' | 'members'>;
  /** What a channel's team is called; the Teams adapter asks the Bot Connector. */
  readonly teamName?: (place: Place) => Promise<string | undefined>;
  readonly botToken: () => Promise<string>;
  /** Hosts of the Bot Connector, exactly: the bot's token goes nowhere else. */
  readonly connectorHosts: readonly string[];
  /** Hosts that hand out files, exactly. In production also the organisation's `*.sharepoint.com`, without a token. */
  readonly fileHosts: readonly string[];
  readonly now?: () => number;
}

export interface GraphChat {
  readonly read: ChatRead;
  readonly remove: ChatRemove;
  readonly coverage: ChatCoverage;
  readonly watch: ChatWatch;
  /** For posting: the activity of a card that already stands for the set. */
  readonly findCard: (at: MessagePlace, set: SetId) => Promise<string | undefined>;
}

const TIMEOUT_MS = 30_000;

/** Pre-authenticated addresses carry their own ticket: any SharePoint may be asked, because nothing of ours is sent. */
const mayDownload = (hosts: readonly string[], loopback: boolean): MayAsk => {
  const listed = onlyHosts(hosts, loopback);
  return (url) =>
    listed(url) ||
    (url.protocol === 'https:' &&
      url.port === '' &&
      url.username === '' &&
      url.password === '' &&
      url.hostname.endsWith('.sharepoint.com'));
};

/** Microsoft Graph as the chat ports: reads by resource-specific consent, removes by the layers of platform.md 2h. */
export const graphChat = (options: GraphChatOptions): GraphChat => {
  const graph = new GraphClient(options);
  const now = options.now ?? Date.now;
  const reader = { graph, personToken: options.personToken, recall: new Recall(now) };
  const channels = new ChannelNames(graph, now);
  const opener = {
    ...reader,
    folders: new ChannelFolders(graph),
    mayDownload: mayDownload(options.fileHosts, options.loopback),
    mayAttach: onlyHosts(options.connectorHosts, options.loopback),
    botToken: options.botToken,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
  };
  const remover = { ...reader, now, handed: new HandedTokens() };
  return {
    read: {
      message: (at) => readMessage(reader, at),
      open: (at, ref, poster, maxBytes) => openOriginal(opener, at, ref, poster, maxBytes),
      member: (place, person) => options.roster.member(place, person),
      members: (place) => options.roster.members(place),
      nameOf: async (place) => {
        const names = [await options.teamName?.(place), await channels.nameOf(place)];
        return names.filter((name) => name !== undefined && name !== '').join(' · ') || undefined;
      },
    },
    remove: {
      expect: (at, poster) => {
        expectRemoval(remover, at, poster);
      },
      powers: (at, poster) => powers(remover, at, poster),
      remove: (at, copy, layer, poster) => remove(remover, at, copy, layer, poster),
      look: (at, copy, poster) => look(reader, at, copy, poster),
    },
    watch: watchGraph(reader, now),
    coverage: seeCoverage(graph, options.appId),
    findCard: (at, set) => findCard(reader, options.appId, at, set),
  };
};

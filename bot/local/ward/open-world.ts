import { EventEmitter } from 'node:events';
import { issueActivityToken } from './tokens/issue.ts';
import type { Weather } from './page-contract.ts';
import { BotLine } from './world/bot-line.ts';
import { knowIdentity } from './world/identity.ts';
import { Journal } from './world/journal.ts';
import { openBytes } from './world/keep-bytes.ts';
import { openMoments } from './world/moments.ts';
import { Places } from './world/places.ts';
import type { Message } from './world/records.ts';
import { openTokens } from './world/sign.ts';
import { Sky } from './world/sky.ts';
import type { AppCommand, PersonalTab, World } from './world/world.ts';

export interface WorldOptions {
  readonly folder: string;
  readonly url: string;
  readonly now: () => number;
  readonly weather: Weather | undefined;
  readonly signedIn: readonly string[];
  readonly botEndpoint: string;
  readonly patienceMs: number;
  readonly tab: PersonalTab | undefined;
  readonly commands: readonly AppCommand[];
}

/** Opens the world kept in a folder, or begins a new one there. */
export const openWorld = (options: WorldOptions): World => {
  const journal = new Journal(options.folder);
  const { identity, privateKey } = knowIdentity(journal.collection('identity'));
  const messages = journal.collection<Message>('messages');
  let lastTick = Math.max(0, ...messages.values().map((one) => one.modifiedAt));
  let lastChange = Math.max(0, ...messages.values().map((one) => one.change));
  const sky = new Sky(journal.collection('weather'), options.weather);
  const moments = openMoments(options.now);
  const bot = new BotLine({
    endpoint: options.botEndpoint,
    patienceMs: options.patienceMs,
    token: () => issueActivityToken(world),
    sky,
    moments,
  });
  const signedIn = journal.collection<true>('signedIn');
  const begun = journal.collection<true>('begun');
  if (begun.get('world') === undefined) for (const oid of options.signedIn) signedIn.put(oid, true);
  begun.put('world', true);
  const world: World = {
    identity,
    tokens: openTokens(identity.keyId, privateKey),
    places: new Places(identity.appId, () => sky.now.joined ?? {}),
    messages,
    files: journal.collection('files'),
    cardViews: journal.collection('cardViews'),
    signedIn,
    codes: new Map(),
    installed: journal.collection('installed'),
    subscriptions: journal.collection('subscriptions'),
    bytes: openBytes(options.folder),
    moments,
    sky,
    bot,
    changes: new EventEmitter<{ change: [string] }>().setMaxListeners(0),
    now: options.now,
    tab: options.tab,
    commands: options.commands,
    url: options.url,
    tick: () => (lastTick = Math.max(options.now(), lastTick + 1)),
    nextChange: () => (lastChange += 1),
    async close() {
      await bot.close();
      await privateKey;
      journal.close();
    },
  };
  return world;
};

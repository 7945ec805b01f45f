import type { EventEmitter } from 'node:events';
import type { BotLine } from './bot-line.ts';
import type { Identity } from './identity.ts';
import type { Collection } from './journal.ts';
import type { Bytes } from './keep-bytes.ts';
import type { Moments } from './moments.ts';
import type { Places } from './places.ts';
import type { CardView, DriveItem, Message, Subscription } from './records.ts';
import type { Tokens } from './sign.ts';
import type { Sky } from './sky.ts';

/** The tab that the app's manifest names (`staticTabs`): a page of the app's own, shown in its personal chat. */
export interface PersonalTab {
  readonly name: string;
  /** `contentUrl` of the manifest; its host is the one the app's tokens are for. */
  readonly contentUrl: string;
}

/** A command of the app's message extension, as its manifest names it (`composeExtensions`). */
export interface AppCommand {
  readonly id: string;
  readonly title: string;
  readonly context: 'compose' | 'message';
}

/** Everything the ward knows. */
export interface World {
  readonly identity: Identity;
  readonly tokens: Tokens;
  readonly places: Places;
  readonly messages: Collection<Message>;
  readonly files: Collection<DriveItem>;
  readonly cardViews: Collection<CardView>;
  /** People who have signed in to the bot's OAuth connection, by oid. */
  readonly signedIn: Collection<true>;
  /** Sign-ins waiting for their code to come back from the bot: code → oid. */
  readonly codes: Map<string, string>;
  /** Conversations the bot has been told it is installed in. */
  readonly installed: Collection<true>;
  readonly subscriptions: Collection<Subscription>;
  readonly bytes: Bytes;
  readonly moments: Moments;
  readonly sky: Sky;
  readonly bot: BotLine;
  /** Emits `change` with a place id. */
  readonly changes: EventEmitter<{ change: [string] }>;
  readonly now: () => number;
  readonly tab: PersonalTab | undefined;
  readonly commands: readonly AppCommand[];
  /** The ward's own address, without a slash at the end. */
  readonly url: string;
  /** A time no earlier call was given: message ids and versions are made of it, as in Teams. */
  tick(): number;
  /** Counts every change, for delta tokens. */
  nextChange(): number;
  close(): Promise<void>;
}

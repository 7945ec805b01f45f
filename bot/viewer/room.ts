import type { Logger } from 'pino';
import type { StoreRegion } from '../set/leaflet.ts';
import type { Policy } from '../policy/conversations.ts';
import type { Alerts } from '../ports/alerts.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { ChatRead } from '../ports/chat.ts';
import type { Captures } from '../ports/captures.ts';
import type { Clock } from '../ports/clock.ts';
import type { Decoder } from '../ports/decoder.ts';
import type { Challenges, Devices } from '../ports/devices.ts';
import type { FrameIdentity, Identity } from '../ports/identity.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { PatientRecord } from '../ports/record.ts';
import type { Rotas } from '../ports/rotas.ts';
import type { Sessions } from '../ports/sessions.ts';
import type { Stage } from '../ports/stage.ts';
import type { Watching } from '../ports/watching.ts';

/** What every page is built from. Each page names, with `Pick`, the few of these it needs. */
export interface Room {
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly challenges: Challenges;
  readonly identity: Identity;
  /** The chat platform's client, around the personal tab. */
  readonly client: {
    readonly identity: FrameIdentity;
    /** Origins that may frame that one page of ours. */
    readonly ancestors: readonly string[];
    /** Those of them that the platform's own script does not know by itself: a stand-in's. */
    readonly standIns: readonly string[];
  };
  readonly chat: Pick<ChatRead, 'member'>;
  readonly names: Pick<ChatRead, 'nameOf' | 'members'>;
  readonly blobs: Pick<Blobs, 'get' | 'part' | 'destroy'>;
  readonly captures: Captures;
  readonly stage: Stage;
  /** Conversations the app is in, for whoever opens the camera outside of one. */
  readonly watching: Pick<Watching, 'watched'>;
  readonly keys: Keys;
  readonly decoder: Pick<Decoder, 'watermark'>;
  readonly record: PatientRecord;
  /** Who is on call. */
  readonly rotas: Rotas;
  /** True where real patients are: NHS numbers of the test range are refused. */
  readonly live: boolean;
  readonly policy: Policy;
  readonly clock: Clock;
  /** Where browsers reach us, without a slash at the end. */
  readonly publicUrl: string;
  /** 32 bytes; seals the short-lived state of a sign-in into a cookie. New at every start is fine. */
  readonly cookieKey: Uint8Array;
  /** Where the store lies, as patients are told; absent with stand-ins. */
  readonly storeRegion?: StoreRegion;
  /** Wakes the worker, so that a card is redrawn at once and not at its next round. */
  poke(): void;
  /** Tells people outside the chat; nobody where it is absent. */
  readonly alerts?: Alerts;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

import type { ErrorCode } from '../set/errors.ts';
import type { ConversationId, OrganisationId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import type { Place } from '../set/place.ts';

/** Where the watch stands, kept in the ledger's database: it outlives every process. One organisation a call. */
export interface Watching {
  /** The app was installed in a team or chat, or first heard there. The earliest time stands, the newest way to reach it. */
  installed(organisation: OrganisationId, place: Place, at: Instant): Promise<void>;
  installations(organisation: OrganisationId): Promise<readonly Installation[]>;
  /** Begins to watch a conversation; one already watched stays as it is. */
  watch(organisation: OrganisationId, place: Place, since: Instant, dueAt: Instant): Promise<void>;
  watched(organisation: OrganisationId): Promise<readonly Watched[]>;
  save(organisation: OrganisationId, place: Place, progress: Progress): Promise<void>;
  /** Due no later than asked, in one conversation or in all; `history` asks that question once more. */
  ask(organisation: OrganisationId, asked: Asked): Promise<void>;
  /** Runs the work unless another process is at it: false then. Held for as long as this process lives at most. */
  alone(work: () => Promise<void>): Promise<boolean>;
}
export interface Installation {
  /** A channel stands for its whole team. */
  readonly place: Place;
  readonly since: Instant;
}
export interface Watched {
  readonly place: Place;
  /** Nothing written before it is touched. */
  readonly since: Instant;
  readonly cursor?: string;
  readonly sweptAt?: Instant;
  readonly dueAt: Instant;
  readonly history?: History;
}
/** What a person asked of the time before the installation: to count its pictures, or to take them. */
export interface History {
  readonly what: 'count' | 'take';
  readonly askedAt: Instant;
  readonly answeredAt?: Instant;
  readonly found?: number;
  /** The code of what kept the answer from being whole. */
  readonly failed?: ErrorCode;
}
export interface Progress {
  readonly cursor?: string;
  readonly sweptAt?: Instant;
  readonly dueAt?: Instant;
  readonly history?: Required<Pick<History, 'found' | 'answeredAt'>> & Pick<History, 'failed'>;
}
export interface Asked {
  readonly dueAt: Instant;
  readonly conversation?: ConversationId;
  readonly history?: { readonly what: History['what']; readonly askedAt: Instant };
}

/** Subscriptions to the platform's change notifications. The secret itself is never kept, only its SHA-256. */
export interface Subscriptions {
  keep(subscription: Subscription): Promise<void>;
  all(organisation: OrganisationId): Promise<readonly Subscription[]>;
  /** A notification names nothing but the subscription. */
  find(id: string): Promise<Subscription | undefined>;
  forget(subscription: Subscription): Promise<void>;
}
export interface Subscription {
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly conversation: ConversationId;
  /** Hex SHA-256. */
  readonly secretHash: string;
  readonly expiresAt: Instant;
  readonly renewAt: Instant;
}

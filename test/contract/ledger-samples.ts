import { randomBytes } from 'node:crypto';
import type { Claim, NewDuty } from '../../bot/set/duty.ts';
import type { AuditEvent, EventKind } from '../../bot/set/event.ts';
import {
  blobName,
  conversationId,
  copyId,
  imageId,
  lookupHash,
  messageId,
  organisationId,
  setId,
  sha256,
  tenantId,
} from '../../bot/set/ids.ts';
import type { OrganisationId, SetId } from '../../bot/set/ids.ts';
import type { Filing, StoredImage } from '../../bot/set/image.ts';
import type { ImageSet, ReceivedSet, StoredSet } from '../../bot/set/image-set.ts';
import { instant, later } from '../../bot/set/instant.ts';
import type { Instant } from '../../bot/set/instant.ts';

export const [A, B] = [organisationId('XHA'), organisationId('XHB')];
export const START: Instant = instant('2026-03-01T08:00:00Z');

const random = (): string => randomBytes(16).toString('base64url');
export const POSTER = { tid: tenantId('tenant-1'), oid: 'nurse-1' };
export const WRAPPED = { keyId: 'file:1', algorithm: 'A256KW', wrapped: 'AAAA' } as const;

/** A new message in a clinical conversation. */
export const received = (organisation: OrganisationId = A, conversation = 'ward-4'): ReceivedSet => ({
  state: 'received',
  id: setId(random()),
  organisation,
  origin: {
    place: {
      tenant: POSTER.tid,
      kind: 'groupChat',
      conversation: conversationId(conversation),
      reference: 'opaque',
    },
    message: messageId(random()),
  },
  poster: POSTER,
  mode: 'protect',
  postedAt: START,
  receivedAt: later(START, 400),
  lapseAfterMs: 72 * 3_600_000,
  alerts: [],
});

const image = (filing: Filing): StoredImage => ({
  id: imageId(random()),
  kind: 'image',
  mediaType: 'image/jpeg',
  sha256: sha256('ab'.repeat(32)),
  hasLocation: false,
  details: 'sealed',
  original: {
    blob: blobName(random()),
    key: WRAPPED,
    plainBytes: 7,
    plainSha256: 'ab'.repeat(32),
    mediaType: 'image/jpeg',
  },
  renditions: { state: 'owed' },
  filing,
  retracted: [],
});

/** The same set in custody, its message still visible. */
export const stored = (set: ImageSet, filings: readonly Filing[] = [{ state: 'unfiled' }]): StoredSet => ({
  id: set.id,
  organisation: set.organisation,
  origin: set.origin,
  poster: set.poster,
  mode: set.mode,
  postedAt: set.postedAt,
  receivedAt: set.receivedAt,
  lapseAfterMs: set.lapseAfterMs,
  alerts: set.alerts,
  state: 'stored',
  wordsKey: WRAPPED,
  storedAt: later(START, 900),
  lapsesAt: later(START, set.lapseAfterMs),
  words: 'sealed',
  mentioned: [],
  images: filings.map(image),
  copies: [
    {
      id: copyId(random()),
      what: { kind: 'message', edition: '1', inline: 1 },
      images: [],
      outcome: { state: 'visible' },
      sightings: [],
    },
  ],
  card: { state: 'owed' },
  renewals: [],
});

/** Every copy seen to be gone. */
export const removed = (set: ImageSet): ImageSet =>
  set.state !== 'stored'
    ? set
    : {
        ...set,
        copies: set.copies.map((copy) => ({
          ...copy,
          outcome: { state: 'message-deleted', at: START },
          sightings: [{ at: START, showed: 'gone' }],
        })),
      };

export const filedTo = (patient: string): Filing => ({
  state: 'filed',
  patient: { lookup: lookupHash(patient), patient: 'sealed' },
  by: POSTER,
  at: START,
  document: 'DocumentReference/1',
});

export const event = (kind: EventKind, set?: SetId): AuditEvent => ({
  kind,
  at: START,
  by: 'system',
  ...(set === undefined ? {} : { set }),
  facts: { attempt: 1 },
});

export const owed = (verb: NewDuty['verb'], dueAt: Instant = START, subject?: string): NewDuty =>
  subject === undefined ? { verb, dueAt } : { verb, dueAt, subject };

export const only = <T>(many: readonly T[]): T => {
  if (many.length !== 1 || many[0] === undefined) throw new Error(`expected one, found ${many.length}`);
  return many[0];
};

export const verbs = (claims: readonly Claim[]): string[] => claims.map((claim) => claim.verb);

/** A set in custody as the specs of filing need it; everything about it can be said otherwise. */
import {
  blobName,
  conversationId,
  imageId,
  messageId,
  organisationId,
  personId,
  setId,
  sha256,
  tenantId,
} from '../../bot/set/ids.ts';
import type { StoredImage } from '../../bot/set/image.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { HOUR, instant, later } from '../../bot/set/instant.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import type { WrappedKey } from '../../bot/set/sealed.ts';

export const TRUST = organisationId('XHB');
export const POSTER = personId('tenant', 'poster');
export const POSTED_AT = instant('2026-03-15T02:57:00Z');

const key: WrappedKey = { keyId: 'none', algorithm: 'A256KW', wrapped: '' };

export const channelMessage = (message: string, root?: string): MessagePlace => ({
  place: {
    tenant: tenantId('tenant'),
    kind: 'channel',
    team: 'team',
    conversation: conversationId('19:ward@thread.tacv2'),
    reference: '{}',
  },
  message: messageId(message),
  ...(root === undefined ? {} : { root: messageId(root) }),
});

export const storedImage = (rest: Partial<StoredImage> = {}): StoredImage => ({
  id: imageId('image-1'),
  kind: 'image',
  mediaType: 'image/jpeg',
  sha256: sha256('ab'.repeat(32)),
  hasLocation: false,
  details: '',
  original: {
    blob: blobName('blob-1'),
    key,
    plainBytes: 2_345_678,
    plainSha256: 'ab'.repeat(32),
    mediaType: 'image/jpeg',
  },
  renditions: { state: 'owed' },
  filing: { state: 'unfiled' },
  retracted: [],
  ...rest,
});

export const storedSet = (rest: Partial<StoredSet> = {}): StoredSet => ({
  id: setId('set-1'),
  organisation: TRUST,
  origin: channelMessage('m1'),
  poster: POSTER,
  mode: 'protect',
  postedAt: POSTED_AT,
  receivedAt: POSTED_AT,
  lapseAfterMs: 72 * HOUR,
  wordsKey: key,
  alerts: [],
  state: 'stored',
  storedAt: POSTED_AT,
  lapsesAt: later(POSTED_AT, 72 * HOUR),
  words: '',
  mentioned: [],
  images: [storedImage()],
  copies: [],
  card: { state: 'owed' },
  renewals: [],
  ...rest,
});

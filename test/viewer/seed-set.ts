import { createHash, randomBytes } from 'node:crypto';
import type { Blobs } from '../../bot/ports/blobs.ts';
import type { Decoder } from '../../bot/ports/decoder.ts';
import type { Keys } from '../../bot/ports/keys.ts';
import type { Ledger } from '../../bot/ports/ledger.ts';
import { seal } from '../../bot/sealed/seal.ts';
import { newKey } from '../../bot/sealed/new-key.ts';
import { sealWords } from '../../bot/sealed/words.ts';
import type { Copy } from '../../bot/set/copy.ts';
import {
  blobName,
  copyId,
  imageId,
  messageId,
  organisationId,
  setId,
  sha256,
  type PersonId,
} from '../../bot/set/ids.ts';
import type { MediaKind, StoredImage } from '../../bot/set/image.ts';
import type { ReceivedSet, StoredSet } from '../../bot/set/image-set.ts';
import type { Instant } from '../../bot/set/instant.ts';
import { HOUR, later } from '../../bot/set/instant.ts';
import type { Place } from '../../bot/set/place.ts';
import type { SealContext, SealedBlob } from '../../bot/set/sealed.ts';
import { sealContext } from '../../bot/set/sealed.ts';

export interface SeedImage {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly kind?: MediaKind;
  /** Default: rendered by the decoder. */
  readonly rendition?: 'owed' | 'impossible' | 'partial';
  readonly takenAt?: StoredImage['takenAt'];
  readonly name?: string;
}

export interface Seed {
  readonly organisation: string;
  readonly place: Place;
  readonly poster: PersonId;
  readonly author: string;
  readonly text: string;
  /** What the conversation is called; null where nobody says. */
  readonly called?: string | null;
  readonly postedAt: Instant;
  /** The thread's root post. */
  readonly root?: string;
  readonly images: readonly SeedImage[];
  readonly change?: Partial<StoredSet>;
}

interface Stores {
  readonly ledger: Ledger;
  readonly keys: Keys;
  readonly blobs: Blobs;
  readonly decoder: Decoder;
}

/** A set in custody, sealed as the product seals it, without the chat and the worker. */
export const seedSet = async (stores: Stores, seed: Seed): Promise<StoredSet> => {
  const received = receivedFrom(seed);
  await stores.ledger.receive(
    received,
    [],
    [{ kind: 'set-received', at: seed.postedAt, by: 'system', set: received.id }],
  );
  const wordsKey = newKey();
  const wrapped = await stores.keys.wrap(wordsKey);
  const images: StoredImage[] = [];
  for (const image of seed.images) images.push(await storedImage(stores, received, image, wordsKey));
  const message = {
    text: seed.text,
    author: seed.author,
    mentions: [],
    ...(seed.called === null ? {} : { place: seed.called ?? 'Clinical photos' }),
  };
  const set: StoredSet = {
    ...received,
    state: 'stored',
    storedAt: seed.postedAt,
    lapsesAt: later(seed.postedAt, received.lapseAfterMs),
    wordsKey: wrapped,
    words: sealWords(message, wordsKey, sealContext.message(received)),
    mentioned: [],
    images,
    copies: [goneMessage(seed.postedAt, images)],
    card: { state: 'standing', activity: 'card-1', at: seed.postedAt, drawn: '' },
    renewals: [],
    ...seed.change,
  };
  await stores.ledger.change(received.organisation, received.id, {
    to: () => set,
    events: [{ kind: 'set-stored', at: seed.postedAt, by: 'system', set: set.id }],
  });
  return set;
};

export const receivedFrom = (seed: Omit<Seed, 'images'>): ReceivedSet => ({
  id: setId(randomBytes(16).toString('base64url')),
  organisation: organisationId(seed.organisation),
  origin: {
    place: seed.place,
    message: messageId(randomBytes(6).toString('hex')),
    ...(seed.root === undefined ? {} : { root: messageId(seed.root) }),
  },
  poster: seed.poster,
  mode: 'protect',
  postedAt: seed.postedAt,
  receivedAt: seed.postedAt,
  lapseAfterMs: 72 * HOUR,
  alerts: [],
  state: 'received',
});

const goneMessage = (at: Instant, images: readonly StoredImage[]): Copy => ({
  id: copyId('copy-1'),
  what: { kind: 'message', edition: '1', inline: images.length },
  images: images.map((image) => image.id),
  outcome: { state: 'message-deleted', at },
  sightings: [{ at, showed: 'gone' }],
});

const storedImage = async (
  stores: Stores,
  set: ReceivedSet,
  image: SeedImage,
  wordsKey: Uint8Array,
): Promise<StoredImage> => {
  const id = imageId(randomBytes(16).toString('base64url'));
  const original = await put(stores, image.bytes, image.mediaType, sealContext.original(set, id));
  const kind = image.kind ?? 'image';
  return {
    id,
    kind,
    mediaType: image.mediaType,
    sha256: sha256(original.plainSha256),
    ...(image.takenAt === undefined ? {} : { takenAt: image.takenAt }),
    hasLocation: false,
    details: sealWords(
      image.name === undefined ? {} : { name: image.name },
      wordsKey,
      sealContext.details(set, id),
    ),
    original,
    renditions: await renditions(stores, set, id, image, kind),
    filing: { state: 'unfiled' },
    retracted: [],
  };
};

const renditions = async (
  stores: Stores,
  set: ReceivedSet,
  id: string,
  image: SeedImage,
  kind: MediaKind,
): Promise<StoredImage['renditions']> => {
  if (image.rendition === 'owed') return { state: 'owed' };
  if (kind !== 'image') return { state: 'impossible', why: 'not-a-picture' };
  if (image.rendition === 'impossible') return { state: 'impossible', why: 'cannot-be-decoded' };
  const { screen, preview } = await stores.decoder.render(image.bytes, image.mediaType);
  const jpeg = 'image/jpeg';
  const sealed = await put(stores, screen.jpeg, jpeg, sealContext.screen(set, id));
  const small = await put(stores, preview.jpeg, jpeg, sealContext.preview(set, id));
  return {
    state: 'ready',
    screen: { ...sealed, width: screen.width, height: screen.height },
    preview: { ...small, width: preview.width, height: preview.height },
    ...(image.rendition === 'partial' ? { partial: true } : {}),
  };
};

const put = async (
  { keys, blobs }: Stores,
  bytes: Uint8Array,
  mediaType: string,
  context: SealContext,
): Promise<SealedBlob> => {
  const key = newKey();
  const blob = blobName(randomBytes(16).toString('hex'));
  await blobs.put('images', blob, seal(bytes, key, context));
  return {
    blob,
    key: await keys.wrap(key),
    plainBytes: bytes.length,
    plainSha256: createHash('sha256').update(bytes).digest('hex'),
    mediaType,
  };
};

import { watermark } from '../../cards/text/viewer.ts';
import { recordOpening } from '../actions/mark-seen.ts';
import { readMarkKey } from '../actions/read-mark-key.ts';
import { markCode } from '../sealed/mark-code.ts';
import { open } from '../sealed/open.ts';
import { neededFor, openFetched, type Fetched, type Part } from '../sealed/open-part.ts';
import type { OpenAs } from '../policy/access.ts';
import type { Account } from '../set/account.ts';
import { SafelightError } from '../set/errors.ts';
import type { RenditionName, StoredImage } from '../set/image.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import type { SealedBlob } from '../set/sealed.ts';
import { sealContext } from '../set/sealed.ts';
import type { Seat } from './passkey/seat.ts';
import type { ByteRange } from './http/range.ts';
import type { Room } from './room.ts';

export interface OpenImage {
  readonly set: StoredSet;
  readonly image: StoredImage;
  readonly what: RenditionName | 'original';
  readonly by: Account;
  /** Some bytes of the original, both ends counted; the whole where absent. */
  readonly part?: ByteRange;
  /** The opening these bytes belong to is on record already (http/views.ts). */
  readonly onRecord?: boolean;
  /** On what ground it opens, where that is not membership of the conversation: stands in the audit. */
  readonly as?: OpenAs;
  /** Which session, on which phone: stands in the audit beside the opening. */
  readonly seat?: Seat;
  /** Without the letters on it, for the ten seconds somebody holds it clear; on record as that. What hides nothing stays. */
  readonly unmarked?: true;
}
export interface OpenedImage {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/**
 * The one place of the viewer where a picture is in the clear: row → key → blob → open → watermark, and the audit
 * committed before a byte may be sent. Whoever calls has been admitted at this moment (viewer/admit.ts).
 * Throws `cannot-be-decoded` where there is no rendition, and what the stores throw.
 */
export const openImage =
  (room: Pick<Room, 'ledger' | 'keys' | 'blobs' | 'decoder' | 'clock'>) =>
  async ({ set, image, what, by, part, onRecord, seat, unmarked, as }: OpenImage): Promise<OpenedImage> => {
    const blob = blobOf(image, what);
    const context = sealContext[what](set, image.id);
    const wanted = part && { ...part, of: blob.plainBytes };
    const [key, whole, some] = await Promise.all([
      room.keys.unwrap(blob.key),
      wanted === undefined ? room.blobs.get('images', blob.blob) : undefined,
      wanted === undefined ? undefined : fetchPart(room, blob, wanted),
    ]);
    const plain =
      some !== undefined && wanted !== undefined
        ? openFetched(some, key, context, wanted)
        : open(whole ?? new Uint8Array(), key, context);
    key.fill(0);
    const now = room.clock.now();
    // The original is handed over bit for bit, as evidence: a mark would change it.
    const letters = unmarked === true ? '' : watermark(by.name, now);
    const bytes = what === 'original' ? plain : await markFor(room, set, by, now)(plain, letters);
    if (onRecord === true) return { bytes, mediaType: blob.mediaType };
    await recordOpening(room)(
      { set, image: image.id, by: by.person, at: now },
      {
        kind: unmarked === true ? 'mark-cleared' : what === 'original' ? 'original-opened' : 'image-opened',
        at: now,
        by: by.person,
        set: set.id,
        image: image.id,
        facts: { rendition: what, ...seat, ...(as === undefined || as === 'member' ? {} : { as }) },
      },
      // A preview shows that there is something; only the whole picture counts as seen.
      what !== 'preview' && unmarked !== true,
    );
    return { bytes, mediaType: blob.mediaType };
  };

/** Name and minute for people unless held clear, and always for a machine a code that the organisation alone can tell (cli/watermark.ts). */
const markFor =
  (room: Pick<Room, 'ledger' | 'keys' | 'decoder'>, { organisation }: StoredSet, by: Account, now: Instant) =>
  async (plain: Uint8Array, letters: string): Promise<Uint8Array> => {
    const code = markCode(await readMarkKey(room, organisation), by.person, now);
    return room.decoder.watermark(plain, letters, code);
  };

/** A film is asked for in small parts, many times: the rest of its file stays where it is. */
const fetchPart = async (
  { blobs }: Pick<Room, 'blobs'>,
  { blob }: SealedBlob,
  part: Part,
): Promise<Fetched> => {
  const { head, chunks } = neededFor(part);
  const [first, found] = await Promise.all(
    [head, chunks].map((range) => blobs.part('images', blob, range.first, range.last)),
  );
  if (first === undefined || found === undefined) throw new SafelightError('blob-missing');
  return { head: first.bytes, chunks: found.bytes, length: found.of };
};

const blobOf = (image: StoredImage, what: OpenImage['what']): SealedBlob => {
  if (what === 'original') return image.original;
  if (image.renditions.state !== 'ready') throw new SafelightError('cannot-be-decoded');
  return image.renditions[what];
};

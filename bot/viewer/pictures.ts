import type { RenditionName, StoredImage } from '../set/image.ts';
import type { StoredSet } from '../set/image-set.ts';
import { admit } from './admit.ts';
import { seatOf } from './passkey/seat.ts';
import { errorWords } from '../../cards/text.ts';
import { downloadRefusedPage, fileStaysPage } from '../../cards/text/consent-page.ts';
import type { OpenAs } from '../policy/access.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import { downloadRefusal } from '../policy/consent/may-download.ts';
import type { Reply, SignedIn, SignedInAnswer } from './http/asked.ts';
import { PLAYED_FILE_POLICY, POSTED_FILE_POLICY } from './http/headers.ts';
import { rangeOf } from './http/range.ts';
import type { ByteRange } from './http/range.ts';
import { keepViews } from './http/views.ts';
import { messagePage } from './message-page.ts';
import type { OpenImage } from './open-image.ts';
import { openImage } from './open-image.ts';
import type { Room } from './room.ts';
import { refusalPage } from './show-set.ts';

export type PictureRoom = Pick<
  Room,
  'ledger' | 'chat' | 'keys' | 'blobs' | 'decoder' | 'policy' | 'clock' | 'log'
>;

/** `GET /sets/:id/images/:image` and `…/preview`: watermarked JPEG, admitted anew for every picture. */
export const showPicture =
  (room: PictureRoom, what: RenditionName): SignedInAnswer =>
  async (asked) => {
    const found = await findImage(room, asked);
    if ('refused' in found) return found.refused;
    const { set, image, as } = found;
    const { bytes } = await openImage(room)({ set, image, what, as, ...byOf(asked) });
    return {
      status: 200,
      type: 'image/jpeg',
      body: bytes,
      headers: { 'content-security-policy': POSTED_FILE_POLICY, 'content-disposition': 'inline' },
    };
  };

/**
 * `GET /sets/:id/images/:image/original`: bit for bit as it was posted, under a type from a closed list. What a browser
 * plays is given in parts where it asks for parts: without that an iPhone plays no film.
 */
export const showOriginal = (room: PictureRoom): SignedInAnswer => {
  const views = keepViews(room.clock);
  return async (asked) => {
    const found = await findImage(room, asked);
    if ('refused' in found) return found.refused;
    const { set, image, as } = found;
    const { plainBytes, mediaType } = image.original;
    const type = safeType(mediaType);
    const { account } = asked.session;
    // What the browser plays is looked at here; a file leaves.
    const refused =
      type.played || as === 'information-governance'
        ? undefined
        : downloadRefusal(factsOf(image), { person: account.person, as });
    if (refused !== undefined)
      return messagePage(403, refused === 'may-not-leave' ? fileStaysPage : downloadRefusedPage, account);
    const part = type.played ? rangeOf(asked.range, plainBytes) : undefined;
    if (part === 'none-there') return noSuchPart(plainBytes);
    const view = `${asked.session.id} ${image.id}`;
    const common = { set, image, what: 'original', as, ...byOf(asked) } as const;
    const { bytes } = await openImage(room)(
      part === undefined ? common : { ...common, part, onRecord: views.isOnRecord(view) },
    );
    if (part !== undefined && !views.isOnRecord(view)) views.recorded(view);
    return originalReply(image, type, bytes, part);
  };
};

const originalReply = (
  image: StoredImage,
  { type, extension, played }: SafeType,
  body: Uint8Array,
  part: ByteRange | undefined,
): Reply => ({
  status: part === undefined ? 200 : 206,
  type,
  body,
  headers: {
    'content-security-policy': played ? PLAYED_FILE_POLICY : POSTED_FILE_POLICY,
    // The name the file had may hold a patient's: it is never put on a clinician's disk by us.
    'content-disposition': `${played ? 'inline' : 'attachment'}; filename="safelight-${image.id.slice(0, 8)}.${extension}"`,
    ...(played ? { 'accept-ranges': 'bytes' } : {}),
    ...(part === undefined
      ? {}
      : { 'content-range': `bytes ${part.first}-${part.last}/${image.original.plainBytes}` }),
  },
});

const noSuchPart = (size: number): Reply => {
  const page = messagePage(416, errorWords['bad-request']);
  return { ...page, headers: { ...page.headers, 'content-range': `bytes */${size}` } };
};

/** Who opens it, and where they sit. */
const byOf = ({ session }: SignedIn): Pick<OpenImage, 'by' | 'seat'> => ({
  by: session.account,
  seat: seatOf(session),
});

/** The image an address names, where it opens to this person at this moment. */
export const findImage = async (
  room: PictureRoom,
  asked: SignedIn,
): Promise<
  { readonly set: StoredSet; readonly image: StoredImage; readonly as: OpenAs } | { readonly refused: Reply }
> => {
  const { account } = asked.session;
  const admission = await admit(room)(asked, 'picture');
  // A picture is no page to press anything on: one that is closed reads like one of a set that is not there.
  if (!admission.open)
    return {
      refused: refusalPage(
        admission.why === 'lapsed' ? admission : { open: false, why: admission.why },
        account,
      ),
    };
  const { set, answer } = admission;
  const image =
    set.state === 'stored'
      ? set.images.find((one) => one.id === asked.params['image'] && answer.images.includes(one.id))
      : undefined;
  return set.state === 'stored' && image !== undefined
    ? { set, image, as: answer.as }
    : { refused: refusalPage({ open: false, why: 'not-allowed' }, account) };
};

interface SafeType {
  readonly type: string;
  readonly extension: string;
  /** Shown by the browser's own player; everything else is saved. */
  readonly played: boolean;
}

const saved = (type: string, extension: string): SafeType => ({ type, extension, played: false });
const played = (type: string, extension: string): SafeType => ({ type, extension, played: true });

/** What a browser may be told a posted file is. Never HTML, SVG or XML, whatever was found in it. */
const TYPES: ReadonlyMap<string, SafeType> = new Map(
  [
    saved('image/jpeg', 'jpg'),
    saved('image/png', 'png'),
    saved('image/gif', 'gif'),
    saved('image/webp', 'webp'),
    saved('image/heic', 'heic'),
    saved('image/heif', 'heif'),
    saved('image/avif', 'avif'),
    saved('image/tiff', 'tif'),
    saved('image/bmp', 'bmp'),
    played('video/mp4', 'mp4'),
    played('video/quicktime', 'mov'),
    played('video/webm', 'webm'),
    played('audio/mpeg', 'mp3'),
    played('audio/mp4', 'm4a'),
    played('audio/ogg', 'ogg'),
    played('audio/wav', 'wav'),
    played('application/pdf', 'pdf'),
  ].map((one) => [one.type, one]),
);

const safeType = (mediaType: string): SafeType =>
  TYPES.get(mediaType) ?? saved('application/octet-stream', 'bin');

import { factsOf } from '../../policy/consent/facts-of.ts';
import type { OpenAs } from '../../policy/access.ts';
import { isBlurredInGrid } from '../../policy/consent/restrict.ts';
import type { Session } from '../../set/account.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { ImageId } from '../../set/ids.ts';
import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { openImage } from '../open-image.ts';
import type { Room } from '../room.ts';
import { seatOf } from '../passkey/seat.ts';

/** A preview is made to be no larger; one of earlier days that is would only delay the page it stands in. */
const MOST_BYTES = 20_000;

type PreviewRoom = Pick<Room, 'ledger' | 'keys' | 'blobs' | 'decoder' | 'clock' | 'log'>;

/**
 * The first picture's preview, marked and on record as opened, to be sent inside the page itself: on a slow line it is
 * there before anything else could be asked for. Nothing where it cannot be had: the page then asks for it by itself.
 */
export const inlinePreview = async (
  room: PreviewRoom,
  set: StoredSet,
  images: readonly StoredImage[],
  session: Session,
  as?: OpenAs,
): Promise<ReadonlyMap<ImageId, string>> => {
  const [image] = images;
  // What is veiled is opened by a press, and by nothing else (INT-01).
  if (image?.renditions.state !== 'ready' || isBlurredInGrid(factsOf(image))) return new Map();
  if (image.renditions.preview.plainBytes > MOST_BYTES) return new Map();
  try {
    const opened = await openImage(room)({
      ...{ set, image, what: 'preview', by: session.account, seat: seatOf(session) },
      ...(as === undefined ? {} : { as }),
    });
    if (opened.bytes.length > MOST_BYTES) return new Map();
    return new Map([[image.id, `data:image/jpeg;base64,${Buffer.from(opened.bytes).toString('base64')}`]]);
  } catch (thrown) {
    room.log.warn({ code: asSafelightError(thrown).code, set: set.id }, 'a preview was left out of its page');
    return new Map();
  }
};

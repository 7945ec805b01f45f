import { errorWords } from '../../../cards/text.ts';
import type { SignedInAnswer } from '../http/asked.ts';
import { POSTED_FILE_POLICY } from '../http/headers.ts';
import { rateLimit } from '../http/rate.ts';
import { messagePage } from '../message-page.ts';
import { openImage } from '../open-image.ts';
import type { PictureRoom } from '../pictures.ts';
import { findImage } from '../pictures.ts';
import { seatOf } from '../passkey/seat.ts';

/** A look under the mark is for a doubt about one wound, not a way of reading. */
const RATE = { burst: 6, perMinute: 6 };

/**
 * `GET /sets/:id/images/:image/unmarked`: the picture without its viewer's name, so that the mark never hides the
 * lesion. Admitted anew, on record as `mark-cleared` before a byte is sent, and given to our own script alone: no link
 * and no page elsewhere can ask for it.
 */
export const showUnmarked = (room: PictureRoom): SignedInAnswer => {
  const within = rateLimit(RATE, room.clock);
  return async (asked) => {
    const { account } = asked.session;
    if (!asked.byScript) return messagePage(400, errorWords['bad-request'], account);
    const found = await findImage(room, asked);
    if ('refused' in found) return found.refused;
    const { tid, oid } = account.person;
    if (!within(`${tid} ${oid}`)) return messagePage(429, errorWords['too-many-requests'], account);
    const { set, image, as } = found;
    const { bytes } = await openImage(room)({
      ...{ set, image, what: 'screen', by: account, seat: seatOf(asked.session), unmarked: true, as },
    });
    return {
      status: 200,
      type: 'image/jpeg',
      body: bytes,
      headers: { 'content-security-policy': POSTED_FILE_POLICY, 'content-disposition': 'inline' },
    };
  };
};

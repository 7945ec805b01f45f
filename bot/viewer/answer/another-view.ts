import { errorWords } from '../../../cards/text.ts';
import { messageId } from '../../set/ids.ts';
import type { MessageId } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { admit } from '../admit.ts';
import { cameraLink } from '../capture/camera-link.ts';
import type { SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';

/**
 * `GET /sets/:id/another-view`: to the camera, for the thread this set stands in (QUAL-14). The ticket is made at the
 * press, so that none lies in a page; whoever presses is proved again when it is used.
 */
export const anotherView =
  (room: Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log' | 'cookieKey'>): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const admission = await admit(room)(asked, 'picture');
    if (!admission.open) return refusalPage(admission, account);
    const { set, answer } = admission;
    if (set.state !== 'stored' || answer.as !== 'member')
      return messagePage(404, errorWords['not-allowed'], account);
    const root = rootOf(set);
    const by = account.person;
    const { place } = set.origin;
    return redirect(
      cameraLink({ ...room, publicUrl: '' })({ place, by, ...(root === undefined ? {} : { root }) }),
    );
  };

/** Of a picture that was never posted the thread begins with its card. */
const rootOf = ({ origin, capture, card }: StoredSet): MessageId | undefined => {
  if (origin.place.kind !== 'channel') return undefined;
  if (origin.root !== undefined || capture === undefined) return origin.root ?? origin.message;
  return card.state === 'standing' ? messageId(card.activity) : undefined;
};

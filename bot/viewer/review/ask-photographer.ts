import { errorWords } from '../../../cards/text.ts';
import { askPhotographer } from '../../actions/ask-photographer.ts';
import { admit } from '../admit.ts';
import type { SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';

/** `POST /sets/:id/photographer`: a job for Medical Illustration, on their list at once. */
export const pressPhotographer =
  (room: Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log' | 'poke'>): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const admission = await admit(room)(asked, 'picture');
    if (!admission.open) return refusalPage(admission, account);
    const { set, answer } = admission;
    const image = answer.images.find((one) => one === asked.form.get('image'));
    if (image === undefined) return messagePage(404, errorWords['not-allowed'], account);
    try {
      const about = { organisation: set.organisation, set: set.id, image, by: account.person };
      await askPhotographer(room)({ ...about, press: 'ask' });
    } catch (thrown) {
      return saidNo(thrown, account);
    }
    room.poke();
    return redirect(`/sets/${set.id}`);
  };

import { errorWords } from '../../../cards/text.ts';
import { retractFiling } from '../../actions/retract-filing.ts';
import { admit } from '../admit.ts';
import type { SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';

/** `POST /sets/:id/retract`: filed to the wrong patient. Only an image that the person may open. */
export const pressRetract =
  (room: Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log' | 'poke'>): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const admission = await admit(room)(asked, 'picture');
    if (!admission.open) return refusalPage(admission, account);
    const { set, answer } = admission;
    const image = answer.images.find((one) => one === asked.form.get('image'));
    if (image === undefined) return messagePage(404, errorWords['not-allowed'], account);
    try {
      await retractFiling(room)({
        organisation: set.organisation,
        set: set.id,
        image,
        by: account.person,
      });
    } catch (thrown) {
      return saidNo(thrown, account);
    }
    room.poke();
    return redirect(`/sets/${set.id}?done=retracted`);
  };

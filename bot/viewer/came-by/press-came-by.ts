import { errorWords } from '../../../cards/text.ts';
import { sayRoute } from '../../actions/say-route.ts';
import { CAME_BY } from '../../set/risk.ts';
import { admit } from '../admit.ts';
import type { SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';

/** `POST /sets/:id/came-by`: by anybody of the conversation. */
export const pressCameBy =
  (room: Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log'>): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const route = CAME_BY.find((one) => one === asked.form.get('route'));
    if (route === undefined) return messagePage(400, errorWords['bad-request'], account);
    const admission = await admit(room)(asked, 'picture');
    if (!admission.open) return refusalPage(admission, account);
    const { set, answer } = admission;
    if (answer.as !== 'member') return messagePage(404, errorWords['not-allowed'], account);
    try {
      await sayRoute(room)({ organisation: set.organisation, set: set.id, by: account.person, route });
    } catch (thrown) {
      return saidNo(thrown, account);
    }
    return redirect(`/sets/${set.id}`);
  };

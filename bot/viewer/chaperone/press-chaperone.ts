import { errorWords } from '../../../cards/text.ts';
import { noteChaperone } from '../../actions/note-chaperone.ts';
import { isIntimate } from '../../policy/consent/case.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { CHAPERONES } from '../../set/chaperone.ts';
import { admit } from '../admit.ts';
import type { SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';

/** `POST /sets/:id/chaperone`: by anybody of the conversation who may open the pictures. */
export const pressChaperone =
  (room: Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log'>): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const said = CHAPERONES.find((one) => one === asked.form.get('answer'));
    if (said === undefined) return messagePage(400, errorWords['bad-request'], account);
    const admission = await admit(room)(asked, 'picture');
    if (!admission.open) return refusalPage(admission, account);
    const { set, answer } = admission;
    if (set.state !== 'stored') return messagePage(409, errorWords['change-refused'], account);
    if (answer.as !== 'member') return messagePage(404, errorWords['not-allowed'], account);
    const images = set.images
      .filter((one) => answer.images.includes(one.id) && isIntimate(factsOf(one)))
      .map(({ id }) => id);
    try {
      await noteChaperone(room)({
        organisation: set.organisation,
        set: set.id,
        images,
        by: account.person,
        said,
      });
    } catch (thrown) {
      return saidNo(thrown, account);
    }
    return redirect(`/sets/${set.id}`);
  };

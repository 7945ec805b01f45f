import { errorWords } from '../../../cards/text.ts';
import { sayTaken } from '../../actions/say-taken.ts';
import { modeOf } from '../../policy/said-taken.ts';
import { TAKEN_WHEN, TAKEN_WITH, TAKERS } from '../../set/said-taken.ts';
import { admit } from '../admit.ts';
import type { SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';
import { isAskedHow } from './said-taken-on-set.ts';

/** `POST /sets/:id/said-taken`: by anybody of the conversation, of every picture that opens to them. */
export const pressSaidTaken =
  (room: Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log' | 'poke'>): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const oneOf = <Code extends string>(name: string, all: readonly Code[]): Code | undefined =>
      all.find((one) => one === asked.form.get(name));
    const [taker, how, when] = [oneOf('taker', TAKERS), oneOf('with', TAKEN_WITH), oneOf('when', TAKEN_WHEN)];
    if (taker === undefined || how === undefined || when === undefined)
      return messagePage(400, errorWords['bad-request'], account);
    const admission = await admit(room)(asked, 'picture');
    if (!admission.open) return refusalPage(admission, account);
    const { set, answer } = admission;
    if (set.state !== 'stored') return messagePage(409, errorWords['change-refused'], account);
    if (answer.as !== 'member') return messagePage(404, errorWords['not-allowed'], account);
    const images = set.images
      .filter((one) => answer.images.includes(one.id) && isAskedHow(one))
      .map(({ id }) => id);
    try {
      const said = { taker, mode: modeOf(taker, how), when };
      await sayTaken(room)({
        ...{ organisation: set.organisation, set: set.id, images, by: account.person },
        said,
      });
    } catch (thrown) {
      return saidNo(thrown, account);
    }
    room.poke();
    return redirect(`/sets/${set.id}`);
  };

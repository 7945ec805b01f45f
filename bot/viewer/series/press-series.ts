import { errorWords } from '../../../cards/text.ts';
import type { SeriesDone } from '../../../cards/text/series.ts';
import type { SeriesPress } from '../../actions/label-series.ts';
import { labelSeries } from '../../actions/label-series.ts';
import { pinBaseline } from '../../actions/pin-baseline.ts';
import { planPhotograph } from '../../actions/plan-photograph.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { DAYS_AHEAD, mayPlan } from '../../policy/series/next-photograph.ts';
import type { Account } from '../../set/account.ts';
import type { Laterality, Sited } from '../../set/body-site.ts';
import { BODY_SITES, LATERALITY_SNOMED } from '../../set/body-site.ts';
import { SafelightError } from '../../set/errors.ts';
import type { StoredImage } from '../../set/image.ts';
import { admit } from '../admit.ts';
import type { SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';
import { plannersOf, shiftsOf } from '../who.ts';
import { mayChange } from './show-series.ts';

type PressRoom = Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log' | 'poke'>;

/** `POST /sets/:id/series`: which wound it is, the baseline, and when the next photograph is due. */
export const pressSeries =
  (room: PressRoom): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const admission = await admit(room)(asked, 'picture');
    if (!admission.open) return refusalPage(admission, account);
    const { set, answer } = admission;
    const image =
      set.state === 'stored'
        ? set.images.find((one) => one.id === asked.form.get('image') && answer.images.includes(one.id))
        : undefined;
    if (image === undefined || !mayChange(answer.as))
      return messagePage(404, errorWords['not-allowed'], account);
    const to = { organisation: set.organisation, set: set.id, image: image.id, by: account.person };
    try {
      const done = await press(room, account, asked.form, image, to);
      room.poke();
      return redirect(`/sets/${set.id}/series?image=${image.id}&done=${done}`);
    } catch (thrown) {
      return saidNo(thrown, account);
    }
  };

const press = async (
  room: PressRoom,
  account: Account,
  form: URLSearchParams,
  image: StoredImage,
  to: SeriesPress,
): Promise<SeriesDone> => {
  switch (form.get('press')) {
    case 'pin':
      await pinBaseline(room)(to);
      return 'pinned';
    case 'label': {
      const sited = factsOf(image).sited === undefined ? sitedFrom(form) : undefined;
      const number = Number(form.get('number'));
      await labelSeries(room)({ ...to, number, ...(sited === undefined ? {} : { sited }) });
      return 'labelled';
    }
    case 'plan': {
      if (!mayPlan(account, plannersOf(room.policy, to.organisation)))
        throw new SafelightError('not-allowed');
      const asked = form.get('days');
      const days = asked === 'not-needed' ? asked : DAYS_AHEAD.find((one) => String(one) === asked);
      if (days === undefined) throw new SafelightError('bad-request');
      const shifts = shiftsOf(room.policy, to.organisation);
      await planPhotograph(room)({ ...to, days, ...(shifts === undefined ? {} : { shifts }) });
      return days === 'not-needed' ? days : 'planned';
    }
    default:
      throw new SafelightError('bad-request');
  }
};

/** From closed lists; an intimate place is not said here, for it closes the picture (INT-06). */
const sitedFrom = (form: URLSearchParams): Sited | undefined => {
  const site = BODY_SITES.find(({ code, intimate }) => code === form.get('site') && !intimate);
  if (site === undefined) throw new SafelightError('bad-request');
  const side = form.get('side') ?? '';
  return site.sided && Object.hasOwn(LATERALITY_SNOMED, side)
    ? { site: site.code, side: side as Laterality }
    : { site: site.code };
};

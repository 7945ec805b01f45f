import { agreedPage, closedPage, notAgreedPage } from '../../../cards/text/consent-page.ts';
import { errorWords } from '../../../cards/text.ts';
import { changeRestriction } from '../../actions/change-restriction.ts';
import { confirmIntimate } from '../../actions/confirm-intimate.ts';
import { liftHold, placeHold } from '../../actions/place-hold.ts';
import { restrict } from '../../actions/restrict.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { ROLES } from '../../policy/roles.ts';
import type { PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import { admit } from '../admit.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';
import { chosenFrom } from './chosen-images.ts';
import { membersOf, namedIn } from './members.ts';
import { REASONS, restrictPageOf } from './restrict-page.ts';

type RestrictRoom = Pick<Room, 'ledger' | 'chat' | 'names' | 'policy' | 'clock' | 'log' | 'poke'>;

interface Restrictable {
  readonly set: StoredSet;
  readonly images: readonly StoredImage[];
}

/** `GET /sets/:id/restrict` */
export const showRestrict =
  (room: RestrictRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToRestrict(room, asked);
    if ('status' in found) return found;
    const { account } = asked.session;
    return restrictPageOf({ ...found, account, members: await membersOf(room, found.set) });
  };

/** `POST /sets/:id/restrict`: closes, names more people, opens again, or confirms. */
export const pressRestrict =
  (room: RestrictRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToRestrict(room, asked);
    if ('status' in found) return found;
    const { account } = asked.session;
    try {
      const reply = await act(room, asked, found);
      room.poke();
      return reply;
    } catch (thrown) {
      return saidNo(thrown, account);
    }
  };

const act = async (room: RestrictRoom, asked: SignedIn, { set, images }: Restrictable): Promise<Reply> => {
  const { account } = asked.session;
  const [press = '', what = ''] = (asked.form.get('answer') ?? '').split(':');
  const about = { organisation: set.organisation, set: set.id };
  const closed = images.filter((one) => factsOf(one).restriction !== undefined);
  const viewers = namedIn(asked.form, await membersOf(room, set));
  switch (press) {
    case 'restrict': {
      const why = REASONS.find((one) => one === what);
      if (why === undefined) return messagePage(400, errorWords['bad-request'], account);
      const open = images.filter((one) => factsOf(one).restriction === undefined);
      const chosen = chosenFrom(asked.form, open);
      const all = withPresser(viewers, account.person);
      await restrict(room)({ ...about, images: chosen, by: account.person, why, viewers: all });
      return redirect(`/sets/${set.id}?done=restricted`);
    }
    case 'extend':
    case 'lift': {
      const to = press === 'lift' ? { change: press } : { change: press, viewers };
      await changeRestriction(room)({ ...about, images: chosenFrom(asked.form, closed), account, to });
      return account.roles.includes(ROLES.informationGovernance)
        ? messagePage(200, closedPage, account)
        : redirect(`/sets/${set.id}/restrict`);
    }
    case 'confirm':
    case 'refuse': {
      const as = what === 'senior' ? what : 'safeguarding';
      const chosen = chosenFrom(asked.form, images);
      await confirmIntimate(room)({ ...about, images: chosen, account, as, agrees: press === 'confirm' });
      // With the second word it is closed to whoever said it.
      return messagePage(200, press === 'confirm' ? agreedPage : notAgreedPage, account);
    }
    case 'hold':
    case 'lift-hold':
      await (press === 'hold' ? placeHold : liftHold)(room)({ ...about, account });
      return redirect(`/sets/${set.id}/restrict`);
    default:
      return messagePage(400, errorWords['bad-request'], account);
  }
};

/** Whoever restricts a picture has just seen it, and stays answerable for it. */
const withPresser = (viewers: readonly PersonId[], person: PersonId): readonly PersonId[] =>
  viewers.some((one) => samePerson(one, person)) ? viewers : [person, ...viewers];

/** Whoever may open the images; and information governance, who opens none, about those that are restricted. */
const openToRestrict = async (room: RestrictRoom, asked: SignedIn): Promise<Restrictable | Reply> => {
  const { account } = asked.session;
  const governs =
    account.roles.includes(ROLES.informationGovernance) && !account.roles.includes(ROLES.clinician);
  const admission = await admit(room)(asked, governs ? 'receipt' : 'picture');
  if (!admission.open) return refusalPage(admission, account);
  const { set, answer } = admission;
  if (set.state !== 'stored') return messagePage(409, errorWords['change-refused'], account);
  if (governs && answer.as !== 'information-governance')
    return refusalPage({ open: false, why: 'not-allowed' }, account);
  const images = set.images.filter((one) =>
    governs ? factsOf(one).restriction !== undefined : answer.images.includes(one.id),
  );
  return { set, images };
};

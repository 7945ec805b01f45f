import { filingWords } from '../../../cards/text/filing-page.ts';
import { errorWords } from '../../../cards/text.ts';
import { fileToPatient } from '../../actions/file-to-patient.ts';
import { lookUpPatient } from '../../actions/look-up-patient.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { mayBeSeenBy } from '../../policy/consent/may-be-seen.ts';
import type { ImageRef } from '../../policy/filing.ts';
import { filingOffer, isFilable, isNotClinical } from '../../policy/filing.ts';
import { showsOtherThan } from '../../policy/written-details.ts';
import { hasLapsed } from '../../policy/lapse.ts';
import type { PatientFound } from '../../ports/record.ts';
import { lookupsOf } from '../../sealed/look-up.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { later, MINUTE } from '../../set/instant.ts';
import { admit } from '../admit.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';
import { confirmPage } from './confirm-page.ts';
import type { FilingFaults, Typed } from './filing-form.ts';
import { checkTyped, typedFrom } from './filing-form.ts';
import { formPage } from './form-page.ts';

type PageRoom = Pick<
  Room,
  'ledger' | 'chat' | 'keys' | 'record' | 'live' | 'policy' | 'clock' | 'log' | 'poke'
>;

/** A set open to be filed, with those offered beside it. */
interface Filable {
  readonly set: StoredSet;
  readonly offer: readonly StoredSet[];
  readonly images: readonly ImageRef[];
}

/** `GET /sets/:id/file`: nothing is ticked where there is a choice, for two patients may share one message. */
export const showFiling =
  (room: PageRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToFile(room, asked);
    if ('status' in found) return found;
    const images = found.images.length === 1 ? found.images : [];
    const empty = { images, nhsNumber: '', birthDate: { day: '', month: '', year: '' } };
    return form(asked, found, empty, {});
  };

/** `POST /sets/:id/file`: look up, go back and change, or confirm. */
export const pressFile =
  (room: PageRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToFile(room, asked);
    if ('status' in found) return found;
    const typed = typedFrom(asked.form, found.images);
    if (asked.form.get('step') === 'change') return form(asked, found, typed, {});
    const check = checkTyped(typed, room.live, room.clock.now());
    if (!check.ok) return form(asked, found, typed, check.faults);
    const { person: by } = asked.session.account;
    const { organisation, id: set } = found.set;
    try {
      const patient = await lookUpPatient(room)({ organisation, set, by, named: check });
      const shown = asked.form.get('shown');
      const confirmed = asked.form.get('step') === 'confirm' && shown === patient.reference;
      if (!confirmed) return await confirm(room, asked, found, typed, patient);
      await fileToPatient(room)({ organisation, by, images: typed.images, patient });
    } catch (thrown) {
      const { code } = asSafelightError(thrown);
      if (code === 'patient-not-found' || code === 'patient-details-differ')
        return form(asked, found, typed, { nhsNumber: 'not-found' });
      return saidNo(thrown, asked.session.account);
    }
    room.poke();
    return redirect(`/sets/${set}?done=filing`);
  };

const openToFile = async (room: PageRoom, asked: SignedIn): Promise<Filable | Reply> => {
  const { account } = asked.session;
  const admission = await admit(room)(asked, 'picture');
  if (!admission.open) return refusalPage(admission, account);
  const { set, answer } = admission;
  if (set.state !== 'stored') return messagePage(409, errorWords['change-refused'], account);
  const no = (whatToDo: string): Reply =>
    messagePage(409, {
      title: filingWords.title,
      whatToDo,
      link: { href: `/sets/${set.id}`, text: filingWords.back },
    });
  if (isNotClinical(set)) return no(filingWords.notClinical);
  const offer = answer.as === 'member' ? await offered(room, set) : [set];
  const images = offer.flatMap((one) =>
    one.images
      .filter(
        (image) =>
          isFilable(image) &&
          (one.id === set.id
            ? answer.images.includes(image.id)
            : mayBeSeenBy(factsOf(image), { person: account.person, as: 'member' }).see),
      )
      .map((image) => ({ set: one.id, image: image.id })),
  );
  return images.length === 0 ? no(filingWords.nothingLeft) : { set, offer, images };
};

/** Whoever is in this conversation may open the others too, unless their own time is over. */
const offered = async (room: PageRoom, set: StoredSet): Promise<readonly StoredSet[]> => {
  const now = room.clock.now();
  const near = await room.ledger.find(set.organisation, {
    by: 'conversation',
    conversation: set.origin.place.conversation,
    since: later(set.postedAt, -5 * MINUTE),
  });
  const open = near.filter((one): one is StoredSet => one.state === 'stored' && !hasLapsed(one, now));
  return filingOffer(open, set);
};

const form = (asked: SignedIn, found: Filable, typed: Typed, faults: FilingFaults): Reply =>
  formPage({
    set: found.set.id,
    offer: found.offer,
    images: found.images,
    account: asked.session.account,
    typed,
    faults,
  });

const confirm = async (
  room: PageRoom,
  asked: SignedIn,
  found: Filable,
  typed: Typed,
  patient: PatientFound,
): Promise<Reply> => {
  const ticked = found.offer.flatMap((set) =>
    set.images.filter((image) => typed.images.some((one) => one.set === set.id && one.image === image.id)),
  );
  const numbered = ticked.filter(({ numbers = [] }) => numbers.length > 0);
  const named = numbered.length === 0 ? [] : [patient.nhsNumber];
  const lookups = await lookupsOf(room, found.set.organisation, named);
  return confirmPage({
    set: found.set.id,
    account: asked.session.account,
    typed,
    patient,
    offer: found.offer,
    now: room.clock.now(),
    changed: asked.form.get('step') === 'confirm',
    another: lookups.some((lookup) => numbered.some((image) => showsOtherThan(lookup, image))),
  });
};

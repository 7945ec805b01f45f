import { consentRefusalWords, questionWords } from '../../../cards/text/consent.ts';
import { CONSENT_WORDS_VERSION } from '../../../cards/text/consent-script.ts';
import { consentPage, declinedPage } from '../../../cards/text/consent-page.ts';
import { errorWords } from '../../../cards/text.ts';
import type { Recorded } from '../../actions/record-consent.ts';
import { recordConsent } from '../../actions/record-consent.ts';
import { ageOn, dayInLondon } from '../../policy/birth-date.ts';
import type { ConsentRules } from '../../policy/consent/case.ts';
import { consentRulesOf, wordsVersion } from '../../policy/consent-rules.ts';
import { ageBandOf } from '../../policy/consent/comes-again.ts';
import { factsOf, isUnanswered } from '../../policy/consent/facts-of.ts';
import { isAskedAgain } from '../../policy/to-do.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import { admit } from '../admit.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { FiledPatient } from '../read-words.ts';
import { readWords } from '../read-words.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';
import { chosenFrom } from './chosen-images.ts';
import { consentPageOf } from './consent-page.ts';
import type { Named } from './members.ts';
import { membersOf } from './members.ts';
import { readAnswer } from './read-answer.ts';

type ConsentRoom = Pick<Room, 'ledger' | 'chat' | 'names' | 'keys' | 'policy' | 'clock' | 'log' | 'poke'>;

/** A set with something to answer for, and who its images are filed to. */
interface Answerable {
  readonly set: StoredSet;
  readonly images: readonly StoredImage[];
  readonly patients: readonly FiledPatient[];
}

/** `GET /sets/:id/consent` */
export const showConsent =
  (room: ConsentRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToAnswer(room, asked);
    return 'status' in found ? found : page(room, asked, found, []);
  };

/** `POST /sets/:id/consent`: one press answers, or says what is still to be asked. */
export const pressConsent =
  (room: ConsentRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToAnswer(room, asked);
    if ('status' in found) return found;
    const { account } = asked.session;
    const { set } = found;
    const rules = consentRulesOf(room.policy, set.organisation, set.origin.place);
    const members = await colleaguesOf(room, set);
    const version = wordsVersion(CONSENT_WORDS_VERSION, rules);
    const answer = readAnswer(asked.form, account, room.clock.now(), { version, members });
    if (answer === undefined) return messagePage(400, errorWords['bad-request'], account);
    if (answer.lacks === 'colleague') return page(room, asked, found, [consentPage.chooseColleague]);
    const images = chosenFrom(asked.form, found.images);
    if (patientsIn(found, images) > 1) return page(room, asked, found, [consentPage.mustChoose]);
    let recorded: Recorded;
    try {
      recorded = await recordConsent(room)({
        ...{ organisation: set.organisation, set: set.id, images, by: account.person },
        ...{ form: answer.form, said: answer.said },
        rules,
      });
    } catch (thrown) {
      return saidNo(thrown, account);
    }
    if (!recorded.ok) return page(room, asked, found, wordsOf(recorded));
    room.poke();
    return recorded.state === 'declined'
      ? messagePage(200, declinedPage, account)
      : redirect(`/sets/${set.id}?done=consent`);
  };

const wordsOf = ({ ask, refused }: Extract<Recorded, { ok: false }>): readonly string[] => [
  ...ask.map((one) => questionWords[one]),
  ...refused.map((one) => consentRefusalWords[one]),
];

const openToAnswer = async (room: ConsentRoom, asked: SignedIn): Promise<Answerable | Reply> => {
  const { account } = asked.session;
  const admission = await admit(room)(asked, 'picture');
  if (!admission.open) return refusalPage(admission, account);
  const { set, answer } = admission;
  if (set.state !== 'stored') return messagePage(409, errorWords['change-refused'], account);
  const now = room.clock.now();
  const images = set.images.filter(
    (image) => answer.images.includes(image.id) && (isUnanswered(factsOf(image)) || isAskedAgain(image, now)),
  );
  if (images.length === 0 || set.notClinical !== undefined)
    return messagePage(409, { ...consentPage.nothing, link: backTo(set) }, account);
  const words = await readWords(room)(set);
  const patients = images.flatMap((image) => words.images.get(image.id)?.patient ?? []);
  const numbers = patients.map((one) => one.nhsNumber);
  return { set, images, patients: patients.filter((one, at) => numbers.indexOf(one.nhsNumber) === at) };
};

const backTo = (set: StoredSet): { readonly href: string; readonly text: string } => ({
  href: `/sets/${set.id}`,
  text: consentPage.back,
});

/** Two patients may share one message: nobody answers for both with one tap. */
const patientsIn = ({ images }: Answerable, chosen: readonly string[]): number =>
  new Set(
    images
      .filter((one) => chosen.includes(one.id))
      .map(({ filing }) => (filing.state === 'unfiled' ? '' : filing.patient.lookup)),
  ).size;

const page = async (
  room: ConsentRoom,
  asked: SignedIn,
  { set, images, patients }: Answerable,
  problems: readonly string[],
): Promise<Reply> => {
  const [only, another] = patients;
  const isOne =
    only !== undefined && another === undefined && images.every((one) => one.filing.state !== 'unfiled');
  return consentPageOf({
    colleagues: await colleaguesOf(room, set),
    ...{ set, images, patients, problems, account: asked.session.account, sent: asked.form },
    ...ownWordsOf(consentRulesOf(room.policy, set.organisation, set.origin.place)),
    ...(isOne ? { ageBand: ageBandOf(ageOn(only.birthDate, dayInLondon(room.clock.now())).years) } : {}),
  });
};

const ownWordsOf = ({ ownWords }: ConsentRules): { readonly ownWords?: string } =>
  ownWords === undefined ? {} : { ownWords };

/** A chat that does not say who is in it leaves the page as it is: the poster answers for themselves. */
const colleaguesOf = async (room: ConsentRoom, set: StoredSet): Promise<readonly Named[]> => {
  try {
    return await membersOf(room, set);
  } catch (thrown) {
    room.log.warn({ code: asSafelightError(thrown).code, set: set.id }, 'members could not be asked');
    return [];
  }
};

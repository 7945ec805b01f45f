import { captureWords } from '../../../cards/text/capture-page.ts';
import { captureTexts } from '../../../cards/text/captured.ts';
import { errorWords } from '../../../cards/text.ts';
import type { Sending, SendingImage } from '../../actions/send-capture.ts';
import { sendCapture } from '../../actions/send-capture.ts';
import { stopCapture } from '../../actions/stop-capture.ts';
import { ageOn, dayInLondon } from '../../policy/birth-date.ts';
import { audienceVerdict } from '../../policy/consent/audience.ts';
import { ageBandOf } from '../../policy/consent/comes-again.ts';
import { consentRulesOf, lapseFor } from '../../policy/consent-rules.ts';
import { opinionsOf } from '../../policy/opinions-of.ts';
import type { PatientFound } from '../../ports/record.ts';
import type { AgeBand, ConsentFacts } from '../../set/consented.ts';
import type { PersonId } from '../../set/ids.ts';
import { onCallRoleId, sha256 } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import type { OpenCapture } from '../../set/staged.ts';
import { json } from '../http/plain.ts';
import type { Room } from '../room.ts';
import type { CaptureStatus, SendAnswer, SendAsked, SentImage } from './contract.ts';
import type { CaptureAnswer } from './door.ts';
import type { Refusals } from './judge-consent.ts';
import { judgeConsent } from './judge-consent.ts';
import { ownCapture, requireMember } from './open-capture.ts';
import { openPatient } from './patient-token.ts';
import { JSON_LIMIT } from './read-json.ts';
import { readSend } from './read-send.ts';

type SendRoom = Pick<
  Room,
  'captures' | 'ledger' | 'chat' | 'keys' | 'blobs' | 'policy' | 'clock' | 'cookieKey' | 'poke'
>;

const refused = (refusals: Refusals) => json(422, { refusals } satisfies SendAnswer);

/**
 * `POST /capture/:id/send`: everything is here, the patient is confirmed or said to be unknown, and what was agreed to
 * may stand. Then it is a set, the same one however often it is sent. Its custody is told of by `GET /capture/:id`.
 */
export const send =
  (room: SendRoom): CaptureAnswer =>
  async (asked) => {
    const capture = await ownCapture(room, asked);
    const { clock } = room;
    if (await isSet(room, capture)) return json(202, { state: 'sent' } satisfies SendAnswer);
    const protection = await requireMember(room, asked.account, capture.place);
    const sent = readSend(await asked.body.json(JSON_LIMIT));
    const now = clock.now();
    const images = sent.images.map((image) => piecesOf(capture, image));
    if (images.includes(undefined))
      return refused([{ code: 'image-incomplete', words: errorWords['capture-incomplete'].title }]);
    const patient = patientOf(room, capture, sent, now);
    if (patient === 'over')
      return refused([{ code: 'patient-over', words: errorWords['patient-context-over'].whatToDo }]);
    const ageBand = ageBandFor(sent, patient, now);
    const { account } = asked;
    const rules = consentRulesOf(room.policy, capture.organisation, capture.place);
    const judged = judgeConsent({ asked: sent, account, ageBand, begunAt: capture.begunAt, now, rules });
    if ('refusals' in judged) return refused(judged.refusals);
    if (judged.facts.some(saidNo)) return keepNothing(room, capture, judged.facts);
    if (isAudienceUnsaid(sent, judged.facts))
      return refused([{ code: 'ask', words: captureWords.ask.audienceMissing }]);
    const sending = images.flatMap((image, at): SendingImage[] => {
      const facts = judged.facts[at];
      return image === undefined || facts === undefined
        ? []
        : [{ ...image, facts: withAudienceSaid(sent, facts, account.person, now) }];
    });
    await sendCapture(room)({
      ...{ capture, author: account.name, images: sending },
      // Opens for a shorter time where the patient is under 18, if the policy file says so (CAP-05).
      protection: {
        ...protection,
        lapseAfterMs: lapseFor(protection.lapseAfterMs, [ageBand], rules),
      },
      ...(patient === undefined ? {} : { patient }),
      text: textOf(sent),
      ...askOf(room, capture, sent),
      facts: auditFacts(sent),
    });
    room.poke();
    return json(202, { state: 'sent' } satisfies SendAnswer);
  };

/** Whoever agreed was told of the people in the conversation; a role's are others (CON-21). */
const AUDIENCE = 'own-organisation';

const isAudienceUnsaid = ({ ask }: SendAsked, facts: readonly ConsentFacts[]): boolean =>
  ask !== undefined &&
  ask.audience === undefined &&
  facts.some((one) => audienceVerdict(one, AUDIENCE) === 'not-asked');

const withAudienceSaid = (
  { ask }: SendAsked,
  facts: ConsentFacts,
  by: PersonId,
  at: Instant,
): ConsentFacts =>
  ask?.audience === undefined || audienceVerdict(facts, AUDIENCE) !== 'not-asked'
    ? facts
    : {
        ...facts,
        audiences: [...(facts.audiences ?? []), { audience: AUDIENCE, said: ask.audience, by, at }],
      };

const askOf = (
  { policy }: SendRoom,
  { organisation }: OpenCapture,
  { ask }: SendAsked,
): Pick<Sending, 'ask'> => {
  const opinions = opinionsOf(policy, organisation);
  return ask === undefined || opinions === undefined
    ? {}
    : { ask: { ...ask, role: onCallRoleId(ask.role), opinions } };
};

/** An answer that was lost on its way is asked for again: it is what it was. */
const isSet = async ({ ledger }: SendRoom, { organisation, set }: OpenCapture): Promise<boolean> =>
  set !== undefined && (await ledger.read(organisation, set)) !== undefined;

const saidNo = ({ consent }: ConsentFacts): boolean =>
  consent.state === 'declined' || consent.state === 'stopped';

/** The page asks to stop instead; whoever sends a "no" all the same is taken at their word, and nothing is kept. */
const keepNothing = async (room: SendRoom, capture: OpenCapture, facts: readonly ConsentFacts[]) => {
  const isChild = facts.some(({ consent }) => consent.state === 'stopped');
  await stopCapture(room)(capture, isChild ? 'child-objects' : 'declined', undefined);
  return json(200, { state: 'stopped', images: {} } satisfies CaptureStatus);
};

/** Every piece of it, in order and of the length that was said; undefined where one is missing. */
const piecesOf = (
  { chunks }: OpenCapture,
  { image, sha256: sum, bytes, chunks: count }: SentImage,
): Omit<SendingImage, 'facts'> | undefined => {
  const own = chunks.filter((one) => one.image === image).sort((a, b) => a.chunk - b.chunk);
  const isWhole =
    own.length === count &&
    own.every((one, at) => one.chunk === at) &&
    own.reduce((size, one) => size + one.bytes, 0) === bytes;
  return isWhole
    ? { staged: image, chunks: own.map(({ blob }) => blob), bytes, sha256: sha256(sum) }
    : undefined;
};

const patientOf = (
  { cookieKey }: SendRoom,
  capture: OpenCapture,
  { patient }: SendAsked,
  now: Instant,
): PatientFound | 'over' | undefined =>
  'token' in patient ? (openPatient(cookieKey, capture, patient.token, now) ?? 'over') : undefined;

/** The record's birth date counts; where there is none, what a person pressed. */
const ageBandFor = (
  { patient: said, consent }: SendAsked,
  patient: PatientFound | undefined,
  now: Instant,
): AgeBand => {
  if (patient !== undefined) return ageBandOf(ageOn(patient.birthDate, dayInLondon(now)).years);
  if ('unknown' in said && said.unknown === 'newborn') return 'under-16';
  return consent?.ageBand ?? 'unknown';
};

const textOf = ({ patient }: SendAsked): string =>
  'unknown' in patient ? captureTexts.unknown[patient.unknown](patient.number ?? '') : '';

/** Counts and codes: what was retaken, and what was sent although the page advised against it. */
const auditFacts = ({ images, discarded = 0, ask }: SendAsked): Readonly<Record<string, string | number>> => {
  const overridden = images.flatMap(({ quality }) => (quality?.overridden === true ? quality.codes : []));
  return {
    images: images.length,
    discarded,
    ...(ask?.audience === undefined ? {} : { audience: ask.audience }),
    from: [...new Set(images.map((one) => one.from))].join(' '),
    ...(overridden.length === 0 ? {} : { overridden: [...new Set(overridden)].join(' ') }),
  };
};

import { bandFaultWords } from '../../../cards/text/band.ts';
import { ageOfPatient, birthDateFaults, nhsNumberFaults } from '../../../cards/text/filing-page.ts';
import { errorWords } from '../../../cards/text.ts';
import { lookUpPatient, type Named } from '../../actions/look-up-patient.ts';
import { ageOn, checkBirthDate, dayInLondon } from '../../policy/birth-date.ts';
import { ageBandOf } from '../../policy/consent/comes-again.ts';
import { checkNhsNumber } from '../../policy/nhs-number.js';
import type { PatientFound } from '../../ports/record.ts';
import { asSafelightError, SafelightError } from '../../set/errors.ts';
import type { OrganisationId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import { json } from '../http/plain.ts';
import type { Room } from '../room.ts';
import type { PatientAnswer } from './contract.ts';
import type { CaptureAnswer } from './door.ts';
import { ownCapture, requireMember } from './open-capture.ts';
import { sealPatient } from './patient-token.ts';
import type { Fields } from './read-json.ts';
import { fields, JSON_LIMIT, text } from './read-json.ts';

type PatientRoom = Pick<
  Room,
  'captures' | 'ledger' | 'chat' | 'record' | 'policy' | 'clock' | 'live' | 'cookieKey'
>;

/** `POST /capture/:id/patient`: who the number names, to be read back and confirmed by a person. */
export const findPatient =
  (room: PatientRoom): CaptureAnswer =>
  async (asked) => {
    const capture = await ownCapture(room, asked);
    if (capture.state !== 'open') throw new SafelightError('capture-over');
    await requireMember(room, asked.account, capture.place);
    const { organisation, person: by } = capture;
    const system = hospitalSystemOf(room, organisation);
    const named = numberFrom(fields(await asked.body.json(JSON_LIMIT)), room, system);
    if ('refusal' in named) return json(200, named);
    try {
      const patient = await lookUpPatient(room)({ organisation, by, named });
      const now = room.clock.now();
      return json(200, foundAnswer(patient, sealPatient(room.cookieKey, capture, patient, now), now));
    } catch (thrown) {
      const error = asSafelightError(thrown);
      if (!SAID_PLAINLY.has(error.code)) throw thrown;
      return json(200, { refusal: errorWords[error.code].title } satisfies PatientAnswer);
    }
  };

const SAID_PLAINLY: ReadonlySet<string> = new Set([
  'patient-not-found',
  'patient-details-differ',
  'record-unreachable',
  'record-refused',
]);

/** Under which the record keeps this hospital's own numbers, where its policy says so. */
const hospitalSystemOf = ({ policy }: PatientRoom, organisation: OrganisationId): string | undefined =>
  policy.organisations.find((one) => one.id === organisation)?.wristbands?.hospitalSystem;

/** As long and as plain as any hospital's; which shape it has the band's own rules have said. */
const HOSPITAL_NUMBER = /^[A-Za-z0-9-]{1,20}$/;

/** Typed, it needs the date of birth; a wristband is two identifiers in one (PID-05). */
const numberFrom = (
  asked: Fields,
  { live, clock }: Pick<Room, 'live' | 'clock'>,
  system: string | undefined,
): Named | { readonly refusal: string } => {
  const isBand = asked['band'] !== undefined;
  const from = isBand ? fields(asked['band']) : asked;
  const typed = from['nhsNumber'];
  if (isBand && typed === undefined) {
    const value = text(from['hospitalNumber'] ?? '');
    return system === undefined || !HOSPITAL_NUMBER.test(value)
      ? { refusal: bandFaultWords['no-number'].title }
      : { hospitalNumber: { system, value } };
  }
  const number = checkNhsNumber(text(typed), live);
  if (!number.ok) return { refusal: nhsNumberFaults[number.why] };
  if (isBand) return { nhsNumber: number.nhsNumber };
  const { day, month, year } = fields(asked['birthDate']);
  const birth = checkBirthDate({ day: text(day), month: text(month), year: text(year) }, clock.now());
  if (!birth.ok) return { refusal: birthDateFaults[birth.why] };
  return { nhsNumber: number.nhsNumber, birthDate: birth.birthDate };
};

const foundAnswer = (patient: PatientFound, patientToken: string, now: Instant): PatientAnswer => {
  const age = ageOn(patient.birthDate, dayInLondon(now));
  return {
    found: {
      name: patient.name,
      age: ageOfPatient(age),
      ageBand: ageBandOf(age.years),
      patientToken,
    },
  };
};

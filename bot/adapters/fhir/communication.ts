import { createHash } from 'node:crypto';
import type { Communication } from '@medplum/fhirtypes';
import { aColleague, senderOf, statementOf } from '../../../cards/text/opinion.ts';
import type { Opinion } from '../../set/opinion.ts';
import type { AnswerId } from '../../set/ids.ts';
import type { Urgency } from '../../set/question.ts';

/** Names of our own for our ids: a fixed UUID each, so that no registered name is needed (RFC 4122). */
export const OPINION_SYSTEM = 'urn:uuid:3f0a6d2e-6b1c-4c58-9a51-5af11e5e7003';
export const ANSWER_SYSTEM = 'urn:uuid:3f0a6d2e-6b1c-4c58-9a51-5af11e5e7004';

/** https://hl7.org/fhir/R4/valueset-request-priority.html */
const PRIORITIES = {
  urgent: 'urgent',
  today: 'asap',
  routine: 'routine',
} as const satisfies Readonly<Record<Urgency, Communication['priority']>>;

/**
 * FHIR R4 Communication. No profile is named: a UK Core one could not be confirmed. People stand in it by display alone,
 * as the author of a DocumentReference does: Safelight does not know the record's own practitioners.
 */
export const communication = (opinion: Opinion): Communication => ({
  resourceType: 'Communication',
  identifier: [
    { system: OPINION_SYSTEM, value: opinionName(opinion) },
    { system: ANSWER_SYSTEM, value: opinion.answer },
  ],
  status: 'completed',
  category: [{ text: 'Second opinion on a clinical photograph' }],
  priority: PRIORITIES[opinion.urgency],
  subject: { reference: opinion.patient },
  about: opinion.images.map(({ document }) => ({ reference: document })),
  sent: opinion.answeredAt,
  sender: { display: senderOf(opinion) },
  recipient: [{ display: opinion.names.asker ?? aColleague }],
  payload: statementOf(opinion).map((contentString) => ({ contentString })),
});

/** One answer for one patient. It stands in addresses, so of the patient's own reference there is a short hash alone. */
export const opinionName = ({
  answer,
  patient,
}: {
  readonly answer: AnswerId;
  readonly patient: string;
}): string => `${answer}.${createHash('sha256').update(`${answer} ${patient}`).digest('hex').slice(0, 16)}`;

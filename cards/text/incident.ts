/** The draft of an incident’s fields: what is known is filled in, what a person must judge is left open. */
import type { Incident } from '../../bot/set/incident.ts';
import type { MisSendKind } from '../../bot/set/mis-send.ts';
import { secondsAt, when } from './when.ts';

export interface IncidentField {
  readonly name: string;
  readonly text: string;
}

const toFill = '[to be filled in by a person]';
const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

const what: Readonly<Record<MisSendKind, string>> = {
  'wrong-people': 'Clinical images were sent to people who should not have had them.',
  'wrong-patient': 'Clinical images were linked to the record of another patient.',
};

/** Fields in the order DSPT asks for them (Guide to the Notification of Data Security Incidents; UK GDPR Article 33(3)). */
export const incidentFields = (facts: Incident): readonly IncidentField[] => [
  { name: 'What happened', text: `${what[facts.kind]} ${many(facts.items, 'item')}.` },
  { name: 'When it happened', text: `Posted ${when(facts.postedAt)}.` },
  { name: 'When we became aware', text: `${when(facts.aware)} (${secondsAt(facts.aware)})` },
  {
    name: 'Decide by (72 hours)',
    text: facts.undone
      ? 'Taken back by whoever said it: no clock runs.'
      : `${when(facts.decideBy)}. Whether to tell the Information Commissioner: ${toFill}`,
  },
  {
    name: 'Categories of information',
    text: 'Health: clinical photographs or recordings, and the words posted with them.',
  },
  {
    name: 'Number of patients',
    text: facts.patients === undefined ? `Not filed to anybody: ${toFill}` : many(facts.patients, 'patient'),
  },
  {
    name: 'Who could have seen it',
    text:
      facts.couldSee === undefined
        ? 'Not known.'
        : `${many(facts.couldSee, 'person', 'people')} in the conversation.`,
  },
  {
    name: 'Who did open it',
    text: `${many(facts.openers, 'person', 'people')}, ${many(facts.openings, 'opening')} before it was said, ${facts.openingsAfter} after. The audit has each of them to the second.`,
  },
  {
    name: 'How long it was exposed',
    text: `${many(facts.exposedSeconds, 'second')} from posting until it was said.`,
  },
  {
    name: 'How soon it was contained',
    text: `${many(facts.containedSeconds, 'second')} from awareness.${facts.stillVisible === 0 ? '' : ` ${many(facts.stillVisible, 'copy', 'copies')} can still be seen in the conversation.`}`,
  },
  { name: 'Likely consequences', text: toFill },
  { name: 'Measures taken', text: measures(facts) },
  { name: 'Has the patient been told', text: toFill },
  { name: 'Safeguarding or vulnerable people', text: toFill },
];

const measures = (facts: Incident): string =>
  facts.kind === 'wrong-people'
    ? 'Access was ended for everybody in the conversation. The card there says that it is closed.'
    : `The link to the patient was removed. ${facts.retracted === 0 ? 'No document stood in a record.' : `${many(facts.retracted, 'document')} marked as entered in error.`} ${many(facts.told, 'person', 'people')} told to re-check, ${facts.acknowledged} of them said that they have.`;

export const incidentWords = {
  title: 'Incident draft',
  intro:
    'What Safelight knows is filled in. No name is in it. Copy it where your organisation reports incidents.',
  dspt: 'For the DSPT incident tool and the Information Commissioner',
  datix: 'For Datix (local incident report)',
  none: 'Nobody has said that this went wrong.',
  back: 'Console',
} as const;

/** One text to copy, a line a field. */
export const incidentText = (facts: Incident): string =>
  incidentFields(facts)
    .map(({ name, text }) => `${name}: ${text}`)
    .join('\n');

/** What a local report asks for: what, where it was noticed, what was done at once, what might be learnt. */
export const datixText = (facts: Incident): string =>
  [
    `Incident date and time: ${when(facts.postedAt)}; noticed ${when(facts.aware)}.`,
    `Description: ${what[facts.kind]} ${many(facts.items, 'item')}. Noticed by staff and reported with one button.`,
    `Immediate action: ${measures(facts)} Contained ${many(facts.containedSeconds, 'second')} after it was noticed.`,
    `People affected: ${facts.patients === undefined ? toFill : many(facts.patients, 'patient')}. Degree of harm: ${toFill}`,
    `Contributing factors and learning: ${toFill}`,
  ].join('\n');

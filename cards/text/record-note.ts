/** The note beside a picture in the patient's record: composed of facts, in whole sentences (CON-11, CON-12). */
import type { DeviceOwner } from '../../bot/set/capture.ts';
import type { DeclineOutcome, GivenConsent, Level, MethodName } from '../../bot/set/consent.ts';
import type { RecordNote, SentTo } from '../../bot/set/record-note.ts';
import type { Urgency } from '../../bot/set/question.ts';
import type { Purpose } from '../../bot/set/subject.ts';
import { couldNotAskWords } from './consent.ts';
import { placeOnBody, subjectWords } from './picture-facts.ts';
import { takenWhenSaid } from './said-taken.ts';
import { when } from './when.ts';

/** One paragraph: a list of documents shows its beginning, which says whose photograph it is (META-09). */
export const recordNote = (note: RecordNote): string =>
  [
    `${note.source}.`,
    ...shows(note),
    taken(note),
    shared(note),
    ...note.sentTo.map(sent),
    ...agreed(note),
    ...note.withdrawals.map(
      ({ levels, at }) => `Withdrawn ${when(at)}: ${levels.map((one) => levelsNoted[one]).join(', ')}.`,
    ),
    ...(note.restricted ? ['Restricted: only people who are named can open it.'] : []),
  ].join(' ');

/** Of what is restricted nothing is said that its reason could be read from. */
const shows = ({ restricted, subject, sited }: RecordNote): readonly string[] => {
  if (restricted || subject === undefined) return [];
  if (subject !== 'body') return [`Shows: ${subjectWords[subject].toLowerCase()}.`];
  return sited === undefined ? [] : [`Shows the ${placeOnBody(sited.site, sited.side)}.`];
};

const devices: Readonly<Record<DeviceOwner, string>> = {
  trust: 'a hospital device',
  'own-under-policy': 'their own phone, under the hospital’s policy',
  'own-unmanaged': 'their own phone',
  patient: 'the patient’s own device',
};
const purposes: Readonly<Record<Purpose, string>> = {
  record: 'for the record',
  extent: 'to show its extent',
  diagnosis: 'to help with the diagnosis',
  referral: 'for a referral',
};

const taken = ({ takenBy, takenAt, device, purpose, restricted }: RecordNote): string =>
  [
    `Taken by ${takenBy}`,
    ...(device === undefined ? [] : [`with ${devices[device]}`]),
    ...(purpose === undefined || restricted ? [] : [purposes[purpose]]),
    takenAt === undefined ? '(when is not known).' : `${moment(takenAt)}.`,
  ].join(' ');

const moment = (takenAt: NonNullable<RecordNote['takenAt']>): string => {
  if (typeof takenAt === 'string') return `on ${when(takenAt)}`;
  return 'said' in takenAt
    ? takenWhenSaid[takenAt.said]
    : `on ${takenAt.local.replace('T', ' ')} by the camera’s own clock`;
};

const shared = ({ captured, place, mentioned, postedAt }: RecordNote): string =>
  `${captured ? 'Shown' : 'Posted'} to the people of ${place ?? 'a clinical conversation'} on ${when(postedAt)}${
    mentioned.length === 0 ? '' : `, for ${mentioned.join(', ')}`
  }${captured ? '; it was never in the chat.' : '.'}`;

const urgencies: Readonly<Record<Urgency, string>> = {
  urgent: 'urgently',
  today: 'for today',
  routine: 'as routine',
};
const sent = ({ role, names, urgency, at }: SentTo): string => {
  const people = names.length === 0 ? 'a colleague' : names.join(', ');
  const to = role === undefined ? people : `${role}${names.length === 0 ? '' : ` (${people})`}`;
  return `Sent to ${to} for advice, ${urgencies[urgency]}, on ${when(at)}.`;
};

export const levelsNoted: Readonly<Record<Level, string>> = {
  making: 'taking and keeping it',
  care: 'showing it for care',
  'teach-local': 'teaching here',
  'teach-external': 'teaching elsewhere',
  research: 'research',
  publication: 'publication',
};
const methods: Readonly<Record<MethodName, string>> = {
  'written-e-signature': 'signed on the device',
  'written-paper-photo': 'signed on paper',
  verbal: 'agreed aloud',
  'surgical-form': 'on a surgical consent form',
  'implied-list': 'a kind of picture that needs none of its own',
  'could-not-ask': 'could not be asked',
  'best-interests': 'taken in the patient’s best interests',
  'attorney-or-deputy': 'given by an attorney or deputy',
  emergency: 'taken in an emergency, before anybody could be asked',
  'court-order': 'by order of a court',
  'sent-by-patient': 'sent in by the patient',
};

/** What was agreed to, in whole sentences; the record's note and a disclosure say it alike. */
export const agreed = ({
  consent,
  levels,
  askedBy,
}: Pick<RecordNote, 'consent' | 'levels' | 'askedBy'>): readonly string[] => {
  switch (consent.state) {
    case 'unanswered':
      return ['Consent: nobody has recorded yet what the patient agreed to.'];
    case 'not-needed':
      return ['Consent: not a picture of the patient’s body; none is needed.'];
    case 'outstanding':
      return [
        `Consent: the patient could not be asked (${couldNotAskWords[consent.why].toLowerCase()}) and will be.`,
      ];
    case 'declined':
      return [
        `Consent: the patient said no on ${when(consent.at)}.${consent.decided === undefined ? '' : decidedWords[consent.decided.outcome]}`,
      ];
    case 'stopped':
      return [`Consent: stopped on ${when(consent.at)}.`];
    case 'given':
      return given(consent, levels, askedBy);
  }
};

const given = (
  consent: GivenConsent,
  levels: readonly Level[],
  askedBy: RecordNote['askedBy'],
): readonly string[] => {
  const { method, answering, at, retrospective, basis } = consent;
  const words = method.how === 'verbal' ? method.said : consent.informed?.version;
  return [
    [
      `Consent: ${methods[method.how]}`,
      ...(answering === undefined || answering.who === 'patient' ? [] : [`answered by a ${answering.who}`]),
      ...(askedBy === undefined ? [] : [`asked by ${askedBy.name}, ${askedBy.jobTitle}`]),
      `recorded ${when(at)}${retrospective ? ', after the picture was taken' : ''}`,
      ...(words === undefined ? [] : [`words ${words}`]),
    ].join('; ') + '.',
    `${levels.length === 0 ? 'Nothing is agreed to now' : `Agreed to: ${levels.map((one) => levelsNoted[one]).join(', ')}`}. Lawful basis: UK GDPR ${basis}.`,
  ];
};

/** What two people decided about what the patient refused. */
const decidedWords: Readonly<Record<DeclineOutcome, string>> = {
  destroy: '',
  'keep-by-law': ' It is kept by law.',
  'court-order': ' A court has ordered that it may be opened.',
};

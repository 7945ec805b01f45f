/** The words of second opinions: answers, what the thread shows of them, and what the patient record is told. */
import type { AnswerCategory, Urgency } from '../../bot/set/question.ts';
import type { Instant } from '../../bot/set/instant.ts';
import { instant } from '../../bot/set/instant.ts';
import type { Opinion } from '../../bot/set/opinion.ts';
import type { QuestionLine } from '../../bot/set/question-line.ts';
import { when } from './when.ts';

/** In the order in which they are offered. */
export const answerCategories: Readonly<Record<AnswerCategory, string>> = {
  continue: 'Continue',
  'change-plan': 'Change plan',
  'more-views': 'More views please',
  'needs-to-be-seen': 'Needs to be seen',
  'coming-in': 'I am coming in',
};

/** Beside a question, on the page and in the list. */
export const urgencyTag: Readonly<Record<Urgency, string>> = {
  urgent: 'Urgent',
  today: 'For today',
  routine: 'Routine',
};

/** Stands beside every answer, before and after it is sent. */
export const notTheSame = 'A photograph never equals seeing the patient.';

/** Where nobody can say who it was: names are never kept for it. */
export const aColleague = 'a colleague';

/** What the record is told: who, when, about which images, and the words. Each is a paragraph of its own. */
export const statementOf = (opinion: Opinion): readonly string[] => [
  `Second opinion on ${opinion.images.length === 1 ? 'a clinical photograph' : `${opinion.images.length} clinical photographs`}. ${senderOf(opinion)} answered ${when(opinion.answeredAt)}: ${answerCategories[opinion.category]}.`,
  ...(opinion.words === undefined ? [] : [`In their words: “${opinion.words}”`]),
  `Asked by ${opinion.names.asker ?? aColleague} ${when(opinion.askedAt)} (${urgencyTag[opinion.urgency].toLowerCase()}): “${opinion.asked}”`,
  ...opinion.images.map(
    ({ document, takenAt, postedAt }) => `About ${document}, ${takenWords(takenAt, postedAt)}.`,
  ),
  `Given from ${opinion.images.length === 1 ? 'the photograph' : 'the photographs'} alone. ${notTheSame}`,
];

/** A camera without a time zone is quoted as it wrote it. */
const takenWords = (takenAt: string | undefined, postedAt: Instant): string => {
  if (takenAt === undefined) return `posted ${when(postedAt)}; when it was taken is not known`;
  const isZoned = /(Z|[+-]\d{2}:\d{2})$/.test(takenAt);
  return `taken ${isZoned ? when(instant(takenAt)) : `${takenAt.replace('T', ' ')} by the camera’s own clock`}`;
};

/** `Priya Shah, plastics registrar on call`. */
export const senderOf = ({ names, role }: Pick<Opinion, 'names' | 'role'>): string =>
  role === undefined ? names.by : `${names.by}, ${role}`;

const lineStates: Readonly<Record<QuestionLine['state'], (line: QuestionLine) => string>> = {
  'not-seen': ({ ring }) => (ring === undefined ? 'Not yet seen.' : `Ring as well: ${ring}. Not yet seen.`),
  'nobody-there': ({ ring }) =>
    ring === undefined
      ? 'No one is on this rota. Ring switchboard.'
      : `No one is on this rota. Ring switchboard: ${ring}.`,
  'nobody-looked': ({ ring }) =>
    ring === undefined
      ? 'Nobody has looked yet. Please ring.'
      : `Nobody has looked yet. Please ring ${ring}.`,
  seen: ({ at }) => `Seen ${when(at)}. No answer yet.`,
  answered: ({ at, category }) =>
    `Answered ${when(at)}${category === undefined ? '' : `: ${answerCategories[category]}`}.`,
  withdrawn: ({ at }) => `No longer needed, closed ${when(at)}.`,
};

const questionKinds: Readonly<Record<Urgency, string>> = {
  urgent: 'Urgent question',
  today: 'Question for today',
  routine: 'Routine question',
};

/** One line of the card, e.g. `Urgent question to plastics registrar on call. Ring as well: 2222. Not yet seen.` */
export const questionLineWords = (line: QuestionLine): string =>
  `${questionKinds[line.urgency]} to ${line.role ?? aColleague}. ${lineStates[line.state](line)}`;

export const answerWords = {
  anotherView: 'Take another view',
  title: (isMine: boolean): string => (isMine ? 'Your question' : 'Question'),
  you: 'you',
  askedBy: (name: string, role: string | undefined, age: string): string =>
    `Asked by ${name}${role === undefined ? '' : ` of ${role}`}, ${age} ago`,
  answeredBy: (name: string, at: string): string => `${name}, ${at}`,
  withdrawn: 'No longer needed: whoever asked has closed it.',
  legend: 'Your answer',
  label: 'Words with your answer (optional)',
  labelHint: (most: number): string => `Up to ${most} letters. Whoever asked reads them in Safelight.`,
  off: (pictures: number): string =>
    pictures === 1
      ? 'You can answer once the whole picture has been shown to you.'
      : `You can answer once all ${pictures} pictures have been shown to you in full.`,
  close: 'I no longer need an answer',
  check: 'Check your answer before it is sent',
  change: 'Change it',
  youAnswer: 'You answer:',
  about: (picture: string): string => `about the picture ${picture}.`,
  aboutAll: (pictures: number): string => `about these ${pictures} pictures:`,
  one: (picture: string): string => `The picture ${picture}`,
  send: 'Send',
} as const;

export interface PictureFacts {
  /** `left heel`. */
  readonly site: string | undefined;
  readonly age: Age | undefined;
  /** How long ago, in words; undefined where no clock can be believed. */
  readonly taken: string | undefined;
  readonly posted: string;
  readonly with: string | undefined;
  readonly place: string | undefined;
}
/** Completed years, and months beyond them: under two years people speak in months. */
interface Age {
  readonly years: number;
  readonly months: number;
}

/** `of the left heel, patient aged 67, taken 40 minutes ago, with a phone, in Ward 7`. What is not known is said. */
export const pictureWords = (facts: PictureFacts): string =>
  [
    facts.site === undefined ? 'whose site is not recorded' : `of the ${facts.site}`,
    facts.age === undefined ? 'the patient’s age not known' : `patient aged ${ageInWords(facts.age)}`,
    facts.taken === undefined
      ? `when it was taken not known, posted ${facts.posted} ago`
      : `taken ${facts.taken} ago`,
    ...(facts.with === undefined ? [] : [`with ${withWords(facts.with)}`]),
    ...(facts.place === undefined ? [] : [`in ${facts.place}`]),
  ].join(', ');

const withWords = (what: string): string => (what === 'phone' || what === 'camera' ? `a ${what}` : what);

const ageInWords = ({ years, months }: Age): string =>
  years < 2 ? `${years * 12 + months} months` : String(years);

/** The words of second opinions: answers, what the thread shows of them, and what the patient record is told. */
import type { AnswerCategory, Urgency } from '../../bot/set/question.ts';
import { when } from './when.ts';
import type { Opinion } from '../../bot/set/opinion.ts';

/** In the order in which they are offered. */
export const answerCategories: Readonly<Record<AnswerCategory, string>> = {
  continue: 'Continue',
  'change-plan': 'Change plan',
  'more-views': 'More views please',
  'needs-to-be-seen': 'Needs to be seen',
  'coming-in': 'I am coming in',
};

export const urgencyWords: Readonly<Record<Urgency, string>> = {
  urgent: 'Urgent',
  today: 'Today',
  routine: 'Routine',
};

/** Stands beside every answer, before and after it is sent. */
export const notTheSame = 'A photograph never equals seeing the patient.';

/** Where nobody can say who it was: names are never kept for it. */
export const aColleague = 'a colleague';
export const AColleague = 'A colleague';

/** What the record is told: who, when, about which images, and the words. Each is a paragraph of its own. */
export const statementOf = (opinion: Opinion): readonly string[] => [
  `Second opinion on ${opinion.images.length === 1 ? 'a clinical photograph' : `${opinion.images.length} clinical photographs`}. ${senderOf(opinion)} answered ${when(opinion.answeredAt)}: ${answerCategories[opinion.category]}.`,
  ...(opinion.words === undefined ? [] : [`In their words: “${opinion.words}”`]),
  `Asked by ${opinion.names.asker ?? aColleague} ${when(opinion.askedAt)} (${urgencyWords[opinion.urgency].toLowerCase()}): “${opinion.asked}”`,
  ...opinion.images.map(
    ({ document, takenAt, postedAt }) =>
      `About ${document}, ${takenAt === undefined ? `posted ${when(postedAt)}; when it was taken is not known` : `taken ${takenAt.replace('T', ' ')}`}.`,
  ),
  `Given from ${opinion.images.length === 1 ? 'the photograph' : 'the photographs'} alone. ${notTheSame}`,
];

/** `Priya Shah, plastics registrar on call`. */
export const senderOf = ({ names, role }: Pick<Opinion, 'names' | 'role'>): string =>
  role === undefined ? names.by : `${names.by}, ${role}`;

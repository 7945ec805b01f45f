/** The sentences of a person's own questions and answers, in the tab and in the browser: codes, never a word of theirs. */
import type { AnswerCategory } from '../../bot/set/question.ts';
import { answerCategories } from './opinion.ts';

/** As bot/policy/opinion/mine.ts has them. */
type Standing = 'unseen' | 'waiting' | 'answered' | 'withdrawn';

export const myQuestionWords = {
  title: 'My questions, my answers',
  ofMe: 'Asked of me',
  byMe: 'Asked by me',
  noneOfMe: 'Nobody is waiting for your opinion.',
  noneOfMeNext:
    'When somebody asks you, Safelight writes to you in Teams, and the question stands here, the most urgent first.',
  noneByMe: 'You have not asked anybody.',
  noneByMeNext: 'To ask, open a photograph from its card and choose Ask for an opinion.',
  to: (role: string | undefined): string => (role === undefined ? 'To a colleague' : `To ${role}`),
  ago: (age: string): string => `Asked ${age} ago`,
  pictures: (howMany: number): string => (howMany === 1 ? '1 picture' : `${howMany} pictures`),
  open: (urgency: string, age: string): string =>
    `Open the question asked ${age} ago, ${urgency.toLowerCase()}`,
  over: 'Closed more than a day ago: it opens from its card, in its conversation',
} as const;

export const standingWords = (
  standing: Standing,
  whose: 'of-me' | 'by-me',
  category: AnswerCategory | undefined,
): string => {
  const said = category === undefined ? '' : `: ${answerCategories[category]}`;
  switch (standing) {
    case 'unseen':
      return whose === 'of-me' ? 'You have not looked yet' : 'Not yet seen';
    case 'waiting':
      if (category !== undefined) return `Still open${said}`;
      return whose === 'of-me' ? 'Waiting for your answer' : 'Seen, waiting for an answer';
    case 'answered':
      return `Answered${said}`;
    case 'withdrawn':
      return 'No longer needed';
  }
};

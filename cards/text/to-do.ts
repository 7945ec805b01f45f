import type { Notice } from '../model.ts';
import { tipLine } from './illustration.ts';
import { placeTipLines } from './place-tip.ts';
import { posterWords } from './quality.ts';
import { photographsDueWords } from './series.ts';
import { anotherWords, shownTitle, shownToPoster } from './shown.ts';

type ToDo = Extract<Notice, { kind: 'to-do' }>;

/** A person's running list, changed in place: what is left, and what is to be seen again. */
export const toDoNotice = (
  todo: ToDo,
  count: (howMany: number, kind: 'image') => string,
): { readonly title: string; readonly lines: readonly string[] } => {
  const { yours, unfiled, unanswered, again, photographs = 0, flaw } = todo;
  const seen = seenAgain(todo);
  if (unfiled + unanswered + again + photographs === 0)
    return {
      title: seen.length === 0 ? 'Thank you: nothing is left to do' : shownTitle,
      lines: [...(seen.length === 0 ? ['You do not need to do anything more.'] : seen), ...tips(todo)],
    };
  return {
    title: yours
      ? 'Your images are safe: please say who they show and what the patient agreed to'
      : 'Images from earlier shifts still need somebody',
    lines: [
      ...(unfiled === 0 ? [] : [`${count(unfiled, 'image')} not linked to a patient.`]),
      ...(unanswered === 0 ? [] : [`${count(unanswered, 'image')} without a note of consent.`]),
      ...(again === 0 ? [] : [`${count(again, 'image')} for which the patient can be asked now.`]),
      ...(photographs === 0 ? [] : [photographsDueWords(photographs)]),
      ...seen,
      ...(flaw === undefined ? [] : [posterWords(flaw)]),
      ...medicalIllustration(todo),
      'Until then they open in their conversation, and go nowhere else. You are told once a shift.',
      ...place(todo),
    ],
  };
};

const seenAgain = ({ shows = [], another }: ToDo): readonly string[] => [
  ...(another === undefined ? [] : [anotherWords.toPoster]),
  ...(shows.length === 0 ? [] : [shownToPoster(shows)]),
];

const medicalIllustration = ({ tip }: ToDo): readonly string[] =>
  tip === undefined ? [] : [tipLine(tip.tip, tip.contact)];

const place = ({ placeTip }: ToDo): readonly string[] => (placeTip === undefined ? [] : placeTipLines);

const tips = (todo: ToDo): readonly string[] => [...medicalIllustration(todo), ...place(todo)];

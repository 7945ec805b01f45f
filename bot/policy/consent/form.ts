import type { ConsentForm, Level, Note, SecondaryUse } from '../../set/consent.ts';
import { NOTHING_ANSWERED, SECONDARY_USES } from '../../set/consent.ts';

/** A form nobody has touched: every control unset (CON-03). */
export const EMPTY_FORM: ConsentForm = {
  answers: NOTHING_ANSWERED,
  secondaryAsked: false,
  objects: false,
  areas: [],
};

export const isEmpty = (note: Note | undefined): boolean => note === undefined || note.trim() === '';

/** Uses beyond care that were said yes to. A yes to a use counts only under a yes to other uses at all. */
export const usesAgreed = ({ answers }: Pick<ConsentForm, 'answers'>): readonly SecondaryUse[] =>
  answers.secondary === 'yes' ? SECONDARY_USES.filter((use) => answers.uses[use] === 'yes') : [];

/** Everything said yes to, before any rule has looked at it. */
export const levelsAnsweredYes = (form: Pick<ConsentForm, 'answers'>): readonly Level[] => [
  ...(form.answers.making === 'yes' ? (['making'] as const) : []),
  ...(form.answers.care === 'yes' ? (['care'] as const) : []),
  ...usesAgreed(form),
];

export const isWritten = ({ method }: Pick<ConsentForm, 'method'>): boolean =>
  method?.how === 'written-e-signature' || method?.how === 'written-paper-photo';

/** Methods in which somebody other than the clinician says yes. */
export const someoneAnswers = ({ method }: Pick<ConsentForm, 'method'>): boolean =>
  method?.how === 'written-e-signature' ||
  method?.how === 'written-paper-photo' ||
  method?.how === 'verbal' ||
  method?.how === 'surgical-form' ||
  method?.how === 'attorney-or-deputy';

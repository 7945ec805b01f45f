/** Who took a picture, when and how, asked afterwards of one that was not taken with Safelight (META-04). */
import type { TakenWhen, TakenWith, Taker } from '../../bot/set/said-taken.ts';

export const saidTakenWords = {
  ask: 'Who took it, when and with what?',
  change: 'Change who took it, when and with what',
  why: 'Every clinical picture should say so. Nothing is chosen before you choose it, and nothing waits for it: the picture opens and is filed all the same.',
  taker: 'Who took it',
  with: 'With what',
  when: 'When',
  choose: 'Choose',
  save: 'Save',
  /** Among the facts of a picture of which it is not known. */
  missing: (what: readonly string[]): string => `Nobody has said yet: ${what.join(', ')}`,
  parts: { taker: 'who took it', when: 'when', mode: 'with what' },
} as const;

export const takerChoices: Readonly<Record<Taker, string>> = {
  poster: 'Whoever posted it',
  colleague: 'A colleague',
  patient: 'The patient',
  'family-or-carer': 'Family, a friend or a carer',
};
export const takenWithChoices: Readonly<Record<TakenWith, string>> = {
  phone: 'A phone or tablet',
  camera: 'A camera',
};
export const takenWhenChoices: Readonly<Record<TakenWhen, string>> = {
  'within-an-hour': 'Within an hour before it was posted',
  'same-day': 'Earlier on the day it was posted',
  before: 'Before that day',
  'not-known': 'Not known',
};

/** Beside the picture: what was said, as said. */
export const takerSaid: Readonly<Record<Taker, string>> = {
  poster: 'Taken by whoever posted it',
  colleague: 'Taken by a colleague of whoever posted it',
  patient: 'Taken by the patient',
  'family-or-carer': 'Taken by family, a friend or a carer',
};
export const takenWhenSaid: Readonly<Record<TakenWhen, string>> = {
  'within-an-hour': 'within an hour before it was posted',
  'same-day': 'earlier on the day it was posted',
  before: 'before the day it was posted',
  'not-known': 'it is not known when',
};

import type { NewDuty } from '../../set/duty.ts';
import type { AnswerId, LookupHash } from '../../set/ids.ts';
import type { Filing, StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import type { Answer, OpinionFiled, Question } from '../../set/question.ts';
import { openWrongPatient } from '../exceptions.ts';

type Filed = Extract<Filing, { state: 'filed' }>;

/** One image of an answer that stands in a patient's record. */
export interface FiledImage {
  readonly image: StoredImage;
  readonly filing: Filed;
}

/** What the record must be told of one answer next, the taking back first; one call to the record each. */
export type OpinionOwed =
  | { readonly what: 'retract'; readonly document: string }
  /** About the images of one patient. */
  | { readonly what: 'state'; readonly images: readonly FiledImage[] }
  /** Somebody has confirmed a patient and the record has not answered: looked at again. */
  | { readonly what: 'wait' }
  | { readonly what: 'nothing' };

/**
 * The statement is about the images as they are filed now: one that is filed no more, or to somebody else, makes what
 * was said of it wrong as a whole; one that is filed later joins what stands.
 */
export const opinionOwed = (set: StoredSet, answer: Answer): OpinionOwed => {
  const standing = standingOf(answer);
  const wrong = standing.find((one) => !isAbout(set, one));
  if (wrong !== undefined) return { what: 'retract', document: wrong.document };
  const about = set.images.filter(({ id }) => answer.images.includes(id));
  // Images confirmed together are filed one after another: one statement of them all.
  if (about.some(({ filing }) => filing.state === 'waiting') || isPatientDoubted(set))
    return { what: 'wait' };
  const untold = patientsOf(about).find((images) =>
    images.some(({ image }) => !standing.some((one) => one.image === image.id)),
  );
  return untold === undefined ? { what: 'nothing' } : { what: 'state', images: untold };
};

/** Somebody said that the patient is wrong, and may still take that back: nothing is said of them meanwhile. */
export const isPatientDoubted = (set: Pick<StoredSet, 'misSends'>): boolean => {
  const doubt = openWrongPatient(set);
  return doubt !== undefined && doubt.settledAt === undefined;
};

/** The record holds what is true of every answer, as far as we know: else people are told that it is late. */
export const isOpinionLate = (set: StoredSet): boolean =>
  (set.questions ?? []).some(({ answers }) =>
    answers.some((answer) => ['retract', 'state'].includes(opinionOwed(set, answer).what)),
  );

/** Statements of it that the record holds and nobody has taken back. */
export const standingOf = ({ filed }: Answer): readonly OpinionFiled[] =>
  filed.filter((one) => one.retractedAt === undefined);

/** A filing of one of its images was taken back: a statement whose answer was lost may stand without our knowing. */
export const mayHaveStrays = (set: StoredSet, answer: Answer): boolean =>
  set.images.some(({ id, retracted }) => answer.images.includes(id) && retracted.length > 0);

const isAbout = ({ images }: StoredSet, { image, about }: OpinionFiled): boolean =>
  images.some(({ id, filing }) => id === image && filing.state === 'filed' && filing.document === about);

const patientsOf = (images: readonly StoredImage[]): readonly (readonly FiledImage[])[] => {
  const found = new Map<LookupHash, FiledImage[]>();
  for (const image of images) {
    const { filing } = image;
    if (filing.state !== 'filed') continue;
    found.set(filing.patient.lookup, [...(found.get(filing.patient.lookup) ?? []), { image, filing }]);
  }
  return [...found.values()];
};

/** The answer with that id and the question it is to; undefined where the set has none. */
export const answerIn = (
  { questions }: Pick<StoredSet, 'questions'>,
  id: string,
): { readonly question: Question; readonly answer: Answer } | undefined => {
  for (const question of questions ?? [])
    for (const answer of question.answers) if (answer.id === id) return { question, answer };
  return undefined;
};

/** For `Change.to`: one answer replaced. */
export const withAnswer = (set: StoredSet, id: AnswerId, change: (was: Answer) => Answer): StoredSet => ({
  ...set,
  questions: (set.questions ?? []).map((question) => ({
    ...question,
    answers: question.answers.map((one) => (one.id === id ? change(one) : one)),
  })),
});

/**
 * Owed whenever what an image is filed to has changed, or was said to be wrong: each answer of the set is brought to
 * what is true of its images. Safe to owe for nothing.
 */
export const opinionsOwed = (
  { questions }: Pick<StoredSet, 'questions'>,
  dueAt: Instant,
): readonly NewDuty[] =>
  (questions ?? []).flatMap(({ answers }) =>
    answers.map(({ id }) => ({ verb: 'opinion', subject: id, dueAt }) as const),
  );

import type { FiledImage } from '../policy/opinion/filing.ts';
import { answerIn, mayHaveStrays, opinionOwed, standingOf, withAnswer } from '../policy/opinion/filing.ts';
import type { Keys } from '../ports/keys.ts';
import type { Opinions } from '../ports/opinions.ts';
import { openWords } from '../sealed/words.ts';
import { SafelightError } from '../set/errors.ts';
import type { AuditEvent } from '../set/event.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import { later, MINUTE } from '../set/instant.ts';
import type { Opinion } from '../set/opinion.ts';
import type { Answer, Question } from '../set/question.ts';
import { sealContext } from '../set/sealed.ts';
import type { Job, Step, StepOutcome } from './step.ts';

export interface OpinionParts {
  readonly opinions: Opinions;
  readonly keys: Keys;
}

interface Answering {
  readonly set: StoredSet;
  readonly question: Question;
  readonly answer: Answer;
}

const NOTHING_OWED: StepOutcome = { events: [], duty: 'done' };

/**
 * Brings the record to what is true of one answer (the duty's subject), one call a turn: takes back what was said of an
 * image that is filed there no more, then says it of each patient the images are filed to.
 */
export const fileOpinion =
  (parts: OpinionParts): Step =>
  async (job) => {
    const { set, duty, now } = job;
    const found = set.state === 'stored' ? answerIn(set, duty.subject) : undefined;
    if (set.state !== 'stored' || found === undefined) return NOTHING_OWED;
    const about: Answering = { set, ...found };
    const owed = opinionOwed(set, found.answer);
    if (owed.what === 'retract') return takeBack(parts, job, about, owed.document);
    if (owed.what === 'state') return write(parts, job, about, owed.images);
    const stray = await strayOf(parts, about);
    if (stray !== undefined) return takeBack(parts, job, about, stray);
    return owed.what === 'wait' ? { events: [], duty: { againAt: later(now, MINUTE) } } : NOTHING_OWED;
  };

const write = async (
  parts: OpinionParts,
  { now }: Job,
  about: Answering,
  images: readonly FiledImage[],
): Promise<StepOutcome> => {
  const { set, answer } = about;
  const { document } = await parts.opinions.state(await readOpinion(parts, about, images));
  const isTrueOf = (row: ImageSet | undefined): boolean =>
    row?.state === 'stored' && images.every((one) => isFiledAs(row, one));
  return {
    to: changing(answer, (was) => ({
      ...was,
      filed: [
        ...was.filed,
        ...images
          .filter(({ image }) => !standingOf(was).some((one) => one.image === image.id))
          .map(({ image, filing }) => ({ image: image.id, about: filing.document, document, at: now })),
      ],
    })),
    // Looked at once more: somebody may have taken a filing back while the record was answering.
    owes: [{ verb: 'opinion', subject: answer.id, dueAt: now }],
    events: [event('opinion-filed', now, set, answer, { document, images: images.length })],
    duty: 'done',
    overtaken: async (current) => {
      if (!isTrueOf(current)) await parts.opinions.retract(document);
    },
  };
};

const takeBack = async (
  { opinions }: OpinionParts,
  job: Job,
  { set, answer }: Answering,
  document: string,
): Promise<StepOutcome> => {
  const { now } = job;
  await job.intend(event('opinion-retraction-intended', now, set, answer, { document }));
  await opinions.retract(document);
  return {
    to: changing(answer, (was) => ({
      ...was,
      filed: was.filed.map((one) =>
        one.document === document && one.retractedAt === undefined ? { ...one, retractedAt: now } : one,
      ),
    })),
    owes: [{ verb: 'opinion', subject: answer.id, dueAt: now }],
    events: [event('opinion-retracted', now, set, answer, { document })],
    duty: 'done',
  };
};

/** A statement the record holds and we do not know of: its answer was lost with the process that waited for it. */
const strayOf = async (
  { opinions }: OpinionParts,
  { set, answer }: Answering,
): Promise<string | undefined> => {
  if (!mayHaveStrays(set, answer)) return undefined;
  const known = standingOf(answer).map(({ document }) => document);
  return (await opinions.standing(answer.id)).find((one) => !known.includes(one));
};

const isFiledAs = ({ images }: StoredSet, { image, filing }: FiledImage): boolean =>
  images.some(
    (one) => one.id === image.id && one.filing.state === 'filed' && one.filing.document === filing.document,
  );

const changing =
  (answer: Answer, change: (was: Answer) => Answer) =>
  (row: ImageSet): ImageSet =>
    row.state === 'stored' ? withAnswer(row, answer.id, change) : row;

const event = (
  kind: 'opinion-filed' | 'opinion-retraction-intended' | 'opinion-retracted',
  at: Job['now'],
  set: StoredSet,
  answer: Answer,
  facts: NonNullable<AuditEvent['facts']>,
): AuditEvent => ({
  ...{ kind, at, set: set.id, by: kind === 'opinion-filed' ? answer.by : 'system' },
  facts: { answer: answer.id, ...facts },
});

const readOpinion = async (
  parts: OpinionParts,
  { set, question, answer }: Answering,
  images: readonly FiledImage[],
): Promise<Opinion> => {
  const [first] = images;
  if (first === undefined) throw new SafelightError('unexpected');
  const key = await parts.keys.unwrap(set.wordsKey);
  const patient = openWords(first.filing.patient.patient, key, sealContext.patient(set, first.image.id));
  const asked = openWords(question.text, key, sealContext.question(set, question.id));
  const names =
    answer.names === undefined
      ? undefined
      : openWords(answer.names, key, sealContext.answer(set, answer.id, 'names'));
  const words =
    answer.text === undefined
      ? undefined
      : String(openWords(answer.text, key, sealContext.answer(set, answer.id, 'text')));
  key.fill(0);
  const asker = optional(names, 'asker');
  const role = holdsRole(question, answer) ? question.called : undefined;
  return {
    answer: answer.id,
    patient: required(patient, 'reference'),
    names: { by: required(names, 'by'), ...(asker === undefined ? {} : { asker }) },
    ...(role === undefined ? {} : { role }),
    category: answer.category,
    urgency: question.urgency,
    askedAt: question.askedAt,
    answeredAt: answer.at,
    asked: String(asked),
    ...(words === undefined ? {} : { words }),
    images: images.map(({ image, filing }) => ({
      document: filing.document,
      postedAt: set.postedAt,
      ...(image.takenAt === undefined
        ? {}
        : { takenAt: `${image.takenAt.local}${image.takenAt.offset ?? ''}` }),
    })),
  };
};

/** Asked because the rota had them; not a colleague it was handed to, nor one who answered of their own accord. */
const holdsRole = ({ of, toldTo }: Question, { by }: Answer): boolean =>
  of.who === 'role' && toldTo.some((one) => samePerson(one.person, by) && one.why !== 'handed-on');

const optional = (opened: unknown, name: string): string | undefined => {
  const value: unknown = (opened as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
};

/** What we sealed ourselves has the shape we gave it; anything else is damage. */
const required = (opened: unknown, name: 'reference' | 'by'): string => {
  const value = optional(opened, name);
  if (value === undefined) throw new SafelightError('sealed-file-broken', { facts: { missing: name } });
  return value;
};

import { retractionOwed, withImage } from '../policy/filing.ts';
import { opinionsOwed } from '../policy/opinion/filing.ts';
import type { Keys } from '../ports/keys.ts';
import type { DocumentNote, PatientRecord } from '../ports/record.ts';
import { openWords } from '../sealed/words.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Filing, StoredImage } from '../set/image.ts';
import type { NewDuty } from '../set/duty.ts';
import type { MessageWords } from '../set/original.ts';
import { sealContext } from '../set/sealed.ts';
import { noteHash, noteOf } from './file-note.ts';
import type { Job, Step, StepOutcome } from './step.ts';

export interface FileParts {
  readonly record: PatientRecord;
  readonly keys: Keys;
  /** The viewer's address stands in the record: it needs sign-in and access, and carries no patient detail. */
  readonly addresses: { readonly publicUrl: string };
}

type Waiting = Extract<Filing, { state: 'waiting' }>;
type Filed = Extract<Filing, { state: 'filed' }>;
type Retracted = StoredImage['retracted'][number];

const NOTHING_OWED: StepOutcome = { events: [], duty: 'done' };

/**
 * Brings the record to what people decided of one image (the duty's subject): first takes back what was filed
 * wrongly, in a turn of its own, then writes the document of the patient confirmed; once it stands, the note beside the
 * picture follows what is agreed, withdrawn, restricted and asked.
 */
export const fileStep =
  (parts: FileParts): Step =>
  async (job) => {
    if (job.set.state !== 'stored') return NOTHING_OWED;
    const image = job.set.images.find((one) => one.id === job.duty.subject);
    if (image === undefined) return NOTHING_OWED;
    if (retractionOwed(image)) return takeBack(parts, job, job.set, image);
    if (image.filing.state === 'unfiled') return NOTHING_OWED;
    return image.filing.state === 'waiting'
      ? write(parts, job, job.set, image, image.filing)
      : keepNote(parts, job, job.set, image, image.filing);
  };

const write = async (
  parts: FileParts,
  { now }: Job,
  set: StoredSet,
  image: StoredImage,
  filing: Waiting,
): Promise<StepOutcome> => {
  const { patient, author, note } = await openTexts(parts, set, image, filing);
  const { document } = await parts.record.file({
    image: image.id,
    set: set.id,
    organisation: set.organisation,
    patient,
    mediaType: image.mediaType,
    sha256: image.sha256,
    bytes: image.original.plainBytes,
    ...(image.takenAt === undefined
      ? {}
      : { takenAt: `${image.takenAt.local}${image.takenAt.offset ?? ''}` }),
    postedAt: set.postedAt,
    filedAt: filing.at,
    author,
    url: `${parts.addresses.publicUrl}/sets/${set.id}`,
    ...(note === undefined ? {} : { note }),
  });
  return {
    to: changing(image, (was) =>
      isSame(was.filing, filing)
        ? {
            ...was,
            filing: {
              ...filing,
              state: 'filed',
              at: now,
              document,
              ...(note === undefined ? {} : { noted: noteHash(note) }),
            },
          }
        : // Somebody took the filing back while the record was answering: what was just written is wrong.
          { ...was, retracted: [...was.retracted, { document, at: now, by: filing.by, done: false }] },
    ),
    owes: [{ verb: 'redraw', dueAt: now }, again(image, now), ...opinionsOwed(set, now)],
    events: [
      { kind: 'image-filed', at: now, by: filing.by, set: set.id, image: image.id, facts: { document } },
    ],
    duty: 'done',
  };
};

/** The record's own words stay what people decided, whoever decides it and when (CON-09, CON-11). */
const keepNote = async (
  parts: FileParts,
  { now }: Job,
  set: StoredSet,
  image: StoredImage,
  filing: Filed,
): Promise<StepOutcome> => {
  const { note } = await openTexts(parts, set, image, filing);
  if (note === undefined || noteHash(note) === filing.noted) return NOTHING_OWED;
  const { document } = filing;
  await parts.record.note(document, note);
  const noted = noteHash(note);
  return {
    to: changing(image, (was) =>
      was.filing.state === 'filed' && was.filing.document === document
        ? { ...was, filing: { ...was.filing, noted } }
        : was,
    ),
    owes: [again(image, now)],
    events: [
      {
        ...{ kind: 'record-note-changed', at: now, by: 'system', set: set.id, image: image.id },
        facts: { document, restricted: note.restricted, agreed: note.agreed ?? 'unanswered' },
      },
    ],
    duty: 'done',
  };
};

const takeBack = async (
  { record }: FileParts,
  { now }: Job,
  set: StoredSet,
  image: StoredImage,
): Promise<StepOutcome> => {
  const owed = image.retracted.filter((one) => !one.done);
  const lost = owed.some((one) => one.document === '') ? await record.standing(image.id) : [];
  const documents = [...new Set([...owed.map((one) => one.document), ...lost])].filter((one) => one !== '');
  for (const document of documents) await record.retract(document);
  const settled = (one: Retracted): readonly Retracted[] => {
    if (!owed.some((each) => each.at === one.at && each.document === one.document)) return [one];
    const named = one.document === '' ? lost : [one.document];
    return named.map((document) => ({ ...one, document, done: true }));
  };
  return {
    to: changing(image, (was) => ({ ...was, retracted: was.retracted.flatMap(settled) })),
    owes: [{ verb: 'redraw', dueAt: now }, again(image, now), ...opinionsOwed(set, now)],
    events: [
      {
        kind: 'filing-retracted',
        at: now,
        by: 'system',
        set: set.id,
        image: image.id,
        facts: { documents: documents.join(' ') },
      },
    ],
    duty: 'done',
  };
};

/** Looked at once more: a person may have decided otherwise while the record was answering. */
const again = (image: StoredImage, dueAt: NewDuty['dueAt']): NewDuty => ({
  verb: 'file',
  subject: image.id,
  dueAt,
});

const changing =
  (image: StoredImage, change: (was: StoredImage) => StoredImage) =>
  (set: ImageSet): ImageSet =>
    set.state === 'stored' ? withImage(set, image.id, change) : set;

const isSame = (now: Filing, then: Waiting): boolean =>
  now.state === 'waiting' && now.at === then.at && now.patient.patient === then.patient.patient;

const openTexts = async (
  { keys }: FileParts,
  set: StoredSet,
  image: StoredImage,
  filing: Waiting | Filed,
): Promise<{
  readonly patient: string;
  readonly author: string;
  /** Only a picture has one. */
  readonly note: DocumentNote | undefined;
}> => {
  const key = await keys.unwrap(set.wordsKey);
  const patient = openWords(filing.patient.patient, key, sealContext.patient(set, image.id));
  const message = messageOf(openWords(set.words, key, sealContext.message(set)));
  const note = image.kind === 'image' ? noteOf(set, image, message, key) : undefined;
  key.fill(0);
  return { patient: textOf(patient, 'reference'), author: message.author, note };
};

const messageOf = (opened: unknown): MessageWords => ({
  ...{ text: '', mentions: [] },
  ...(opened as Partial<MessageWords>),
  author: textOf(opened, 'author'),
});

/** What we sealed ourselves has the shape we gave it; anything else is damage. */
const textOf = (opened: unknown, name: 'reference' | 'author'): string => {
  const value: unknown = (opened as Readonly<Record<string, unknown>> | null)?.[name];
  if (typeof value !== 'string') throw new SafelightError('sealed-file-broken', { facts: { missing: name } });
  return value;
};

import { answerableBy, byUrgency, shownInFull, wasAsked } from '../policy/opinion/answering.ts';
import { openWords } from '../sealed/words.ts';
import type { Account } from '../set/account.ts';
import type { AuditEvent } from '../set/event.ts';
import type { ImageId, PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Answer, Question } from '../set/question.ts';
import { sealContext } from '../set/sealed.ts';
import type { OpenAs } from '../policy/access.ts';
import { asSafelightError } from '../set/errors.ts';
import type { Room } from './room.ts';

/** One question as whoever has opened its images meets it, its words readable. */
export interface QuestionShown {
  readonly question: Question;
  readonly asked: string;
  /** Undefined where nobody can say: they may have left the conversation. */
  readonly askedBy: string | undefined;
  readonly isMine: boolean;
  /** They were asked themselves, by name or by role; else they are in the conversation. */
  readonly wasAsked: boolean;
  readonly mayAnswer: boolean;
  /** On record: every image asked about has been shown to them in full since it was asked. */
  readonly isShownInFull: boolean;
  readonly answers: readonly {
    readonly answer: Answer;
    readonly words: string | undefined;
    readonly by: string | undefined;
  }[];
}

export interface Looking {
  readonly set: StoredSet;
  readonly account: Account;
  readonly as: OpenAs;
  /** The images that are open to them. */
  readonly open: readonly ImageId[];
  /** Of whoever posted it, as the message has it. */
  readonly poster: string;
}

export type QuestionRoom = Pick<Room, 'ledger' | 'keys' | 'chat' | 'log'>;

/** Those that are this person's to see: in the conversation all of them, else those they were asked. Open ones first. */
export const questionsFor = ({ set, account, as, open }: Omit<Looking, 'poster'>): readonly Question[] =>
  (set.questions ?? [])
    .filter((one) => as === 'member' || (as === 'asked' && wasAsked(one, account.person)))
    .filter((one) => one.images.some((image) => open.includes(image)))
    .sort((a, b) => Number(a.closed !== undefined) - Number(b.closed !== undefined) || byUrgency(a, b));

/** Opened with one call to the key service, and none where there is no question. Throws as `readWords` does. */
export const readQuestions =
  (room: QuestionRoom) =>
  async (looking: Looking): Promise<readonly QuestionShown[]> => {
    const questions = questionsFor(looking);
    if (questions.length === 0) return [];
    const { set, account, as, open } = looking;
    const answerable = answerableBy(set, account.person, as === 'member');
    const opened = answerable.length === 0 ? [] : await openedBy(room, set, account.person);
    const names = await namesOf(room, looking, questions);
    const key = await room.keys.unwrap(set.wordsKey);
    const shown = questions.map((question): QuestionShown => ({
      question,
      asked: String(openWords(question.text, key, sealContext.question(set, question.id))),
      askedBy: names.get(nameOf(question.by)),
      isMine: samePerson(question.by, account.person),
      wasAsked: wasAsked(question, account.person),
      mayAnswer: answerable.includes(question),
      isShownInFull: shownInFull(question, account.person, open, opened) !== undefined,
      answers: question.answers.map((answer) => readAnswer(set, answer, key)),
    }));
    key.fill(0);
    return shown;
  };

const readAnswer = (set: StoredSet, answer: Answer, key: Uint8Array): QuestionShown['answers'][number] => ({
  answer,
  words:
    answer.text === undefined
      ? undefined
      : String(openWords(answer.text, key, sealContext.answer(set, answer.id, 'text'))),
  by:
    answer.names === undefined
      ? undefined
      : String(
          (openWords(answer.names, key, sealContext.answer(set, answer.id, 'names')) as { by?: unknown }).by,
        ),
});

/** What the audit has of this person's openings of this set. */
export const openedBy = async (
  { ledger }: Pick<Room, 'ledger'>,
  set: StoredSet,
  person: PersonId,
): Promise<readonly AuditEvent[]> => {
  const found: AuditEvent[] = [];
  for await (const { event } of ledger.audit.rows(set.organisation, set.id))
    if (
      (event.kind === 'image-opened' || event.kind === 'original-opened') &&
      event.by !== 'system' &&
      samePerson(event.by, person)
    )
      found.push(event);
  return found;
};

const nameOf = ({ tid, oid }: PersonId): string => `${tid} ${oid}`;

/** Of those who asked; names are the roster's, and never stored for this. */
const namesOf = async (
  room: Pick<QuestionRoom, 'chat' | 'log'>,
  { set, poster }: Looking,
  questions: readonly Question[],
): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for (const { by } of questions) {
    if (found.has(nameOf(by))) continue;
    const name = samePerson(by, set.poster) ? poster : await rosterName(room, set, by);
    if (name !== undefined) found.set(nameOf(by), name);
  }
  return found;
};

/** A platform that does not answer keeps nobody from answering: the page says "a colleague". */
export const rosterName = async (
  { chat, log }: Pick<Room, 'chat' | 'log'>,
  set: StoredSet,
  person: PersonId,
): Promise<string | undefined> => {
  try {
    return (await chat.member(set.origin.place, person))?.name;
  } catch (thrown) {
    log.warn({ code: asSafelightError(thrown).code, set: set.id }, 'a name could not be asked');
    return undefined;
  }
};

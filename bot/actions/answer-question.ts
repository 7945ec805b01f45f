import { noteOwed } from '../policy/filing.ts';
import { ANSWERED, answered, MOST_LETTERS, withQuestion } from '../policy/opinion/answering.ts';
import { answerIn } from '../policy/opinion/filing.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import { sealWords } from '../sealed/words.ts';
import { SafelightError } from '../set/errors.ts';
import type { AnswerId, ImageId, OrganisationId, PersonId, QuestionId, SetId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Answer, AnswerCategory, AnswerNames, Question } from '../set/question.ts';
import { sealContext } from '../set/sealed.ts';

/**
 * Somebody who was asked, or is in the conversation, says what they think; who may, and that every image was shown to
 * them in full, is the caller's to see to. Sent twice under one id it is one answer. Throws `set-missing`,
 * `question-withdrawn` once the asker needs none, `answer-too-long`, and `change-refused` where there is no such question.
 */
export const answerQuestion =
  (deps: { readonly ledger: Ledger; readonly keys: Keys; readonly clock: Clock }) =>
  async (given: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly question: QuestionId;
    /** Made when it was read back: pressing Send twice sends it once. */
    readonly answer: AnswerId;
    readonly by: PersonId;
    readonly names: AnswerNames;
    readonly category: AnswerCategory;
    readonly text: string;
    readonly images: readonly ImageId[];
  }): Promise<void> => {
    const { organisation, set, by, category, images } = given;
    const text = given.text.trim();
    if (text.length > MOST_LETTERS) throw new SafelightError('answer-too-long');
    const before = stored(await deps.ledger.read(organisation, set));
    if (answerIn(before, given.answer) !== undefined) return;
    openQuestion(before, given.question);
    const at = deps.clock.now();
    const key = await deps.keys.unwrap(before.wordsKey);
    const answer: Answer = {
      ...{ id: given.answer, by, at, category, images, filed: [] },
      names: sealWords(given.names, key, sealContext.answer(before, given.answer, 'names')),
      ...(text === ''
        ? {}
        : { text: sealWords(text, key, sealContext.answer(before, given.answer, 'text')) }),
    };
    key.fill(0);
    await deps.ledger.change(organisation, set, {
      to: (row) => withAnswerAdded(stored(row), given.question, answer),
      owes: [
        { verb: 'remind', subject: `${ANSWERED}:${answer.id}`, dueAt: at },
        { verb: 'redraw', dueAt: at },
        { verb: 'opinion', subject: answer.id, dueAt: at },
        ...noteOwed(before.images, at),
      ],
      events: [
        {
          ...{ kind: 'question-answered', at, by, set },
          facts: { question: given.question, answer: answer.id, category, images: images.length },
        },
      ],
    });
  };

const withAnswerAdded = (row: StoredSet, question: QuestionId, answer: Answer): StoredSet => {
  openQuestion(row, question);
  // The same press, sent twice at the same moment: the first stands, and this one is refused whole.
  if (answerIn(row, answer.id) !== undefined) throw new SafelightError('change-refused');
  return withQuestion(row, question, (was) => answered(was, answer));
};

const openQuestion = (set: StoredSet, id: QuestionId): Question => {
  const found = set.questions?.find((one) => one.id === id);
  if (found === undefined) throw new SafelightError('change-refused');
  if (found.closed?.why === 'withdrawn') throw new SafelightError('question-withdrawn');
  return found;
};

const stored = (row: ImageSet | undefined): StoredSet => {
  if (row === undefined) throw new SafelightError('set-missing');
  if (row.state !== 'stored') throw new SafelightError('change-refused');
  return row;
};

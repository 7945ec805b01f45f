import { SafelightError } from '../../set/errors.ts';
import type { PersonId, QuestionId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { ImageSet } from '../../set/image-set.ts';
import type { Question, Told } from '../../set/question.ts';

/** The set with one of its questions changed; one that is closed meanwhile, or of a set that is no more, stays as it is. */
export const withQuestion =
  (id: QuestionId, change: (question: Question) => Question) =>
  (set: ImageSet): ImageSet =>
    set.state !== 'stored' || set.questions === undefined
      ? set
      : {
          ...set,
          questions: set.questions.map((one) =>
            one.id === id && one.closed === undefined ? change(one) : one,
          ),
        };

/** As `withQuestion` does; throws `change-refused` where there is no such open question. */
export const withOpenQuestion =
  (id: QuestionId, change: (question: Question) => Question) =>
  (set: ImageSet): ImageSet => {
    const found = set.state === 'stored' ? set.questions?.find((one) => one.id === id) : undefined;
    if (found === undefined || found.closed !== undefined) throw new SafelightError('change-refused');
    return withQuestion(id, change)(set);
  };

/** The message that was decided on at that moment, as it has become. */
export const withTold = (question: Question, which: Told, becomes: (told: Told) => Told): Question => ({
  ...question,
  toldTo: question.toldTo.map((one) => (isSameTelling(one, which) ? becomes(one) : one)),
});

export const isSameTelling = (a: Told, b: Told): boolean =>
  a.at === b.at && a.why === b.why && samePerson(a.person, b.person);

/** Whether this person was asked. */
export const isAsked = ({ toldTo }: Pick<Question, 'toldTo'>, person: PersonId): boolean =>
  toldTo.some((one) => samePerson(one.person, person));

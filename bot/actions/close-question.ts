import { withdrawn, withQuestion } from '../policy/opinion/answering.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId, QuestionId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Question } from '../set/question.ts';

/**
 * Whoever asked needs no answer any more: nobody is asked again about it. Pressed twice, or where an answer closed it,
 * nothing changes. Throws `not-the-asker` for anybody else's question, `set-missing`, `change-refused`.
 */
export const closeQuestion =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (pressed: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly question: QuestionId;
    readonly by: PersonId;
  }): Promise<void> => {
    const { organisation, set, question, by } = pressed;
    const now = deps.clock.now();
    const row = await deps.ledger.read(organisation, set);
    if (row === undefined) throw new SafelightError('set-missing');
    if (ownQuestion(row, question, by).closed !== undefined) return;
    await deps.ledger.change(organisation, set, {
      to: (current) => {
        ownQuestion(current, question, by);
        return withQuestion(stored(current), question, (was) => withdrawn(was, by, now));
      },
      owes: [{ verb: 'redraw', dueAt: now }],
      events: [{ kind: 'question-withdrawn', at: now, by, set, facts: { question } }],
    });
  };

const ownQuestion = (row: ImageSet, id: QuestionId, by: PersonId): Question => {
  const found = stored(row).questions?.find((one) => one.id === id);
  if (found === undefined) throw new SafelightError('change-refused');
  if (!samePerson(found.by, by)) throw new SafelightError('not-the-asker');
  return found;
};

const stored = (row: ImageSet): StoredSet => {
  if (row.state !== 'stored') throw new SafelightError('change-refused');
  return row;
};

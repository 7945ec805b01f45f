import { isAsked, withQuestion } from '../policy/opinion/with-question.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { AuditEvent } from '../set/event.ts';
import type { ImageId, PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import type { Question } from '../set/question.ts';

export interface Sight {
  readonly set: StoredSet;
  readonly image: ImageId;
  readonly by: PersonId;
  readonly at: Instant;
}

/**
 * Somebody who was asked is shown a picture in full: that they have seen it is in the same commit as the opening's own
 * event, and the card says so. Everybody else's opening is the event alone, as is a second look.
 */
export const recordOpening =
  ({ ledger }: { readonly ledger: Pick<Ledger, 'change' | 'audit'> }) =>
  async (sight: Sight, opening: AuditEvent, inFull: boolean): Promise<void> => {
    const { set, image, by, at } = sight;
    const fresh = inFull ? (set.questions ?? []).filter((one) => isFirstSight(one, sight)) : [];
    if (fresh.length === 0) {
      await ledger.audit.append(set.organisation, [opening]);
      return;
    }
    await ledger.change(set.organisation, set.id, {
      to: (row) => fresh.reduce<ImageSet>((sofar, { id }) => withQuestion(id, seenBy(sight))(sofar), row),
      owes: [{ verb: 'redraw', dueAt: at }],
      events: [
        opening,
        ...fresh.map(({ id, urgency }) => ({
          ...({ kind: 'question-seen', at, by, set: set.id, image } as const),
          facts: { question: id, urgency },
        })),
      ],
    });
  };

const isFirstSight = (question: Question, { image, by }: Sight): boolean =>
  question.closed === undefined &&
  question.images.includes(image) &&
  isAsked(question, by) &&
  !question.seen.some((one) => samePerson(one.by, by) && one.images.includes(image));

/** One line a person: what they were shown is added to it, and `at` stays that of the first. */
const seenBy =
  ({ image, by, at }: Sight) =>
  (question: Question): Question => {
    const own = question.seen.find((one) => samePerson(one.by, by));
    if (own === undefined) return { ...question, seen: [...question.seen, { by, at, images: [image] }] };
    if (own.images.includes(image)) return question;
    return {
      ...question,
      seen: question.seen.map((one) => (one === own ? { ...one, images: [...one.images, image] } : one)),
    };
  };

import type { ImageId, PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { DAY, isDue, later } from '../../set/instant.ts';
import type { Question } from '../../set/question.ts';

/** How long whoever was asked keeps the images after the question is closed (issue D part 1). */
export const AFTER_CLOSING = DAY;

/** Those of a set's questions this person was asked, still open or closed less than a day ago. */
export const questionsAskedOf = (
  set: Pick<StoredSet, 'questions'>,
  person: PersonId,
  now: Instant,
): readonly Question[] =>
  (set.questions ?? []).filter(
    ({ toldTo, closed }) =>
      toldTo.some((one) => samePerson(one.person, person)) &&
      (closed === undefined || !isDue(later(closed.at, AFTER_CLOSING), now)),
  );

/** The images this person may open because they were asked about them. */
export const imagesAskedOf = (
  set: Pick<StoredSet, 'questions'>,
  person: PersonId,
  now: Instant,
): readonly ImageId[] => [...new Set(questionsAskedOf(set, person, now).flatMap(({ images }) => images))];

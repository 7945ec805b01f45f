import type { ImageId, PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { DAY, isDue, later } from '../../set/instant.ts';
import type { Question } from '../../set/question.ts';
import { CARE_BASIS } from '../consent/conclude.ts';
import { factsOf } from '../consent/facts-of.ts';
import { mayLeave } from '../consent/may-leave.ts';

/** How long whoever was asked keeps the images after the question is closed. */
export const AFTER_CLOSING = DAY;

/** Open still, or closed less than a day ago. */
const isFresh = ({ closed }: Question, now: Instant): boolean =>
  closed === undefined || !isDue(later(closed.at, AFTER_CLOSING), now);

/**
 * The images this person may open because they were asked about them; or because they were told of the answer in the
 * asker's place, where the image may leave its conversation at all (ROLE-02). Who was asked as a member, with nothing
 * said of leaving, and is no member any more, opens what may leave and nothing else (issue C part 6).
 */
export const imagesAskedOf = (set: StoredSet, person: PersonId, now: Instant): readonly ImageId[] => {
  const fresh = (set.questions ?? []).filter((one) => isFresh(one, now));
  const asked = fresh.filter(({ toldTo }) => toldTo.some((one) => samePerson(one.person, person)));
  const covered = fresh.filter(({ standIns }) => standIns?.some((one) => samePerson(one, person)));
  const free = (id: ImageId): boolean => set.images.some((image) => image.id === id && isFree(image));
  return [
    ...new Set([
      ...asked.flatMap(({ images, outside }) => (outside === undefined ? images.filter(free) : images)),
      ...covered.flatMap(({ images }) => images.filter(free)),
    ]),
  ];
};

const isFree = (image: StoredImage): boolean =>
  mayLeave(factsOf(image), { how: 'ask-outside', basis: CARE_BASIS }).allowed;

import type { Once } from '../ports/coverage.ts';
import type { OrganisationId, PersonId } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';

/** That somebody's phone writes places into photographs, said to them once in their life here (META-01). */
const PLACE_TIP = 'place-tip';

/** Whose phone wrote a place into one of these is given the tip; the place itself is in no fact, and in no message. */
export const hasPlaceIn = (sets: readonly StoredSet[]): boolean =>
  sets.some((set) => set.images.some(({ hasLocation }) => hasLocation));

/** Whether the message that stands under this address carries the tip: however it is changed, it goes on doing so. */
export const saysPlace = (sets: readonly StoredSet[], activity: string): boolean =>
  sets.flatMap((set) => set.todos ?? []).some((todo) => todo.activity === activity && todo.placeTip === true);

/**
 * Says it with the tip where nobody has told this person, whichever process and whatever the set; without it where
 * somebody has. It is noted before it is said, so that a kill in between never tells twice; where it was not said, and
 * that is known, the note is taken back and it is owed still.
 */
export const sayPlaceOnce = async <T>(
  once: Pick<Once, 'first' | 'forget'>,
  organisation: OrganisationId,
  person: PersonId,
  now: Instant,
  say: (withTip: boolean) => Promise<T | 'cannot'>,
): Promise<{ readonly said: T | 'cannot'; readonly withTip: boolean }> => {
  const subject = `${person.tid}/${person.oid}`;
  if (!(await once.first(organisation, PLACE_TIP, subject, now)))
    return { said: await say(false), withTip: false };
  const takeBack = (): Promise<boolean> => once.forget(organisation, PLACE_TIP, subject);
  try {
    const said = await say(true);
    if (said === 'cannot') await takeBack();
    return { said, withTip: said !== 'cannot' };
  } catch (thrown) {
    await takeBack();
    throw thrown;
  }
};

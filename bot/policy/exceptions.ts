import type { PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { isDue } from '../set/instant.ts';

/** Opened with "Urgent care" by this person, and its fifteen minutes are not over. */
export const isInUrgentCare = (
  { urgentCare }: Pick<StoredSet, 'urgentCare'>,
  person: PersonId,
  now: Instant,
): boolean => (urgentCare ?? []).some((one) => samePerson(one.by, person) && !isDue(one.until, now));

/** Somebody said that the wrong people had it, and has not taken that back: it closes to all of them at once. */
export const isMisSent = ({ misSends }: Pick<StoredSet, 'misSends'>): boolean =>
  (misSends ?? []).some((one) => one.kind === 'wrong-people' && one.undone === undefined);

import type { PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { HOUR, isDue, later } from '../set/instant.ts';
import type { MisSend } from '../set/mis-send.ts';
import { isOpenMisSend } from '../set/mis-send.ts';
import { endOfNextWorkingDay } from './working-days.ts';

/** Opened with "Urgent care" by this person, and its fifteen minutes are not over. */
export const isInUrgentCare = (
  { urgentCare }: Pick<StoredSet, 'urgentCare'>,
  person: PersonId,
  now: Instant,
): boolean => (urgentCare ?? []).some((one) => samePerson(one.by, person) && !isDue(one.until, now));

/**
 * Somebody said that the wrong people had it, and has not taken that back: it closes to all of them at once, and stays so
 * until information governance says that the people were put right.
 */
export const isMisSent = ({ misSends }: Pick<StoredSet, 'misSends'>): boolean =>
  (misSends ?? []).some(
    (one) =>
      one.kind === 'wrong-people' && one.undone === undefined && one.closed?.outcome !== 'opened-again',
  );

/** The one of wrong patients that nobody has dealt with yet: whoever opens the pictures is told of it. */
export const openWrongPatient = ({ misSends }: Pick<StoredSet, 'misSends'>): MisSend | undefined =>
  (misSends ?? []).findLast((one) => one.kind === 'wrong-patient' && isOpenMisSend(one));

/** Those told "the patient was wrong" who have not said that they read it. */
export const unacknowledged = ({ told }: Pick<MisSend, 'told'>): readonly PersonId[] =>
  told.filter((one) => one.acknowledgedAt === undefined).map((one) => one.person);

/** Subjects of the duty `remind` about them; a `:` and which one of the set's follow. */
export const TOLD_OF = {
  urgentCare: 'urgent-care',
  misSend: 'mis-send-said',
  recheck: 'mis-send-recheck',
} as const;

/** Whoever has not said by then that they know the patient was wrong is shown to information governance. */
export const READ_WITHIN_MS = 2 * HOUR;

/** What alerts are raised about them. */
export const EXCEPTION_ALERTS = [
  'urgent-care-unreviewed',
  'urgent-care-often',
  'mis-sent',
  'mis-send-unread',
] as const;
export type ExceptionAlert = (typeof EXCEPTION_ALERTS)[number];

type Exceptions = Pick<StoredSet, 'urgentCare' | 'misSends'>;

/** Whether the fact an alert about them speaks of is still so. */
export const exceptionStands = (what: ExceptionAlert, set: Exceptions, now: Instant): boolean =>
  standFrom(what, set).some((at) => isDue(at, now));

/** When it will be so, if nobody does anything; undefined where it never will, or is so now. */
export const exceptionDue = (what: ExceptionAlert, set: Exceptions, now: Instant): Instant | undefined =>
  standFrom(what, set)
    .filter((at) => !isDue(at, now))
    .toSorted()[0];

const standFrom = (
  what: ExceptionAlert,
  { urgentCare = [], misSends = [] }: Exceptions,
): readonly Instant[] => {
  const waiting = urgentCare.filter((one) => one.reviewed === undefined);
  const open = misSends.filter(isOpenMisSend);
  switch (what) {
    case 'urgent-care-unreviewed':
      return waiting.map((one) => endOfNextWorkingDay(one.at));
    case 'urgent-care-often':
      return waiting.flatMap((one) => (one.often === undefined ? [] : [one.at]));
    case 'mis-sent':
      return open.map((one) => one.at);
    case 'mis-send-unread':
      return open.flatMap((one) =>
        one.settledAt === undefined || unacknowledged(one).length === 0
          ? []
          : [later(one.settledAt, READ_WITHIN_MS)],
      );
  }
};

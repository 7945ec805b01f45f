import type { ComesAgain } from '../../set/consent-codes.ts';
import type { ConsentFacts } from '../../set/consented.ts';
import type { Instant } from '../../set/instant.ts';
import { DAY, instant, later } from '../../set/instant.ts';

/** An emergency is answered for within a day (CAP-09). */
const AFTER_EMERGENCY_MS = DAY;
/** Capacity that comes and goes is looked at again in a week, and each week after (CAP-08). */
const CAPACITY_MS = 7 * DAY;

export interface Return {
  readonly what: ComesAgain;
  readonly dueAt: Instant;
}

/**
 * When the question of consent comes up again, each reason once. `birthDate` is `YYYY-MM-DD`: where a parent agreed
 * for a child, the young person is offered to keep, change or withdraw it at 16 (GMC recordings, paragraph 35).
 */
export const comesAgain = (facts: ConsentFacts, birthDate?: string): readonly Return[] => {
  const { consent, withdrawals } = facts;
  if (consent.state === 'outstanding')
    return [{ what: 'ask-who-could-not-be-asked', dueAt: consent.returnBy }];
  if (consent.state !== 'given' || withdrawals.some(({ levels }) => levels.includes('making'))) return [];
  const { method, capacity, at } = consent;
  const isTemporary =
    capacity === 'fluctuating' || capacity === 'unconscious' || capacity === 'anaesthetised';
  return [
    ...(method.how === 'emergency'
      ? [{ what: 'ask-after-emergency' as const, dueAt: later(at, AFTER_EMERGENCY_MS) }]
      : []),
    ...(isTemporary && method.how !== 'emergency'
      ? [{ what: 'capacity-may-be-back' as const, dueAt: later(at, CAPACITY_MS) }]
      : []),
    ...(facts.ageBand === 'under-16' && birthDate !== undefined
      ? [{ what: 'sixteenth-birthday' as const, dueAt: sixteenthBirthday(birthDate) }]
      : []),
  ];
};

/** The first moment of that day, UTC: at most an hour off the ward's clock. Born on 29 February: see `Date`. */
export const sixteenthBirthday = (birthDate: string): Instant => {
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number);
  // 16 years on is a leap year again, but for 2100: then 29 February rolls over to 1 March, as ages are counted here.
  return instant(Date.UTC(year + 16, month - 1, day));
};

/** How old a patient is for the rules of consent, from completed years. */
export const ageBandOf = (years: number | undefined): ConsentFacts['ageBand'] => {
  if (years === undefined) return 'unknown';
  if (years < 16) return 'under-16';
  return years < 18 ? '16-17' : 'adult';
};

import type { SightRefusal } from '../../set/consent-codes.ts';
import type { DeclineOutcome } from '../../set/consent.ts';
import type { ConsentFacts } from '../../set/consented.ts';
import type { PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { Restriction } from '../../set/restriction.ts';
import { isIntimate } from './case.ts';

/** Every ground on which a picture can open (policy/access.ts). */
export type SeesAs = 'member' | 'confirmer' | 'asked' | 'urgent-care' | 'illustration' | 'patient-record';

/** Somebody to whom `policy/access.ts` has already opened the set. Consent can only close, never open. */
export interface SightSeeker {
  readonly person: PersonId;
  readonly as: SeesAs;
}

export type Sight =
  | { readonly see: true; readonly warning?: 'not-answered' | 'could-not-ask' }
  | { readonly see: false; readonly why: SightRefusal };

/**
 * Whether one image is open to one person. A restriction beats everything, and the people it names are all there are:
 * the poster, members and the record's role are refused alike (INT-01, issue C part 5).
 */
export const mayBeSeenBy = (facts: ConsentFacts, who: SightSeeker): Sight => {
  const { consent, restriction } = facts;
  if (consent.state === 'stopped') return no('stopped');
  if (consent.state === 'declined' && !isKept(consent.decided?.outcome)) return no('declined');
  if (restriction !== undefined)
    return restriction.viewers.some((one) => samePerson(one, who.person))
      ? { see: true }
      : sightUnnamed(restriction, who);
  // Not yet restricted by a person: the taker alone.
  if (isIntimate(facts)) return isTaker(facts, who) ? { see: true } : no('restricted');
  // Withdrawn, it stays in the record for those who keep the record, until its time is over (CON-10).
  if (isWithdrawn(facts) && who.as !== 'patient-record') return no('withdrawn');
  if (consent.state === 'declined') return isRecord(who) ? { see: true } : no('declined');
  if (consent.state === 'given' && consent.answers.care === 'no')
    return isRecord(who) || isTaker(facts, who) ? { see: true } : no('care-not-agreed');
  if (consent.state === 'unanswered') return { see: true, warning: 'not-answered' };
  if (consent.state === 'outstanding') return { see: true, warning: 'could-not-ask' };
  return { see: true };
};

/** The two who are to agree see what they agree to, and nobody else not named (INT-07). */
const sightUnnamed = ({ why }: Restriction, { as }: SightSeeker): Sight => {
  if (why === 'unconfirmed') return as === 'confirmer' ? { see: true } : no('unconfirmed');
  return no(why === 'restored' ? 'restored' : 'restricted');
};

/** Two people decided that it stays, for those they named (CON-13, CON-26). */
const isKept = (outcome: DeclineOutcome | undefined): boolean =>
  outcome === 'keep-by-law' || outcome === 'court-order';

const no = (why: SightRefusal): Sight => ({ see: false, why });

const isRecord = (who: SightSeeker): boolean => who.as === 'patient-record';

const isTaker = ({ capture }: ConsentFacts, { person }: SightSeeker): boolean =>
  capture?.takenBy.who === 'staff' && samePerson(capture.takenBy.person, person);

const isWithdrawn = ({ withdrawals }: ConsentFacts): boolean =>
  withdrawals.some(({ levels }) => levels.includes('making') || levels.includes('care'));

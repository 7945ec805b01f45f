import type { FilingRefusal, LeaveRefusal } from '../../set/consent-codes.ts';
import type { Consent, LawfulBasis, Note, SecondaryUse } from '../../set/consent.ts';
import type { ConsentFacts } from '../../set/consented.ts';
import { isIntimate } from './case.ts';
import { isEmpty } from './form.ts';
import { levelsGranted } from './levels-granted.ts';

/** How an image would leave its conversation. Each share stamps its lawful basis (ROLE-02, STORE-17). */
export type Leaving =
  /** A colleague outside is asked for an opinion. */
  | { readonly how: 'ask-outside'; readonly basis?: LawfulBasis; readonly override?: Override }
  | { readonly how: 'export'; readonly basis?: LawfulBasis; readonly override?: Override }
  | { readonly how: 'teach'; readonly use: SecondaryUse; readonly basis?: LawfulBasis };

/** CON-23, CON-35: a legal reason in place of the patient's yes. Never a way into teaching. */
export interface Override {
  readonly why: 'law' | 'court-order' | 'public-interest' | 'serious-threat';
  readonly reason: Note;
}

export type LeaveAnswer =
  | { readonly allowed: true; readonly basis: LawfulBasis }
  | { readonly allowed: false; readonly why: LeaveRefusal };

/**
 * What may leave: asked at every share, never remembered. What nobody has answered for stays in its conversation,
 * under its warning (issue C part 6).
 */
export const mayLeave = (facts: ConsentFacts, leaving: Leaving): LeaveAnswer => {
  const { subject, restriction, consent } = facts;
  if (subject === 'not-clinical') return no('not-clinical');
  if (subject === 'list-of-several-patients') return no('several-patients');
  // Two people in information governance decided it, with the order named; nobody alone ever can (CON-26).
  if (consent.state === 'declined' && leaving.how === 'export' && leaving.basis !== undefined)
    return isOrdered(consent, leaving) ? { allowed: true, basis: leaving.basis } : no('declined');
  // A restricted image goes nowhere: another viewer is named instead.
  if (restriction !== undefined) return no('restricted');
  if (isIntimate(facts)) return no('intimate');
  if (leaving.basis === undefined) return no('basis-missing');
  const refused = agreementMissing(facts, leaving);
  if (refused !== undefined && !isOverridden(leaving)) return no(refused);
  return { allowed: true, basis: leaving.basis };
};

const no = (why: LeaveRefusal): LeaveAnswer => ({ allowed: false, why });

const agreementMissing = (facts: ConsentFacts, leaving: Leaving): LeaveRefusal | undefined => {
  const level = leaving.how === 'teach' ? leaving.use : 'care';
  if (levelsGranted(facts).includes(level)) return undefined;
  switch (facts.consent.state) {
    case 'unanswered':
    case 'outstanding':
      return 'not-answered';
    case 'declined':
    case 'stopped':
      return 'declined';
    case 'not-needed':
    case 'given':
      if (facts.withdrawals.some(({ levels }) => levels.includes(level) || levels.includes('making')))
        return 'withdrawn';
      return level === 'care' ? 'care-not-agreed' : 'use-not-agreed';
  }
};

const isOrdered = (
  { decided }: Extract<Consent, { state: 'declined' }>,
  { override }: Extract<Leaving, { how: 'export' }>,
): boolean =>
  decided?.outcome === 'court-order' && override?.why === 'court-order' && !isEmpty(override.reason);

const isOverridden = (leaving: Leaving): boolean =>
  leaving.how !== 'teach' && leaving.override !== undefined && !isEmpty(leaving.override.reason);

/** A list of several patients is nobody's record (issue C part 3); what is not clinical is no record at all. */
export const filingRefusal = ({ subject }: Pick<ConsentFacts, 'subject'>): FilingRefusal | undefined => {
  if (subject === 'list-of-several-patients') return 'several-patients';
  return subject === 'not-clinical' ? 'not-clinical' : undefined;
};

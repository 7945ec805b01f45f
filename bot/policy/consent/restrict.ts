import type { ConsentFacts } from '../../set/consented.ts';
import type { PersonId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import type { Restriction, RestrictionReason } from '../../set/restriction.ts';
import { isIntimate, mayBeChild } from './case.ts';

/**
 * Why this image must be restricted without anybody pressing the button: an intimate site or a refusal
 * (INT-01, CON-13). The person who sees to it names the viewers; until then nobody but the taker sees it.
 */
export const restrictionOwed = (facts: ConsentFacts): RestrictionReason | undefined => {
  if (facts.restriction !== undefined) return undefined;
  if (facts.consent.state === 'declined') return 'declined';
  return isIntimate(facts) ? 'intimate' : undefined;
};

/**
 * INT-07: an intimate picture of somebody who may be under 18 is taken into custody closed to all but its taker and the
 * two people who are to agree to it, whatever else was pressed; what may be evidence is kept whole all the same.
 */
export const unconfirmed = (
  facts: ConsentFacts,
  taker: PersonId,
  at: Instant,
  pressed?: RestrictionReason,
): Restriction | undefined =>
  isIntimate(facts) && mayBeChild(facts)
    ? { ...restrict('unconfirmed', taker, at), keepWhole: pressed === 'forensic' }
    : undefined;

/** "Restrict": anyone may, on any image. With no viewers named, whoever presses it is the only one (issue C part 5). */
export const restrict = (
  why: RestrictionReason,
  by: PersonId,
  at: Instant,
  viewers: readonly PersonId[] = [],
): Restriction => ({
  why,
  viewers: why === 'declined' ? [] : viewers.length === 0 ? [by] : viewers,
  by,
  at,
  keepWhole: why === 'forensic',
});

/** INT-08: what the forensic preset does beside naming viewers. */
export interface ForensicPreset {
  readonly restriction: Restriction;
  /** A person decides on the hold; it is put in front of them. */
  readonly suggestHold: true;
  /** No crop, no mask takes the place of the original. */
  readonly cropAllowed: false;
}

export const forensicPreset = (
  by: PersonId,
  at: Instant,
  viewers: readonly PersonId[] = [],
): ForensicPreset => ({
  restriction: restrict('forensic', by, at, viewers),
  suggestHold: true,
  cropAllowed: false,
});

export const mayCrop = ({ restriction }: Pick<ConsentFacts, 'restriction'>): boolean =>
  restriction?.keepWhole !== true;

/** Shown blurred wherever several pictures stand together (INT-01). */
export const isBlurredInGrid = (facts: ConsentFacts): boolean =>
  facts.restriction !== undefined ||
  isIntimate(facts) ||
  facts.consent.state === 'declined' ||
  facts.consent.state === 'stopped';

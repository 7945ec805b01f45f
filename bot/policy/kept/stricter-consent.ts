import type { Consent } from '../../set/consent.ts';
import type { ConsentFacts } from '../../set/consented.ts';
import { instant } from '../../set/instant.ts';
import type { Restriction } from '../../set/restriction.ts';
import { consentNeeded, isIntimate } from '../consent/case.ts';
import { factsOf } from '../consent/facts-of.ts';
import { levelsGranted } from '../consent/levels-granted.ts';
import { mayBeSeenBy } from '../consent/may-be-seen.ts';
import { sameValue } from './same-value.ts';

/**
 * Between two readings of one image, of which nobody knows which one stands: what either closes is closed, and what
 * both do not grant is not granted (policy/consent/may-be-seen.ts, levels-granted.ts).
 */
export const stricterConsent = (
  one: ConsentFacts | undefined,
  two: ConsentFacts | undefined,
): ConsentFacts | undefined => {
  if (sameValue(one, two)) return two;
  // Of an absent one nobody was asked.
  const [before, after] = [one ?? factsOf({}), two ?? factsOf({})];
  const { restriction: _one, confirmations: _two, newUses, audiences, capture, ...rest } = after;
  const uses = newUses?.filter((use) => before.newUses?.some((one) => sameValue(one, use)));
  const restriction = stricterRestriction(before, after);
  // A no to wider circles of people stands wherever it is; a yes only where both have it (CON-21).
  const told = [...(audiences ?? []), ...(before.audiences ?? [])].filter(
    (one, at, all) =>
      all.findIndex((other) => sameValue(one, other)) === at &&
      (one.said === 'no' ||
        [audiences, before.audiences].every((list) => list?.some((other) => sameValue(one, other)))),
  );
  const { senior, safeguarding } = after.confirmations ?? {};
  const confirmations = {
    ...(before.confirmations?.senior === undefined || senior === undefined ? {} : { senior }),
    ...(before.confirmations?.safeguarding === undefined || safeguarding === undefined
      ? {}
      : { safeguarding }),
  };
  const between: ConsentFacts = {
    ...rest,
    // Who took it sees what nobody else does.
    ...(capture !== undefined && sameValue(capture.takenBy, before.capture?.takenBy) ? { capture } : {}),
    ...moreAsked(before, after),
    intimate: before.intimate || after.intimate || isIntimate(before) || isIntimate(after),
    ageBand: YOUNGEST.find((band) => band === before.ageBand || band === after.ageBand) ?? 'unknown',
    consent: stricterAnswer(before, after),
    withdrawals: [
      ...after.withdrawals,
      ...before.withdrawals.filter((one) => !after.withdrawals.some((two) => sameValue(one, two))),
    ],
    ...(restriction === undefined ? {} : { restriction }),
    ...(told.length === 0 ? {} : { audiences: told }),
    ...(uses === undefined || uses.length === 0 ? {} : { newUses: uses }),
    ...(Object.keys(confirmations).length === 0 ? {} : { confirmations }),
  };
  return grantsLess(between, before) && grantsLess(between, after)
    ? between
    : { ...between, consent: neither(before, after) };
};

const YOUNGEST = ['under-16', '16-17', 'unknown', 'adult'] as const;

/** What it shows: the kind of which more is asked. Absent is a body. */
const moreAsked = (before: ConsentFacts, after: ConsentFacts): Pick<ConsentFacts, 'subject'> => {
  const ASKED = ['none', 'implied', 'full'] as const;
  const [one, two] = [before, after].map(({ subject }) => ASKED.indexOf(consentNeeded(subject)));
  return (one ?? 0) > (two ?? 0) ? { subject: before.subject ?? 'body' } : {};
};

/** Named by the one, and seeing it by the other as well. */
const stricterRestriction = (before: ConsentFacts, after: ConsentFacts): Restriction | undefined => {
  const [one, two] = [before.restriction, after.restriction];
  const standing = two ?? one ?? takersOwn(before) ?? takersOwn(after);
  if (standing === undefined) return undefined;
  const guarded = GUARDED.find((why) => why === one?.why || why === two?.why);
  return {
    ...standing,
    ...(guarded === undefined ? {} : { why: guarded }),
    viewers: standing.viewers.filter((person) =>
      [before, after].every((facts) => mayBeSeenBy(facts, { person, as: 'member' }).see),
    ),
    keepWhole: one?.keepWhole === true || two?.keepWhole === true,
  };
};

/** Intimate, and nobody has restricted it yet: whoever took it sees it, and nobody else. */
const takersOwn = (facts: ConsentFacts): Restriction | undefined => {
  const { capture } = facts;
  if (!isIntimate(facts) || capture?.takenBy.who !== 'staff') return undefined;
  const { person } = capture.takenBy;
  return {
    why: 'intimate',
    viewers: [person],
    by: person,
    at: capture.takenAt ?? instant(0),
    keepWhole: false,
  };
};

/** Reasons that those named cannot lift by themselves (policy/consent/may-change-restriction.ts). */
const GUARDED = ['declined', 'unconfirmed', 'forensic', 'restored'] as const;

/** From what closes most to what grants most. */
const rankOf = (consent: Consent): number => {
  switch (consent.state) {
    case 'stopped':
      return 0;
    case 'declined':
      // What two people decided, above all to destroy it, is not believed before it is committed.
      if (consent.decided === undefined) return 1;
      return consent.decided.outcome === 'destroy' ? 2 : 3;
    case 'unanswered':
      return 4;
    case 'outstanding':
      return 5;
    case 'given':
      return 6;
    case 'not-needed':
      return 7;
  }
};

const stricterAnswer = (before: ConsentFacts, after: ConsentFacts): Consent => {
  const [one, two] = [before.consent, after.consent];
  if (rankOf(one) !== rankOf(two)) return rankOf(one) < rankOf(two) ? one : two;
  if (two.state !== 'given' || grantsLess(after, before)) return two;
  return grantsLess(before, after) ? one : neither(before, after);
};

/** Each grants what the other does not: nothing is granted, and closed is what either closes. */
const neither = (before: ConsentFacts, after: ConsentFacts): Consent => {
  const closing = [after.consent, before.consent].find(
    (one) => one.state === 'given' && one.answers.care === 'no',
  );
  return closing?.state === 'given'
    ? { state: 'declined', by: closing.by, at: closing.at }
    : { state: 'unanswered' };
};

const grantsLess = (one: ConsentFacts, other: ConsentFacts): boolean => {
  const granted = levelsGranted(other);
  return (
    levelsGranted(one).every((level) => granted.includes(level)) && (closesCare(one) || !closesCare(other))
  );
};

const closesCare = ({ consent }: ConsentFacts): boolean =>
  consent.state === 'given' && consent.answers.care === 'no';

import { createHash } from 'node:crypto';
import type { AgeBand } from '../set/consented.ts';
import type { OrganisationId } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { HOUR, isDue, later } from '../set/instant.ts';
import type { Place } from '../set/place.ts';
import type { ConsentRules } from './consent/case.ts';
import { STANDING_RULES } from './consent/case.ts';
import type { Policy } from './conversations.ts';
import { covers } from './conversations.ts';

/**
 * What counts where this was taken: the guidance, what the organisation asks for beside it, and what the ward asks for
 * beside that (CON-38). Each can ask for more, none for less.
 */
export const consentRulesOf = (policy: Policy, organisation: OrganisationId, place: Place): ConsentRules => {
  const own = policy.organisations.find(({ id }) => id === organisation);
  const rules = own?.consent ?? STANDING_RULES;
  const ward = own?.conversations.find((one) => covers(one, place))?.writtenRequired ?? [];
  return ward.length === 0
    ? rules
    : { ...rules, writtenRequired: [...new Set([...rules.writtenRequired, ...ward])] };
};

/** The version of the words that were read: ours, and the trust's own by their hash (CON-39, INF-07). */
export const wordsVersion = (ours: string, { ownWords }: Pick<ConsentRules, 'ownWords'>): string =>
  ownWords === undefined
    ? ours
    : `${ours}+${createHash('sha256').update(ownWords).digest('hex').slice(0, 12)}`;

/** CAP-05: how long a card opens, where any of its pictures is of somebody known to be under 18. */
export const lapseFor = (
  usual: number,
  ages: readonly AgeBand[],
  { lapseAfterMsUnder18 }: Pick<ConsentRules, 'lapseAfterMsUnder18'>,
): number =>
  lapseAfterMsUnder18 !== undefined && ages.some((age) => age === 'under-16' || age === '16-17')
    ? Math.min(usual, lapseAfterMsUnder18)
    : usual;

/**
 * The same for what is in custody already, once somebody has said how old the patient is: never later than it was, and
 * an hour from now at the soonest, so that nobody loses what they are looking at. Undefined where nothing changes.
 */
export const lapsingSooner = (
  { lapseAfterMs, lapsesAt, storedAt }: Pick<StoredSet, 'lapseAfterMs' | 'lapsesAt' | 'storedAt'>,
  ages: readonly AgeBand[],
  rules: ConsentRules,
  now: Instant,
): Pick<StoredSet, 'lapseAfterMs' | 'lapsesAt'> | undefined => {
  const shorter = lapseFor(lapseAfterMs, ages, rules);
  if (shorter === lapseAfterMs) return undefined;
  const [soon, then] = [later(now, HOUR), later(storedAt, shorter)];
  const until = isDue(then, soon) ? soon : then;
  return { lapseAfterMs: shorter, lapsesAt: isDue(lapsesAt, until) ? lapsesAt : until };
};

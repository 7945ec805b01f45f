import type { ConsentForm, GivenConsent, SecondaryUse } from '../../set/consent.ts';
import { SECONDARY_USES } from '../../set/consent.ts';
import type { ConsentFacts } from '../../set/consented.ts';
import type { PersonId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import type { NewUse } from '../../set/new-use.ts';
import type { ConsentCase } from './case.ts';
import { isIntimate, mayBeChild } from './case.ts';
import type { Conclusion } from './conclude.ts';
import { conclude } from './conclude.ts';
import { levelsGranted } from './levels-granted.ts';

/**
 * Uses the patient may still be asked about (CON-22): of a picture they agreed to, that is not restricted, and only what
 * is neither granted nor taken back. What was withdrawn is gone, and nobody is asked for it twice.
 */
export const usesToAskFor = (facts: ConsentFacts): readonly SecondaryUse[] => {
  const granted = levelsGranted(facts);
  if (facts.consent.state !== 'given' || !granted.includes('making') || facts.restriction !== undefined)
    return [];
  if (mayBeChild(facts) && isIntimate(facts)) return [];
  const withdrawn = facts.withdrawals.flatMap(({ levels }) => levels);
  return SECONDARY_USES.filter((use) => !granted.includes(use) && !withdrawn.includes(use));
};

/** The task that stands, if any: one at a time. */
export const useWaiting = ({ newUses }: ConsentFacts): NewUse | undefined =>
  newUses?.find(({ answered }) => answered === undefined);

/** Asked for: nothing is granted by it. Undefined where none of it may be asked for, or a task stands already. */
export const askForUse = (
  facts: ConsentFacts,
  uses: readonly SecondaryUse[],
  by: PersonId,
  at: Instant,
): ConsentFacts | undefined => {
  const open = usesToAskFor(facts).filter((use) => uses.includes(use));
  if (open.length === 0 || useWaiting(facts) !== undefined) return undefined;
  return { ...facts, newUses: [...(facts.newUses ?? []), { uses: open, by, at }] };
};

/**
 * What the patient said to a use asked for later. Judged by the same rules as at first, where a yes beyond care is in
 * writing (CON-15, CON-17), after its own sentence (CON-04); recorded for those uses alone, so that making and care are
 * never agreed to here. A no stands by itself.
 */
export const concludeNewUse = (form: ConsentForm, of: ConsentCase, asked: NewUse): Conclusion => {
  if (form.objects || form.answers.making === 'no')
    return { ok: true, consent: { state: 'declined', by: of.by, at: of.now }, warnings: [] };
  const uses = Object.fromEntries(
    SECONDARY_USES.map((use) => [use, asked.uses.includes(use) ? form.answers.uses[use] : 'no']),
  ) as ConsentForm['answers']['uses'];
  const missing = asked.uses.some((use) => uses[use] === 'unset');
  // Making and care were agreed to: they are not asked again, and not recorded again. The use itself says why.
  const answers = { making: 'yes', care: 'yes', secondary: 'yes', uses } as const;
  const judged = conclude({ ...form, answers, secondaryAsked: true, need: asked.uses.join(', ') }, of);
  if (!judged.ok) return judged;
  if (missing) return { ok: false, ask: ['uses'], refused: [] };
  if (judged.consent.state !== 'given') return { ok: false, ask: ['method'], refused: [] };
  return { ok: true, consent: forUsesAlone(judged.consent), warnings: [] };
};

const forUsesAlone = (given: GivenConsent): GivenConsent => ({
  ...given,
  answers: { ...given.answers, making: 'unset', care: 'unset' },
  // Before the use, however long after the picture.
  retrospective: false,
});

/** The task that stands, answered. */
export const answerUse = (facts: ConsentFacts, answered: NonNullable<NewUse['answered']>): ConsentFacts => ({
  ...facts,
  newUses: (facts.newUses ?? []).map((one) => (one.answered === undefined ? { ...one, answered } : one)),
});

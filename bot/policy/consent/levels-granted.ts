import type { Level } from '../../set/consent.ts';
import { LEVELS } from '../../set/consent.ts';
import type { ConsentFacts } from '../../set/consented.ts';
import { isIntimate, mayBeChild } from './case.ts';
import { levelsAnsweredYes, usesAgreed } from './form.ts';

/**
 * What this image may be used for at this moment (CON-01, CON-02). A level is granted by its own yes alone, never by
 * another one; no use is granted of a picture nobody agreed to make; what was withdrawn is gone.
 */
export const levelsGranted = (facts: ConsentFacts): readonly Level[] => {
  // Nothing of it may be used before two people have agreed to it (INT-07).
  if (facts.restriction?.why === 'unconfirmed') return [];
  const agreed = agreedLevels(facts);
  const withdrawn = facts.withdrawals.flatMap((one) => one.levels);
  if (!agreed.includes('making') || withdrawn.includes('making')) return [];
  return LEVELS.filter(
    (level) => agreed.includes(level) && !withdrawn.includes(level) && !isBarred(level, facts),
  );
};

const agreedLevels = (facts: ConsentFacts): readonly Level[] => [
  ...agreedAtFirst(facts),
  // Asked for later: only a yes to that very use, beside what was agreed before (CON-22).
  ...(facts.newUses ?? []).flatMap(({ answered }) =>
    answered?.state === 'given' ? usesAgreed(answered) : [],
  ),
];

const agreedAtFirst = ({ consent, subject }: ConsentFacts): readonly Level[] => {
  if (consent.state === 'not-needed')
    return subject === 'not-clinical' || subject === 'list-of-several-patients' ? [] : ['making', 'care'];
  if (consent.state !== 'given') return [];
  // The six kinds: making and care are implied by law unless somebody said no (CON-24).
  if (consent.method.how === 'implied-list')
    return consent.answers.care === 'no' ? ['making'] : ['making', 'care'];
  return levelsAnsweredYes(consent);
};

/** INT-07, also where the picture was marked intimate only afterwards. */
const isBarred = (level: Level, facts: ConsentFacts): boolean =>
  level !== 'making' && level !== 'care' && mayBeChild(facts) && isIntimate(facts);

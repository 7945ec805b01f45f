import { ConfigFault } from '../config.ts';
import { PolicyFault } from '../policy/read-policy.ts';
import { wordsForCode } from '../../cards/text.ts';
import { asSafelightError, type SafelightError } from '../set/errors.ts';

/** Why Safelight did not start, and what to do next: every fault of settings and policy on a line of its own. */
export const explainStart = (thrown: unknown): readonly string[] => {
  const error = asSafelightError(thrown);
  const { title, whatToDo } = wordsForCode(error.code);
  const faults = error instanceof ConfigFault || error instanceof PolicyFault ? error.faults : causes(error);
  return [`Safelight did not start. ${title}`, whatToDo, ...faults.map((fault) => `  - ${fault}`)];
};

/** At the console of whoever started it, the system's own words help; they hold no patient detail at this point. */
const causes = (error: SafelightError): readonly string[] => {
  const facts = Object.entries(error.facts).map(([name, value]) => `${name}: ${value}`);
  const cause = error.cause instanceof Error ? [error.cause.message] : [];
  return [...facts, ...cause];
};

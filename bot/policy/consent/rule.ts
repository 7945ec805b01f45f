import type { ConsentRefusal } from '../../set/consent-codes.ts';
import type { ConsentForm, Level } from '../../set/consent.ts';
import type { ConsentCase } from './case.ts';
import { levelsAnsweredYes } from './form.ts';

/** One sentence of the policy: which answers it refuses. Asked only of a form that says yes to something. */
export interface ConsentRule {
  readonly refusal: ConsentRefusal;
  /** Ids of `infra/assurance/requirements.csv`. */
  readonly ids: readonly string[];
  readonly refuses: (form: ConsentForm, of: ConsentCase) => boolean;
}

const CARE: readonly Level[] = ['making', 'care'];

/** Says yes to something beyond the picture itself and the patient's own care. */
export const goesBeyondCare = (form: ConsentForm): boolean =>
  levelsAnsweredYes(form).some((level) => !CARE.includes(level));

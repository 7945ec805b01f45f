import type { ConsentFacts } from '../../set/consented.ts';
import type { StoredImage } from '../../set/image.ts';
import { consentNeeded } from './case.ts';

/** Of an image nobody has been asked about: the patient may be a child, and nothing is agreed to. */
const NOTHING_KNOWN: ConsentFacts = {
  intimate: false,
  ageBand: 'unknown',
  consent: { state: 'unanswered' },
  withdrawals: [],
};

/** Nobody has said what the patient agreed to, and this kind of picture needs it said. */
export const isUnanswered = (facts: ConsentFacts): boolean =>
  facts.consent.state === 'unanswered' && consentNeeded(facts.subject) !== 'none';

export const factsOf = (image: Pick<StoredImage, 'consent'>): ConsentFacts => image.consent ?? NOTHING_KNOWN;

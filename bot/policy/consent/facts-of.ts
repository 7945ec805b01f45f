import type { ConsentFacts } from '../../set/consented.ts';
import type { StoredImage } from '../../set/image.ts';

/** Of an image nobody has been asked about: the patient may be a child, and nothing is agreed to. */
const NOTHING_KNOWN: ConsentFacts = {
  intimate: false,
  ageBand: 'unknown',
  consent: { state: 'unanswered' },
  withdrawals: [],
};

export const factsOf = (image: Pick<StoredImage, 'consent'>): ConsentFacts => image.consent ?? NOTHING_KNOWN;

import { bodySite } from '../../set/body-site.ts';
import type { Laterality } from '../../set/body-site.ts';
import type { ConsentFacts } from '../../set/consented.ts';
import type { Level } from '../../set/consent.ts';
import type { PersonId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import type { Subject } from '../../set/subject.ts';

/** What the trust's own policy adds (CON-38, TEACH-02): it can ask for more, never for less. */
export interface ConsentRules {
  /** Levels for which a spoken yes is not enough here. */
  readonly writtenRequired: readonly Level[];
  /** The same, of anybody who is or may be under 18. */
  readonly writtenRequiredUnder18?: readonly Level[];
  /** Levels a photograph taken with a phone may be used for. */
  readonly phoneLevels: readonly Level[];
  /** The trust's own paragraph beside ours where consent is asked for (CON-39). Plain text. */
  readonly ownWords?: string;
  /** How long a card opens where the patient is under 18 (CAP-05). */
  readonly lapseAfterMsUnder18?: number;
}

/** BAD and GMC as they stand. */
export const STANDING_RULES: ConsentRules = {
  writtenRequired: ['publication'],
  phoneLevels: ['making', 'care', 'teach-local', 'teach-external', 'research', 'publication'],
};

/** One image about which somebody answers now. */
export interface ConsentCase {
  readonly facts: Pick<ConsentFacts, 'subject' | 'sited' | 'intimate' | 'ageBand' | 'capture'>;
  /** `intercepted`: it was posted before anybody was asked, so that every answer is retrospective. */
  readonly via: 'capture' | 'intercepted' | 'patient-upload' | 'import';
  /** INT-04: a clinician wrote down a longer conversation before asking for the upload. */
  readonly discussionRecorded?: boolean;
  readonly by: PersonId;
  readonly now: Instant;
  readonly rules: ConsentRules;
}

/** How much must be asked of this kind of image (issue C part 3). Unsaid is `body`. */
export const consentNeeded = (subject: Subject | undefined): 'full' | 'implied' | 'none' => {
  switch (subject) {
    case undefined:
    case 'body':
      return 'full';
    case 'ecg-or-monitor':
    case 'result-or-report':
    case 'chart-or-document':
    case 'list-of-several-patients':
    case 'not-clinical':
      return 'none';
    case 'internal-organs-or-structures':
    case 'pathology-slides':
    case 'laparoscopic-or-endoscopic':
    case 'organ-function-recordings':
    case 'ultrasound':
    case 'x-ray':
      return 'implied';
  }
};

/** Marked so, or of a site that always is (INT-01, INT-06). */
export const isIntimate = ({ intimate, sited }: Pick<ConsentFacts, 'intimate' | 'sited'>): boolean =>
  intimate || (sited !== undefined && bodySite(sited.site).intimate);

/** Under 18, or nobody can say: the careful reading (INT-07). */
export const mayBeChild = ({ ageBand }: Pick<ConsentFacts, 'ageBand'>): boolean => ageBand !== 'adult';

/** Sides that a site can have: asked only where there are two. */
export const sidesOf = (facts: Pick<ConsentFacts, 'sited'>): readonly Laterality[] =>
  facts.sited !== undefined && bodySite(facts.sited.site).sided ? ['left', 'right', 'both', 'midline'] : [];

import type { ModeOfCapture } from './capture.ts';
import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Why a picture is "not suitable as a clinical health record" (QUAL-02): nothing else can be given as a reason. */
export const UNSUITABLE = [
  'not-sharp',
  'too-dark',
  'against-the-light',
  'glare',
  'too-small',
  'part-missing',
  'nothing-to-place-it',
  'background',
  'screen-or-paper',
] as const;
export type Unsuitable = (typeof UNSUITABLE)[number];

/** What can be said kindly to whoever took it, each with what to do next time. */
export const TIPS = ['focus', 'light', 'glare', 'distance', 'whole-area', 'scale', 'background'] as const;
export type Tip = (typeof TIPS)[number];

/** What Medical Illustration says of one image. Codes alone: nobody can write about a person here. */
export interface Review {
  readonly verdict?: Verdict;
  /** A better source label than its taker gave (META-08). */
  readonly source?: { readonly mode: ModeOfCapture; readonly by: PersonId; readonly at: Instant };
  readonly photographer?: PhotographerJob;
  /** For its poster alone. */
  readonly tip?: { readonly tip: Tip; readonly by: PersonId; readonly at: Instant };
  /** Training was suggested with this one: its poster's pictures failed too often lately (QUAL-06). */
  readonly training?: { readonly at: Instant; readonly closedAt?: Instant };
}

export type Verdict =
  | { readonly says: 'accepted'; readonly by: PersonId; readonly at: Instant }
  | {
      readonly says: 'not-suitable';
      readonly why: Unsuitable;
      readonly by: PersonId;
      readonly at: Instant;
    };

/** "Ask for a photographer" (QUAL-03): asked, acknowledged, closed. */
export interface PhotographerJob {
  readonly askedBy: PersonId;
  readonly askedAt: Instant;
  readonly acknowledged?: { readonly by: PersonId; readonly at: Instant };
  readonly closed?: {
    readonly by: PersonId;
    readonly at: Instant;
    readonly why: 'photographed' | 'not-possible';
  };
}

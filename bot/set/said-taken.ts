import type { ModeOfCapture } from './capture.ts';
import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Who held the camera, as far as the reader of a picture needs it: never a name. */
export const TAKERS = ['poster', 'colleague', 'patient', 'family-or-carer'] as const;
export type Taker = (typeof TAKERS)[number];

/** With what; whose it was follows from who held it. */
export const TAKEN_WITH = ['phone', 'camera'] as const;
export type TakenWith = (typeof TAKEN_WITH)[number];

/** When, against the time it was posted: the camera's own clock says more, where it was kept and is believed. */
export const TAKEN_WHEN = ['within-an-hour', 'same-day', 'before', 'not-known'] as const;
export type TakenWhen = (typeof TAKEN_WHEN)[number];

/** The three that belong to every picture, said afterwards of one that was not taken with Safelight (META-04). */
export interface SaidTaken {
  readonly taker: Taker;
  readonly mode: ModeOfCapture;
  readonly when: TakenWhen;
  readonly by: PersonId;
  readonly at: Instant;
}

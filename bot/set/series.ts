import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';

/** Most wounds of one patient at one site and side that are told apart. */
export const MOST_NUMBERS = 9;

/** What people said of one image as one of a series: the same patient, site and side over time (E5). */
export interface InSeries {
  /** Which of several at that site and side: from 1, and 1 where nobody said. */
  readonly number?: number;
  /** The others are compared with it, until another of the series is pinned. */
  readonly baseline?: { readonly by: PersonId; readonly at: Instant };
  readonly next?: NextPhotograph;
}

/** When the next photograph of this series is due: with a dressing change, never a reason for one. */
export interface NextPhotograph {
  readonly dueAt: Instant;
  readonly by: PersonId;
  readonly at: Instant;
  /** It is due no more: a newer photograph of the series came, or somebody said it is not needed. */
  readonly over?: { readonly at: Instant; readonly why: 'taken' | 'not-needed' };
}

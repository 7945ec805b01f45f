import type { Flaw } from '../../../bot/set/quality.ts';
import { backlit, defocused, glaring, moved, noisy, shrunkTo, then, underexposed, type Degrade } from './degrade.ts';

/** What was done to a picture, and so what is amiss with it, by what it is for. Said here, before anything is measured. */
export interface Grade {
  readonly name: string;
  readonly degrade: Degrade;
  /** Of the JPEG it is sent as. */
  readonly jpeg?: number;
  /** `either`: people would not agree, and it is not counted. */
  readonly extent?: Flaw | 'either';
  readonly diagnosis?: Flaw;
}

const asItIs: Degrade = async (picture) => picture;

export const GRADES: readonly Grade[] = [
  // Nothing amiss, and some of it not easy to see.
  { name: 'as it is', degrade: asItIs },
  { name: 'JPEG of quality 45', degrade: asItIs, jpeg: 45 },
  { name: 'JPEG of quality 25', degrade: asItIs, jpeg: 25 },
  { name: 'grain of a dim room', degrade: noisy(5) },
  { name: 'one stop dim, with grain', degrade: underexposed(1, 3) },
  { name: 'slightly soft (1 px)', degrade: defocused(1) },
  { name: 'hand moved 3 px', degrade: moved(3) },
  { name: 'small highlights', degrade: glaring(4, 0.006) },
  { name: 'a bright room behind', degrade: backlit(0.55, 0.25) },
  { name: '1280 px', degrade: shrunkTo(1280) },
  // Enough to see how far something reaches, too little to tell what it is.
  { name: 'soft (2.6 px)', degrade: defocused(2.6), diagnosis: 'blurred' },
  { name: 'hand moved 9 px', degrade: moved(9), diagnosis: 'blurred' },
  { name: 'two and a half stops dark', degrade: underexposed(2.5, 4), extent: 'either', diagnosis: 'dark' },
  { name: '800 px', degrade: shrunkTo(800), diagnosis: 'tiny' },
  // Of use for neither.
  { name: 'out of focus (5 px)', degrade: defocused(5), extent: 'blurred', diagnosis: 'blurred' },
  { name: 'out of focus (9 px), with grain', degrade: then(defocused(9), noisy(3)), extent: 'blurred', diagnosis: 'blurred' },
  { name: 'hand moved 20 px', degrade: moved(20), extent: 'blurred', diagnosis: 'blurred' },
  { name: 'hand moved 34 px, with grain', degrade: then(moved(34), noisy(3)), extent: 'blurred', diagnosis: 'blurred' },
  { name: 'four stops dark', degrade: underexposed(4, 3), extent: 'dark', diagnosis: 'dark' },
  { name: 'five stops dark', degrade: underexposed(5, 5), extent: 'dark', diagnosis: 'dark' },
  { name: 'against a window', degrade: backlit(0.02, 0.6), extent: 'silhouetted', diagnosis: 'silhouetted' },
  { name: 'against the sky', degrade: backlit(0.008, 0.9), extent: 'silhouetted', diagnosis: 'silhouetted' },
  { name: 'a lamp thrown back', degrade: glaring(1, 0.16), extent: 'glare', diagnosis: 'glare' },
  { name: 'three lamps thrown back', degrade: glaring(3, 0.1), extent: 'glare', diagnosis: 'glare' },
  { name: '480 px', degrade: shrunkTo(480), extent: 'tiny', diagnosis: 'tiny' },
  { name: '320 px', degrade: shrunkTo(320), extent: 'tiny', diagnosis: 'tiny' },
];

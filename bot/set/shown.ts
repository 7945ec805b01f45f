import type { ScannedSymbol } from './band.ts';

/**
 * What a picture may show besides what it was taken for, gravest first (RISK-03, DEID-09): a patient's details in
 * writing, a face, a bar code. Found by looking at the dots, so it says "may"; that nothing was found says nothing.
 */
export const SHOWN = ['details', 'face', 'code'] as const;
export type Shown = (typeof SHOWN)[number];

/** What a machine made of one picture. Words that stand in it are here: judged in memory, and kept nowhere. */
export interface LookedOver {
  readonly face: boolean;
  /** As far as it could be read, a string a line. */
  readonly writing: readonly string[];
  readonly codes: readonly ScannedSymbol[];
}

/**
 * What the machine-read part of a mark says: so many whole-number shifts of known patterns, ten bits each
 * (bot/inspect/mark/pattern.ts). Which opening it stands for only the holder of the organisation's key can tell
 * (bot/sealed/mark-code.ts).
 */
export const CODE_SHIFTS = 8;
/** Places a pattern may be shifted to, along and across: 32 by 32. */
export const SHIFT_STEPS = 32;
export const CODE_BYTES = CODE_SHIFTS * 2;

/** Ten bits of each pair of bytes: where pattern number 0 to 7 lies, as `across * 32 + along`. */
export const shiftsOf = (code: Uint8Array): readonly number[] =>
  Array.from(
    { length: CODE_SHIFTS },
    (_, at) => (((code[at * 2] ?? 0) << 8) | (code[at * 2 + 1] ?? 0)) % (SHIFT_STEPS * SHIFT_STEPS),
  );

/** How well each shift of each pattern fits a picture, in standard deviations of chance: `CODE_SHIFTS` of 1,024. */
export type MarkFit = readonly Float32Array[];

/** Where a row is proved: a spec file, the title of its test, and the row of an `it.each` where there is one. */
export type Proof = readonly [file: string, title: string, each?: string];

/** One fault: what befalls whom, what must happen, and the tests that show it, nothing lost. */
export interface FaultRow {
  readonly fault: string;
  readonly must: string;
  readonly proofs: readonly Proof[];
}

export const row = (fault: string, must: string, ...proofs: readonly Proof[]): FaultRow => ({
  fault,
  must,
  proofs,
});

/** Columns as wide as they must be; the first to the left, numbers to the right. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => {
  const all = [heads, ...rows];
  const widths = heads.map((_, n) => Math.max(...all.map((row) => (row[n] ?? '').length)));
  return all.map((row) =>
    row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('  '),
  );
};

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

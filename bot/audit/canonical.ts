/**
 * RFC 8785 (JSON Canonicalization Scheme) of plain values: the same meaning is always the same text.
 * Throws TypeError for what JSON cannot say (NaN, a function, a Date), so that nothing is hashed that is not kept.
 */
export const canonical = (value: unknown): string => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number that JSON cannot say');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (isPlain(value)) return `{${members(value).join(',')}}`;
  throw new TypeError(`not a plain value: ${typeof value}`);
};

const members = (value: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A copy made in another realm (structuredClone under a test runner) has that realm's Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

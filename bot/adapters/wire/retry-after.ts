/** However long the other side asks for, we look again within this time. */
const LONGEST_MS = 10 * 60_000;

/** `Retry-After` in milliseconds, from seconds or an HTTP date; undefined where it says nothing usable. */
export const retryAfterMs = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined || header.trim() === '') return undefined;
  const asked = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  if (Number.isNaN(asked)) return undefined;
  return Math.min(Math.max(asked, 0), LONGEST_MS);
};

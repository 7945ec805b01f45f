/** Milliseconds that an answer's headers ask us to wait: `retry-after-ms`, `x-ms-retry-after-ms`, or `Retry-After` in either form. */
export const retryAfterMs = (
  headers: { get(name: string): string | undefined } | undefined,
  now: number,
): number | undefined => {
  const milliseconds = headers?.get('retry-after-ms') ?? headers?.get('x-ms-retry-after-ms');
  if (milliseconds !== undefined && /^\d+$/.test(milliseconds)) return Number(milliseconds);
  const text = headers?.get('retry-after');
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
};

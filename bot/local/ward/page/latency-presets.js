/**
 * How long calls take, in milliseconds by route; `graph.*` is every route of Graph's. `realistic` is an
 * assumption about Microsoft's services seen from a UK region, not a measurement.
 *
 * @type {Record<'none' | 'realistic', Record<string, number>>}
 */
export const latencies = {
  none: {},
  realistic: { 'graph.*': 250, 'connector.*': 180, 'login.*': 150 },
};

/**
 * @param {Readonly<Record<string, number>> | undefined} now
 * @returns {'none' | 'realistic' | 'own'} `own`: set by hand or by a test
 */
export function presetOf(now) {
  const written = JSON.stringify(now ?? {});
  if (written === JSON.stringify(latencies.none)) return 'none';
  return written === JSON.stringify(latencies.realistic) ? 'realistic' : 'own';
}

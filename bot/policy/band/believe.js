// @ts-check
/** @import { Band, ReadBand } from '../../set/band.ts' */

/** How many looks must agree. */
const LOOKS = 2;
/** Looks that saw nothing in between are forgiven up to this many: a hand shakes, a light flickers. */
const PATIENCE = 8;

/**
 * Believes what two looks at the camera's view say alike, with nothing that contradicts it between them: a number
 * without check digit of its own, as a hospital number in Code 128, may be misread once, but hardly twice alike. A
 * band with two codes is believed when each was read twice, not necessarily in the same looks. Refusals too are
 * believed only twice, so that a half-seen band is not scolded.
 *
 * @returns {(seen: ReadBand) => ReadBand | undefined} what is believed at this look, if anything is
 */
export const believer = () => {
  /** @type {ReadBand} */
  let so = { outcome: 'none' };
  /** @type {Map<string, number>} */
  let looks = new Map();
  let empty = 0;
  return (seen) => {
    empty = seen.outcome === 'none' ? empty + 1 : 0;
    if (seen.outcome === 'none') {
      if (empty > PATIENCE) [so, looks] = [seen, new Map()];
      return undefined;
    }
    const joined = join(so, seen);
    if (joined === undefined) looks = new Map();
    so = joined ?? seen;
    for (const word of wordsOf(seen)) looks.set(word, (looks.get(word) ?? 0) + 1);
    return [...looks.values()].every((times) => times >= LOOKS) ? so : undefined;
  };
};

/**
 * Whether two readings can be of one band: they agree in every kind of number both have, and share one.
 *
 * @param {Band} one
 * @param {Band} other
 */
export const isSameBand = (one, other) =>
  agree(one.nhsNumber, other.nhsNumber) &&
  agree(one.hospitalNumber, other.hospitalNumber) &&
  wordsOf({ outcome: 'band', band: one }).some((word) =>
    wordsOf({ outcome: 'band', band: other }).includes(word),
  );

/**
 * @param {string | undefined} one
 * @param {string | undefined} other
 */
const agree = (one, other) => one === undefined || other === undefined || one === other;

/**
 * Both readings as one; undefined where they contradict each other.
 *
 * @param {ReadBand} so
 * @param {ReadBand} seen
 * @returns {ReadBand | undefined}
 */
const join = (so, seen) => {
  if (so.outcome === 'refused' && seen.outcome === 'refused') return so.why === seen.why ? so : undefined;
  if (so.outcome !== 'band' || seen.outcome !== 'band') return undefined;
  const { band: one } = so;
  const { band: other } = seen;
  if (!agree(one.nhsNumber, other.nhsNumber) || !agree(one.hospitalNumber, other.hospitalNumber))
    return undefined;
  return { outcome: 'band', band: { ...one, ...other, newborn: one.newborn || other.newborn } };
};

/** @param {ReadBand} seen */
const wordsOf = (seen) => {
  if (seen.outcome === 'refused') return [seen.why];
  if (seen.outcome === 'none') return [];
  const { nhsNumber, hospitalNumber } = seen.band;
  return [
    ...(nhsNumber === undefined ? [] : [`NHS ${nhsNumber}`]),
    ...(hospitalNumber === undefined ? [] : [`hospital ${hospitalNumber}`]),
  ];
};

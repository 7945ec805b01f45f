// @ts-check
// Plain JavaScript, for the capture page judges a picture by the very same rules as the server.
/**
 * @import { Flaw, Measures } from '../set/quality.ts'
 * @import { Purpose } from '../set/subject.ts'
 */

/**
 * What is asked of a picture, by what it is for (QUAL-05, QUAL-07): how far something reaches can be seen in a picture
 * from which nobody could tell what it is. Found with the tuning half of the labelled set (`npm run bench -- quality`).
 */
const PROFILES = {
  extent: { blur: 3.2, smear: 4.2, bright: 62, glare: 0.03, inside: 42, outside: 150, black: 0.4, edge: 640 },
  diagnosis: {
    blur: 2.1,
    smear: 2.8,
    bright: 78,
    glare: 0.015,
    inside: 50,
    outside: 140,
    black: 0.3,
    edge: 1000,
  },
};

/** @type {Readonly<Record<Purpose, (typeof PROFILES)['extent']>>} */
const ASKED = {
  record: PROFILES.extent,
  extent: PROFILES.extent,
  diagnosis: PROFILES.diagnosis,
  referral: PROFILES.diagnosis,
};

/**
 * What may be amiss, gravest first; empty: nothing was found. It is an advice: no rule anywhere refuses a picture by it.
 *
 * @param {Measures} measures
 * @param {Purpose} purpose
 * @returns {readonly Flaw[]}
 */
export const judge = (measures, purpose) => {
  const asked = ASKED[purpose];
  /** @type {Flaw[]} */
  const found = [];
  if (measures.bright < asked.bright) found.push('dark');
  if (isSilhouette(measures, asked)) found.push('silhouetted');
  if ((measures.blur ?? 0) > asked.blur || (measures.smear ?? 0) > asked.smear) found.push('blurred');
  if (measures.glare > asked.glare) found.push('glare');
  if (Math.max(measures.width, measures.height) < asked.edge) found.push('tiny');
  return found;
};

/**
 * @param {Measures} measures
 * @param {(typeof PROFILES)['extent']} asked
 */
const isSilhouette = (measures, asked) =>
  measures.inside < asked.inside && measures.outside > asked.outside && measures.black > asked.black;

// @ts-check
// Plain JavaScript, for the capture page judges a picture by the very same rules as the server.
/**
 * @import { Flaw, Measures } from '../set/quality.ts'
 * @import { Purpose, Subject } from '../set/subject.ts'
 */

/**
 * What is asked of a picture, by what it is for (QUAL-05, QUAL-07): how far something reaches can be seen in a picture
 * from which nobody could tell what it is. Found with the tuning half of the labelled set alone, so that no picture of
 * dark skin in good light counts as dark; how well they do on the other half is printed by `npm run bench -- quality`.
 */
const PROFILES = {
  extent: { darkest: 52, bright: 90, middle: 32, blur: 2.8, smear: 3.2, uneven: 1.3, edge: 640 },
  diagnosis: { darkest: 56, bright: 110, middle: 36, blur: 2, smear: 2.8, uneven: 1.3, edge: 1000 },
};
/** Behind something that stands against the light it is at least so bright, and the thing at most so dark. */
const BEHIND = 190;
const BEFORE = 36;
/** Of the picture, burnt out by light thrown back. */
const GLARE = 0.03;

/** @type {Readonly<Record<Purpose, (typeof PROFILES)['extent']>>} */
const ASKED = {
  record: PROFILES.extent,
  extent: PROFILES.extent,
  diagnosis: PROFILES.diagnosis,
  referral: PROFILES.diagnosis,
};

/** @type {readonly Subject[]} */
const PAPER = ['ecg-or-monitor', 'result-or-report', 'chart-or-document', 'list-of-several-patients'];

/** @param {Subject | undefined} subject */
export const isOfPaper = (subject) => subject !== undefined && PAPER.includes(subject);

/**
 * Whatever it is for, what was taken of paper or of a screen must be read: the most is asked of it (QUAL-10).
 *
 * @param {Purpose} purpose
 * @param {Subject | undefined} subject
 * @returns {Purpose}
 */
export const asStrictAs = (purpose, subject) => (isOfPaper(subject) ? 'diagnosis' : purpose);

/**
 * What may be amiss, gravest first; empty: nothing was found. It is an advice: no rule anywhere refuses a picture by it.
 *
 * @param {Measures} measures
 * @param {Purpose} purpose
 * @returns {readonly Flaw[]}
 */
export const judge = (measures, purpose) => {
  const asked = ASKED[purpose];
  const unlit = lightFlaw(measures, asked);
  /** @type {Flaw[]} */
  const found = [];
  if (unlit !== undefined) found.push(unlit);
  // In bad light nothing can be said of edges: the light is what to mend.
  else if (isSoft(measures, asked)) found.push('blurred');
  if (Math.max(measures.width, measures.height) < asked.edge) found.push('tiny');
  return found;
};

/**
 * Dark skin may be as dark as light skin in bad light, and only one of them is a flaw: a picture is dark where nothing
 * in it is bright, or where next to nothing is and half of it is nearly black.
 *
 * @param {Measures} measures
 * @param {(typeof PROFILES)['extent']} asked
 * @returns {Flaw | undefined}
 */
const lightFlaw = ({ bright, middle, inside, outside, glare }, asked) => {
  if (bright < asked.darkest || (bright < asked.bright && middle < asked.middle)) return 'dark';
  if (inside < BEFORE && outside > BEHIND) return 'silhouetted';
  return glare > GLARE ? 'glare' : undefined;
};

/**
 * Out of focus everywhere; or sharp in one direction and not in another, as a hand that moved leaves it.
 *
 * @param {Measures} measures
 * @param {(typeof PROFILES)['extent']} asked
 */
const isSoft = ({ blur = 0, smear = 0 }, asked) =>
  blur > asked.blur || (smear > asked.smear && smear > asked.uneven * blur);

import type { StoredImage } from '../set/image.ts';
import type { StoredSet } from '../set/image-set.ts';
import { millis } from '../set/instant.ts';
import type { ImageTraits } from '../set/risk.ts';
import { isIntimate } from './consent/case.ts';
import { factsOf } from './consent/facts-of.ts';
import type { Exposure, RiskMeter } from './risk.ts';
import { riskiestRoute, riskMeter } from './risk.ts';

/**
 * For how long a posted picture could be seen: from its message to the first look that found the last of its copies
 * gone (RISK-08). Undefined where nothing was ever posted, while a copy stands, and where nobody counted the members.
 */
export const exposureOf = (set: StoredSet): Exposure | undefined => {
  if (set.copies.length === 0 || set.couldSee === undefined) return undefined;
  const gone = set.copies.map(({ sightings }) => sightings.find((one) => one.showed === 'gone')?.at);
  if (gone.some((one) => one === undefined)) return undefined;
  const last = Math.max(...gone.map((one) => (one === undefined ? 0 : millis(one))));
  return { milliseconds: Math.max(0, last - millis(set.postedAt)), couldSee: set.couldSee };
};

/** The risk meter of one set: its riskiest image, the way it travelled, what it was exposed to. */
export const meterOf = (set: StoredSet): RiskMeter =>
  riskMeter(
    set.images.map(traitsOf),
    riskiestRoute(set.capture === undefined ? 'messaging-app' : 'capture-page', set.cameBy?.route),
    exposureOf(set),
  );

/** What people said of the picture and a machine saw in it. What it did not see counts as there (RISK-01 to RISK-03). */
const traitsOf = (image: StoredImage): ImageTraits => {
  const facts = factsOf(image);
  const shows = image.shows ?? [];
  return {
    distance: 'unknown',
    face: shows.includes('face') || 'unknown',
    recognisable: 'unknown',
    intimate: isIntimate(facts),
    patientDetails: facts.subject !== 'body' || shows.includes('details') || 'unknown',
  };
};

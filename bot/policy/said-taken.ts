import type { ModeOfCapture } from '../set/capture.ts';
import type { StoredImage } from '../set/image.ts';
import type { TakenWith, Taker } from '../set/said-taken.ts';
import { factsOf } from './consent/facts-of.ts';
import { sourceOf } from './series/source.ts';

/** The guidance's ladder has one rung for each (META-08). Medical Illustration says so of its own by its role. */
export const modeOf = (taker: Taker, how: TakenWith): ModeOfCapture => {
  const isStaff = taker === 'poster' || taker === 'colleague';
  if (how === 'camera') return isStaff ? 'clinician-camera' : 'patient-camera';
  return isStaff ? 'clinician-phone' : 'patient-phone';
};

/** The three that belong to every picture: who took it, when, and how (META-04). */
export const TRIO = ['taker', 'when', 'mode'] as const;

/** Those of the three that nobody knows of it. The time it was posted is never when it was taken (META-03). */
export const trioMissing = (image: StoredImage): readonly (typeof TRIO)[number][] => {
  const { capture, takenBy } = factsOf(image);
  const { saidTaken } = image;
  const known = {
    taker: [capture, saidTaken, takenBy].some((one) => one !== undefined),
    when:
      image.takenAt !== undefined ||
      capture?.takenAt !== undefined ||
      (saidTaken !== undefined && saidTaken.when !== 'not-known'),
    mode: sourceOf(image) !== undefined,
  };
  return TRIO.filter((one) => !known[one]);
};

import type { BandRules, ReadBand } from '../../../bot/set/band.ts';
import { believer } from '../../../bot/policy/band/believe.js';
import { judgeBand } from '../../../bot/policy/band/judge-band.js';
import { findCodes } from '../../../bot/viewer/page/capture/find-codes.js';
import type { Read } from '../../../bot/viewer/page/capture/find-codes.js';
import type { PrintedBand, Symbology } from './draw-band.ts';
import { drawBand } from './draw-band.ts';
import { PREFIX, testHospitalNumber, testNhsNumber } from './numbers.ts';
import type { Frame, View } from './photograph-band.ts';
import { photographBand } from './photograph-band.ts';
import { seeded } from './seeded.ts';

/** As a trust would set them; the test range passes, for every number here is of it. */
export const BAND_RULES: BandRules = {
  live: false,
  gsrnPrefix: PREFIX,
  hospitalNumbers: ['H#######'],
  hospitalFields: ['XHB.[H#######]'],
  bareNhsNumbers: false,
};

export type Condition = (random: () => number) => View;

/** One printed band held before the camera, frame after frame, the hand never quite still. */
export interface HeldBand {
  readonly printed: PrintedBand;
  frame(): Promise<Frame>;
}

export const holdBand = async (
  symbology: Symbology,
  condition: Condition,
  seed: number,
  text?: string,
): Promise<HeldBand> => {
  const random = seeded(seed);
  const printed: PrintedBand = {
    symbology,
    nhsNumber: testNhsNumber(random),
    hospitalNumber: testHospitalNumber(random),
    ...(text === undefined ? {} : { text }),
  };
  const texture = await drawBand(printed);
  const view = condition(random);
  return {
    printed,
    frame: () =>
      photographBand(
        texture,
        {
          ...view,
          turned: (view.turned ?? 0) + (random() - 0.5) * 3,
          motionDegrees: (view.motionDegrees ?? 0) + (random() - 0.5) * 40,
        },
        random,
      ),
  };
};

export interface Outcome {
  /** What two looks agreed on, if they did. */
  readonly believed?: ReadBand;
  readonly looks: number;
  /** Single looks that gave a number which is not the printed one. */
  readonly misread: number;
  readonly msALook: readonly number[];
}

/** Looks until something is believed, as the page does, for at most so many frames. */
export const watchHeld = async (held: HeldBand, read: Read, mostLooks: number): Promise<Outcome> => {
  const believe = believer();
  const msALook: number[] = [];
  let misread = 0;
  for (let look = 0; look < mostLooks; look += 1) {
    const frame = await held.frame();
    const began = performance.now();
    const seen = judgeBand(await findCodes(read, frame, look), BAND_RULES);
    msALook.push(performance.now() - began);
    if (isWrong(seen, held.printed)) misread += 1;
    const believed = believe(seen);
    if (believed !== undefined) return { believed, looks: look + 1, misread, msALook };
  }
  return { looks: mostLooks, misread, msALook };
};

/** Whether any number was accepted that is not the printed one. */
export const isWrong = (seen: ReadBand, { nhsNumber, hospitalNumber }: PrintedBand): boolean =>
  seen.outcome === 'band' &&
  ((seen.band.nhsNumber ?? nhsNumber) !== nhsNumber ||
    (seen.band.hospitalNumber ?? hospitalNumber) !== hospitalNumber);

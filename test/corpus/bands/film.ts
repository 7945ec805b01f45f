import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { drawBand } from './draw-band.ts';
import type { PrintedBand } from './draw-band.ts';
import type { View } from './photograph-band.ts';
import { photographBand } from './photograph-band.ts';
import { seeded } from './seeded.ts';

/** One scene of a film: how the camera sees the band, for how many frames of a thirtieth of a second. */
export interface Scene {
  readonly view: View;
  readonly frames: number;
}

/** A phone is brought to a wrist: far away and moving, then near and out of focus, then held as people hold it. */
export const APPROACH: readonly Scene[] = [
  { view: { perMm: 3, wristMm: 28, turned: 60, motionMm: 3 }, frames: 15 },
  { view: { perMm: 9, wristMm: 28, turned: 40, motionMm: 1.5, defocusMm: 0.5, light: 0.6 }, frames: 12 },
  { view: { perMm: 14, wristMm: 28, turned: 25, defocusMm: 0.5, light: 0.6, noise: 4 }, frames: 10 },
  { view: { perMm: 14, wristMm: 28, turned: 22, roundDegrees: 8, light: 0.6, noise: 4 }, frames: 3 },
  { view: { perMm: 14, wristMm: 28, turned: 20, roundDegrees: 8, light: 0.6, noise: 4 }, frames: 3 },
  { view: { perMm: 14, wristMm: 28, turned: 21, roundDegrees: 9, light: 0.6, noise: 4 }, frames: 60 },
];

/** Writes a file that Chromium plays as its camera (`--use-file-for-fake-video-capture`), over and over. */
export const filmBand = async (path: string, printed: PrintedBand, scenes: readonly Scene[]): Promise<void> => {
  const texture = await drawBand(printed);
  const random = seeded(5);
  const frames: Buffer[] = [];
  for (const scene of scenes) {
    const { data, width, height } = await photographBand(texture, scene.view, random);
    const jpeg = await sharp(data, { raw: { width, height, channels: 4 } }).jpeg({ quality: 90 }).toBuffer();
    for (let n = 0; n < scene.frames; n += 1) frames.push(jpeg);
  }
  await writeFile(path, Buffer.concat(frames));
};

import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { PrintedBand } from './draw-band.ts';
import { APPROACH, filmBand } from './film.ts';

const A_SECOND = 30;

/**
 * What a phone's camera sees at one bedside: brought to the wrist, then held over the wound. A file that Chromium plays
 * as its camera, over and over.
 */
export const filmWardRound = async (
  path: string,
  band: PrintedBand,
  wound: string,
  seconds: number,
): Promise<void> => {
  await filmBand(path, band, APPROACH);
  const frame = await sharp(wound)
    .rotate()
    .resize(1280, 720, { fit: 'cover' })
    .jpeg({ quality: 90 })
    .toBuffer();
  const held = Array.from({ length: seconds * A_SECOND }, () => frame);
  await writeFile(path, Buffer.concat([await readFile(path), ...held]));
};

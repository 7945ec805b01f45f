import sharp from 'sharp';
import { layTile, type Pixels } from './lay-tile.ts';
import { type Stamp, makeStamp, TILT } from './stamp.ts';
import { weave } from './weave.ts';

/** Dots of three pixels on a picture of 1600: still read after the picture is halved (quality.md S15). */
const cellFor = (longEdge: number): number => Math.max(1.25, Math.round((longEdge / 1600) * 12) / 4);

/** Every picture a person opens within the same minute carries the same mark. */
const MOST_STAMPS = 16;
const stamps = new Map<string, Stamp>();

const stampFor = (mark: string, cell: number): Stamp => {
  const name = `${cell} ${mark}`;
  const stamp = stamps.get(name) ?? makeStamp(mark, cell);
  stamps.delete(name);
  stamps.set(name, stamp);
  const oldest = stamps.keys().next().value;
  if (stamps.size > MOST_STAMPS && oldest !== undefined) stamps.delete(oldest);
  return stamp;
};

/** Lays one stamp with its middle at a point; what falls outside the picture is left out. */
const lay = ({ data, width, height }: Pixels, stamp: Stamp, left: number, top: number): void => {
  const { x: xs, y: ys, light: lights, dark: darks } = stamp;
  for (let dot = 0; dot < xs.length; dot += 1) {
    const x = left + (xs[dot] ?? 0);
    const y = top + (ys[dot] ?? 0);
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const light = lights[dot] ?? 0;
    const keep = 255 - light - (darks[dot] ?? 0);
    const at = (y * width + x) * 3;
    data[at] = ((data[at] ?? 0) * keep) / 255 + light;
    data[at + 1] = ((data[at + 1] ?? 0) * keep) / 255 + light;
    data[at + 2] = ((data[at + 2] ?? 0) * keep) / 255 + light;
  }
};

/** Lines of writing across the whole picture, every second one moved by half, so that no crop is free of it. */
const layAll = (pixels: Pixels, stamp: Stamp): void => {
  const along = stamp.length + stamp.height * 2;
  const apart = stamp.height * 4.5;
  const reach = Math.hypot(pixels.width, pixels.height) / 2;
  const [cos, sin] = [Math.cos(TILT), Math.sin(TILT)];
  const [lines, marks] = [Math.ceil(reach / apart) + 1, Math.ceil(reach / along) + 1];
  for (let line = -lines; line <= lines; line += 1) {
    for (let place = -marks; place <= marks; place += 1) {
      const u = (place + (line % 2) / 2) * along;
      const v = line * apart;
      lay(
        pixels,
        stamp,
        Math.round(pixels.width / 2 + u * cos - v * sin),
        Math.round(pixels.height / 2 + u * sin + v * cos),
      );
    }
  }
};

/**
 * Burns a viewer's mark into a JPEG; the pixels under it are changed for good (requirements.md ACC-10). `mark` is what
 * people read; `code` (bot/set/mark-code.ts) is what a machine finds even where nothing can be read any more.
 */
export const burnMark = async (
  jpeg: Uint8Array,
  mark: string,
  limitInputPixels: number,
  code?: Uint8Array,
): Promise<Uint8Array> => {
  const { data, info } = await sharp(jpeg, { limitInputPixels, failOn: 'error' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const pixels = { data, width, height };
  if (code !== undefined) layTile(pixels, weave(code));
  layAll(pixels, stampFor(mark, cellFor(Math.max(width, height))));
  // Better Huffman tables would take longer than all the rest for a twentieth fewer bytes (quality.md 1.3).
  const marked = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 82, optimiseCoding: false })
    .toBuffer();
  return Math.max(width, height) <= PREVIEW_EDGE ? makeSmall(marked) : marked;
};

/** A preview comes inside the first answer, so that it is there within a second on a slow line (issue D part 3). */
const PREVIEW_EDGE = 320;
const PREVIEW_BYTES = 20_000;

/** Writing and its noise cost bytes: as coarse as it takes, and no coarser. */
const makeSmall = async (marked: Buffer): Promise<Buffer> => {
  let small = marked;
  for (const quality of [60, 45, 30, 15]) {
    if (small.length <= PREVIEW_BYTES) return small;
    small = await sharp(marked).jpeg({ quality }).toBuffer();
  }
  return small;
};

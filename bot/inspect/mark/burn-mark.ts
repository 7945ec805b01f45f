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

/** Where each dot of a stamp lies in a picture so wide, from the stamp's middle, in bytes. */
const offsetsOf = ({ x, y }: Stamp, width: number): Int32Array => {
  const offsets = new Int32Array(x.length);
  for (let dot = 0; dot < offsets.length; dot += 1)
    offsets[dot] = ((y[dot] ?? 0) * width + (x[dot] ?? 0)) * 3;
  return offsets;
};

/** Lays one stamp with its middle at a point; what falls outside the picture is left out. */
const lay = (pixels: Pixels, stamp: Stamp, offsets: Int32Array, left: number, top: number): void => {
  const { data, width, height } = pixels;
  const { x: xs, y: ys, light: lights, dark: darks, halfWidth, halfHeight } = stamp;
  if (left < -halfWidth || top < -halfHeight || left >= width + halfWidth || top >= height + halfHeight)
    return;
  const whole =
    left >= halfWidth && top >= halfHeight && left + halfWidth < width && top + halfHeight < height;
  const middle = (top * width + left) * 3;
  for (let dot = 0; dot < offsets.length; dot += 1) {
    if (!whole) {
      const x = left + (xs[dot] ?? 0);
      const y = top + (ys[dot] ?? 0);
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
    }
    const light = lights[dot] ?? 0;
    // Times 257 and over 65,536 is over 255, near enough.
    const keep = (255 - light - (darks[dot] ?? 0)) * 257;
    const at = middle + (offsets[dot] ?? 0);
    data[at] = (((data[at] ?? 0) * keep) >> 16) + light;
    data[at + 1] = (((data[at + 1] ?? 0) * keep) >> 16) + light;
    data[at + 2] = (((data[at + 2] ?? 0) * keep) >> 16) + light;
  }
};

/** Lines of writing across the whole picture, every second one moved by half, so that no crop is free of it. */
const layAll = (pixels: Pixels, stamp: Stamp): void => {
  const along = stamp.length + stamp.height * 2;
  const apart = stamp.height * 4.5;
  const reach = Math.hypot(pixels.width, pixels.height) / 2;
  const [cos, sin] = [Math.cos(TILT), Math.sin(TILT)];
  const offsets = offsetsOf(stamp, pixels.width);
  const [lines, marks] = [Math.ceil(reach / apart) + 1, Math.ceil(reach / along) + 1];
  for (let line = -lines; line <= lines; line += 1) {
    for (let place = -marks; place <= marks; place += 1) {
      const u = (place + (line % 2) / 2) * along;
      const v = line * apart;
      lay(
        pixels,
        stamp,
        offsets,
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
  const clear = { data, width, height };
  const pixels = code === undefined ? clear : layTile(clear, weave(code));
  if (mark !== '') layAll(pixels, stampFor(mark, cellFor(Math.max(width, height))));
  return encode(pixels);
};

const SMALL_EDGE = 320;
const SMALL_BYTES = 20_000;
/** Of a preview, which must fit into the first answer of a slow line: the first that does (quality.md 1.3). */
const SMALL_FIRST = 72;
const SMALL_NEXT = [55, 40, 28];

const encode = async ({ data, width, height }: Pixels): Promise<Uint8Array> => {
  const isSmall = Math.max(width, height) <= SMALL_EDGE;
  const at = (quality: number): Promise<Buffer> =>
    sharp(data, { raw: { width, height, channels: 3 } })
      // Better Huffman tables would take longer than all the rest for a twentieth fewer bytes (quality.md 1.3).
      .jpeg({ quality, optimiseCoding: isSmall })
      .toBuffer();
  if (!isSmall) return at(82);
  let jpeg = await at(SMALL_FIRST);
  for (const quality of SMALL_NEXT) {
    if (jpeg.length <= SMALL_BYTES) break;
    jpeg = await at(quality);
  }
  return jpeg;
};

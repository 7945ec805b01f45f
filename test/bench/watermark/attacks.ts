import sharp, { type Sharp } from 'sharp';

export type Attack = (picture: Uint8Array, random: () => number) => Promise<Uint8Array>;

const sizeOf = async (picture: Uint8Array): Promise<{ readonly width: number; readonly height: number }> => {
  const { width, height } = await sharp(picture).metadata();
  return { width, height };
};

/** Saved again without further loss. */
const kept = (picture: Sharp): Promise<Uint8Array> => picture.png({ compressionLevel: 1 }).toBuffer();

const halve: Attack = async (picture) => {
  const { width } = await sizeOf(picture);
  return kept(sharp(picture).resize({ width: Math.round(width / 2) }));
};

/** A quarter of its area, half as wide and half as high, from anywhere in it. */
const quarter: Attack = async (picture, random) => {
  const { width, height } = await sizeOf(picture);
  const [wide, high] = [Math.floor(width / 2), Math.floor(height / 2)];
  const left = Math.floor(random() * (width - wide));
  const top = Math.floor(random() * (height - high));
  return kept(sharp(picture).extract({ left, top, width: wide, height: high }));
};

const poorJpeg: Attack = (picture) => sharp(picture).jpeg({ quality: 40 }).toBuffer();

const WORDS = ['Photos', 'Ward 7', 'Share', 'Edit', 'Back', '14:32', 'Grace Okafor', 'Type a message'];

/** What stands around a picture on a screen: bars, lines, words, another picture. */
const page = (width: number, height: number, random: () => number): Buffer => {
  const shade = (): string => `rgb(${[0, 1, 2].map(() => Math.floor(random() * 255)).join()})`;
  const pieces = Array.from({ length: 24 }, () => {
    const [x, y] = [random() * width, random() * height];
    return random() < 0.5
      ? `<text x="${x}" y="${y}" font-size="${12 + random() * 26}" fill="${shade()}">${WORDS[Math.floor(random() * WORDS.length)] ?? ''}</text>`
      : `<rect x="${x}" y="${y}" width="${20 + random() * 300}" height="${2 + random() * 60}" fill="${shade()}"/>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${shade()}"/>${pieces.join('')}</svg>`,
  );
};

const SCREENS = [
  [1920, 1080],
  [1366, 768],
  [1170, 2532],
  [1080, 2400],
  [2048, 1536],
] as const;

/** Fitted to a screen at any scale, with the page around it, and part of it may be scrolled away. */
const screenshot: Attack = async (picture, random) => {
  const [width, height] = SCREENS[Math.floor(random() * SCREENS.length)] ?? SCREENS[0];
  const was = await sizeOf(picture);
  const most = Math.min((width - 16) / was.width, (height * 1.3) / was.height, 1.3);
  const scale = most * (0.6 + random() * 0.4);
  const wide = Math.round(was.width * scale);
  const high = Math.round(was.height * scale);
  const left = Math.floor(random() * (width - wide));
  const top = Math.floor(40 + random() * Math.max(0, height - high - 40));
  const shown = await sharp(picture)
    .resize(wide, high, { fit: 'fill' })
    .extract({ left: 0, top: 0, width: wide, height: Math.min(high, height - top) })
    .toBuffer();
  const around = page(width, height, random);
  const full = await sharp(around)
    .composite([{ input: shown, left, top }])
    .flatten()
    .png()
    .toBuffer();
  return kept(sharp(full));
};

const then =
  (...attacks: readonly Attack[]): Attack =>
  async (picture, random) => {
    let now = picture;
    for (const attack of attacks) now = await attack(now, random);
    return now;
  };

/** What becomes of a picture on its way out; whoever decodes is told none of it. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  'resized to 50 %': halve,
  'cropped to a quarter': quarter,
  'JPEG quality 40': poorJpeg,
  screenshot,
  'resized to 50 %, JPEG 40': then(halve, poorJpeg),
  'a quarter, JPEG 40': then(quarter, poorJpeg),
  'a quarter, resized to 50 %, JPEG 40': then(quarter, halve, poorJpeg),
  'screenshot, JPEG 40': then(screenshot, poorJpeg),
};

import sharp from 'sharp';

export interface Compared {
  readonly sameSize: boolean;
  /** The part of all pixels, 0 to 1, in which the two differ so that an eye could see it. */
  readonly differing: number;
  /** The part of all pixels of the first in which it is not the picture that was posted. */
  readonly farFromOriginal: number;
  /** Names of metadata that the first still carries. */
  readonly metadata: readonly string[];
}

/** How far two watermarked pictures differ from one another and from what was posted, as shown upright. */
export const comparePictures = async (
  first: Uint8Array,
  second: Uint8Array,
  posted: Uint8Array,
): Promise<Compared> => {
  const facts = await sharp(first).metadata();
  const { width, height } = facts;
  const upright = await sharp(posted).autoOrient().resize(width, height, { fit: 'fill' }).toBuffer();
  const [a, b, c] = await Promise.all([pixels(first), pixels(second), pixels(upright)]);
  return {
    sameSize: a.length === b.length,
    differing: farApart(a, b),
    farFromOriginal: farApart(a, c),
    metadata: (['exif', 'xmp', 'iptc', 'comments'] as const).filter((name) => facts[name] !== undefined),
  };
};

const pixels = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer();

/** Beyond what JPEG's own rounding does. */
const VISIBLE = 24;

const farApart = (a: Uint8Array, b: Uint8Array): number => {
  let far = 0;
  for (let at = 0; at < a.length; at += 3) {
    const apart = Math.max(
      ...[0, 1, 2].map((channel) => Math.abs((a[at + channel] ?? 0) - (b[at + channel] ?? 0))),
    );
    if (apart > VISIBLE) far += 1;
  }
  return far / (a.length / 3);
};

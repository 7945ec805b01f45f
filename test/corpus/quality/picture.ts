import sharp, { type Sharp } from 'sharp';

/** Dots in sRGB, three bytes each. */
export interface Picture {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

export const toSharp = ({ data, width, height }: Picture): Sharp =>
  sharp(data, { raw: { width, height, channels: 3 } });

export const fromSharp = async (picture: Sharp): Promise<Picture> => {
  const { data, info } = await picture
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

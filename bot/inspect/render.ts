import sharp, { type Sharp } from 'sharp';
import { SafelightError } from '../set/errors.ts';
import type { Size } from '../set/image.ts';
import { decodeHeic } from './decode-heic.ts';
import { readDimensions } from './read-dimensions.ts';
import { mediaTypeOf } from './signatures.ts';

/** A picture of more dots than any phone takes is refused before a dot is decoded. */
export const MOST_PIXELS = 100_000_000;
const SCREEN_EDGE = 1_600;
const PREVIEW_BYTES = 20_000;

export interface Rendition extends Size {
  readonly jpeg: Uint8Array;
}

/** Formats whose loaders are open (bot/inspect/decoder-child.ts), by first bytes. */
const RASTER = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif', 'image/tiff']);
const HEVC = new Set(['image/heic', 'image/heif']);

interface Raw extends Size {
  readonly data: Buffer;
}

/** Turned as the phone was held, on white, in sRGB by the embedded profile: pixels and nothing else (META-02). */
const toScreen = async (picture: Sharp): Promise<Raw> => {
  const { data, info } = await picture
    .resize(SCREEN_EDGE, SCREEN_EDGE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

const fromRaw = ({ data, width, height }: Raw): Sharp => sharp(data, { raw: { width, height, channels: 3 } });

interface Screen {
  readonly raw: Raw;
  /** Some of the file was missing or broken, and some of the picture with it. */
  readonly partial: boolean;
}

/** True where every dot is the same: nothing was left of a broken file. */
const isBlank = ({ data }: Raw): boolean => data.every((value, at) => value === data[at % 3]);

/**
 * What is missing of these is left grey or white. The PNG reader leaves there what its buffer last held: rows of the
 * picture come a second time, and nobody could tell them from what was photographed.
 */
const SHOWN_IN_PART = new Set(['image/jpeg', 'image/gif']);

const decodeRaster = async (bytes: Uint8Array, mediaType: string): Promise<Screen> => {
  const open = (failOn: 'error' | 'none'): Promise<Raw> =>
    toScreen(sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn }).autoOrient());
  try {
    return { raw: await open('error'), partial: false };
  } catch (cause) {
    if (!SHOWN_IN_PART.has(mediaType)) throw new SafelightError('cannot-be-decoded', { cause });
    // A photograph whose end is missing is worth seeing for the part that is there; one with nothing left is not.
    const rest = await open('none');
    if (isBlank(rest)) throw new SafelightError('cannot-be-decoded', { cause });
    return { raw: rest, partial: true };
  }
};

/** Ever smaller until it fits: a photograph of gravel needs more bytes than one of a sheet. */
const PREVIEWS = [
  [320, 60],
  [320, 35],
  [240, 30],
  [160, 30],
  [96, 20],
] as const;

const makePreview = async (screen: Raw): Promise<Rendition> => {
  for (const [edge, quality] of PREVIEWS) {
    const { data, info } = await fromRaw(screen)
      .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true });
    if (data.length <= PREVIEW_BYTES) return { jpeg: data, width: info.width, height: info.height };
  }
  throw new SafelightError('cannot-be-decoded', { facts: { why: 'preview-too-large' } });
};

export interface Rendered {
  /** Part of the picture is missing from both. */
  readonly partial: boolean;
  readonly screen: Rendition;
  readonly preview: Rendition;
}

/** The HEVC decoder grows with every picture, good or bad: the process that ran it must not be used for another. */
export const spendsDecoder = (bytes: Uint8Array): boolean => HEVC.has(mediaTypeOf(bytes)?.mediaType ?? '');

/** What people see of an original. `image-too-large` by its header; `cannot-be-decoded` for all else that fails. */
export const render = async (bytes: Uint8Array): Promise<Rendered> => {
  const mediaType = mediaTypeOf(bytes)?.mediaType ?? '';
  const size = readDimensions(bytes, mediaType);
  if (size && size.width * size.height > MOST_PIXELS) throw new SafelightError('image-too-large');
  const hevc = HEVC.has(mediaType);
  if (!hevc && !RASTER.has(mediaType))
    throw new SafelightError('cannot-be-decoded', { facts: { why: 'kind' } });
  const { raw: screen, partial } = hevc
    ? { raw: await toScreen(await decodeHeic(bytes, SCREEN_EDGE)), partial: false }
    : await decodeRaster(bytes, mediaType);
  const jpeg = await fromRaw(screen).jpeg({ quality: 80 }).toBuffer();
  return {
    partial,
    screen: { jpeg, width: screen.width, height: screen.height },
    preview: await makePreview(screen),
  };
};

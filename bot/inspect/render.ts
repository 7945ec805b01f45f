import sharp, { type Sharp } from 'sharp';
import type { Crop } from '../set/capture.ts';
import { SafelightError } from '../set/errors.ts';
import type { Size } from '../set/image.ts';
import type { Measures } from '../set/quality.ts';
import { decodeHeic } from './decode-heic.ts';
import { measureSample, sampleOf } from './measure-picture.js';
import { readDimensions } from './read-dimensions.ts';
import { mediaTypeOf } from './signatures.ts';

/** A picture of more dots than any phone takes is refused before a dot is decoded. */
export const MOST_PIXELS = 100_000_000;
const SCREEN_EDGE = 1_600;
/** A fifth cheaper than three lobes, and within 50 dB of them: fifty times less than what the JPEG itself changes. */
const KERNEL = 'lanczos2';
const PREVIEW_BYTES = 20_000;
/** Of a picture of which a part is shown, at most: so many dots fit the child's memory. */
const PARTED_EDGE = 4_800;

export interface Rendition extends Size {
  readonly jpeg: Uint8Array;
}

/** Formats whose loaders are open (bot/inspect/decoder-child.ts), by first bytes. */
const RASTER = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif', 'image/tiff']);
const HEVC = new Set(['image/heic', 'image/heif']);

interface Raw extends Size {
  readonly data: Buffer;
}

/**
 * A profile is applied to every dot there is. Of red, green and blue it may as well be to the few that are left once
 * the picture is small: a photograph costs three fifths, and looks the same. Ink (CMYK) and grey come to sRGB first.
 */
const smallInItsOwnColours = async (picture: Sharp): Promise<Sharp> => {
  const { space, channels, hasProfile } = await picture.clone().metadata();
  if (!hasProfile || space !== 'srgb' || channels !== 3) return picture;
  return sharp(await picture.keepIccProfile().png({ compressionLevel: 0 }).toBuffer());
};

/** Turned as the phone was held, on white, in sRGB by the embedded profile: pixels and nothing else (META-02). */
const toScreen = async (picture: Sharp, edge: number): Promise<Raw> => {
  const small = await smallInItsOwnColours(
    picture.resize(edge, edge, { fit: 'inside', withoutEnlargement: true, kernel: KERNEL }),
  );
  const { data, info } = await small
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

const decodeRaster = async (bytes: Uint8Array, mediaType: string, edge: number): Promise<Screen> => {
  const open = (failOn: 'error' | 'none'): Promise<Raw> =>
    toScreen(sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn }).autoOrient(), edge);
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

/** So large a whole that its part still fills the screen, as far as there is room. */
const edgeFor = ({ width, height }: Crop): number =>
  Math.min(PARTED_EDGE, Math.ceil((SCREEN_EDGE * 1_000) / Math.min(width, height)));

/** The part that is shared (INT-03), of the picture as it is turned. */
const partOf = async (whole: Raw, { left, top, width, height }: Crop): Promise<Raw> => {
  const across = (thousandths: number): number => Math.round((thousandths * whole.width) / 1_000);
  const down = (thousandths: number): number => Math.round((thousandths * whole.height) / 1_000);
  const { data, info } = await fromRaw(whole)
    .extract({
      left: across(left),
      top: down(top),
      width: Math.max(1, Math.min(whole.width - across(left), across(width))),
      height: Math.max(1, Math.min(whole.height - down(top), down(height))),
    })
    .resize(SCREEN_EDGE, SCREEN_EDGE, { fit: 'inside', withoutEnlargement: true })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

export interface Rendered {
  /** Part of the picture is missing from both. */
  readonly partial: boolean;
  readonly screen: Rendition;
  readonly preview: Rendition;
  readonly measures: Measures;
}

/** The HEVC decoder grows with every picture, good or bad: the process that ran it must not be used for another. */
export const spendsDecoder = (bytes: Uint8Array): boolean => HEVC.has(mediaTypeOf(bytes)?.mediaType ?? '');

/** What people see of an original. `image-too-large` by its header; `cannot-be-decoded` for all else that fails. */
export const render = async (bytes: Uint8Array, part?: Crop): Promise<Rendered> => {
  const mediaType = mediaTypeOf(bytes)?.mediaType ?? '';
  const size = readDimensions(bytes, mediaType);
  if (size && size.width * size.height > MOST_PIXELS) throw new SafelightError('image-too-large');
  const hevc = HEVC.has(mediaType);
  if (!hevc && !RASTER.has(mediaType))
    throw new SafelightError('cannot-be-decoded', { facts: { why: 'kind' } });
  const edge = part === undefined ? SCREEN_EDGE : edgeFor(part);
  const { raw, partial } = hevc
    ? { raw: await toScreen(await decodeHeic(bytes, edge), edge), partial: false }
    : await decodeRaster(bytes, mediaType, edge);
  const screen = part === undefined ? raw : await partOf(raw, part);
  // The same dots with a tenth more bytes for half the work: it is drawn anew, with its mark, for whoever looks.
  const jpeg = await fromRaw(screen).jpeg({ quality: 80, optimiseCoding: false }).toBuffer();
  return {
    partial,
    screen: { jpeg, width: screen.width, height: screen.height },
    preview: await makePreview(screen),
    // From the dots that are there already: nothing is decoded again.
    measures: measureSample(
      sampleOf({ ...screen, channels: 3 }, part === undefined ? (size ?? screen) : screen),
    ),
  };
};

import ExifReader from 'exifreader';
import type { Processed, TakenAt } from '../set/image.ts';
import { readProcessed } from './read-processed.ts';

/** What Safelight wants of a picture's EXIF, and no more. */
export interface ExifFacts {
  readonly takenAt?: TakenAt;
  readonly device?: string;
  readonly processed?: readonly Processed[];
  readonly hasLocation: boolean;
}

const NOTHING: ExifFacts = { hasLocation: false };
const LONGEST_DEVICE = 80;

/** `2025:11:14 09:41:07` or nothing: a date that does not exist in the calendar is nonsense and is left out. */
export const readTaken = (original: unknown, offset: unknown): TakenAt | undefined => {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(firstText(original));
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1);
  const local = `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}`;
  const moment = Date.parse(`${local}Z`);
  // Date.parse rolls 31 February over into March: what it understood must be what was written.
  if (Number.isNaN(moment) || new Date(moment).toISOString().slice(0, 19) !== local) return undefined;
  if (Number(year) < 1990) return undefined;
  const zone = /^[+-](?:0\d|1[0-4]):[0-5]\d$/.exec(firstText(offset))?.[0];
  return { local, ...(zone === undefined ? {} : { offset: zone }), source: 'exif' };
};

/** EXIF texts come as a list of one string, padded with NULs or spaces. */
const firstText = (value: unknown): string => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  // eslint-disable-next-line no-control-regex -- control characters in a device's name are what is removed
  return typeof first === 'string' ? first.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim() : '';
};

const readDevice = (make: unknown, model: unknown): string | undefined => {
  const [maker, name] = [firstText(make), firstText(model)];
  const whole = name.toLowerCase().startsWith(maker.toLowerCase()) ? name : `${maker} ${name}`;
  return whole.trim().slice(0, LONGEST_DEVICE).trim() || undefined;
};

/** Reads a bare TIFF block; what cannot be understood counts as not said. */
export const readExif = (block: Uint8Array): ExifFacts => {
  const tags = load(block);
  if (!tags) return NOTHING;
  const takenAt = readTaken(tags['DateTimeOriginal']?.value, tags['OffsetTimeOriginal']?.value);
  const device = readDevice(tags['Make']?.value, tags['Model']?.value);
  const processed = readProcessed({
    customRendered: tags['CustomRendered']?.value,
    compositeImage: tags['CompositeImage']?.value,
    software: firstText(tags['Software']?.value),
  });
  return {
    ...(takenAt ? { takenAt } : {}),
    ...(device === undefined ? {} : { device }),
    ...(processed.length === 0 ? {} : { processed }),
    hasLocation: 'GPSLatitude' in tags && 'GPSLongitude' in tags,
  };
};

const WANTED = [
  'Make',
  'Model',
  'Software',
  'CustomRendered',
  'CompositeImage',
  'DateTimeOriginal',
  'OffsetTimeOriginal',
  'GPSLatitude',
  'GPSLongitude',
];

const load = (block: Uint8Array): Record<string, { value: unknown } | undefined> | undefined => {
  try {
    // A copy of its own, because the library looks at the whole buffer a view belongs to.
    const tags: Record<string, unknown> = ExifReader.load(Uint8Array.from(block).buffer);
    return Object.fromEntries(
      WANTED.filter((name) => name in tags).map((name) => [name, tags[name] as { value: unknown }]),
    );
  } catch {
    // Broken metadata is an ordinary thing in photographs and no fault of the program: the picture goes on.
    return undefined;
  }
};

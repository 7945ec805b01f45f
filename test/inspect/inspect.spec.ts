import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inspect } from '../../bot/inspect/inspect.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { corpus } from '../corpus/corpus.ts';

const PHONE = {
  takenAt: { local: '2025-11-14T09:41:07', offset: '+00:00', source: 'exif' },
  device: 'Safelight Demonstration Phone 1',
  hasLocation: true,
};
const image = (mediaType: string, width: number, height: number, more: object = { hasLocation: false }) => ({
  kind: 'image',
  mediaType,
  width,
  height,
  ...more,
});
const patient = (minute: number) =>
  image('image/jpeg', 900, 1_200, {
    takenAt: { local: `2025-11-14T10:0${minute}:00`, offset: '+00:00', source: 'exif' },
    device: 'Safelight Demonstration Phone 2',
    hasLocation: false,
  });

const EXPECTED: Readonly<Record<string, object>> = {
  'forearm.jpg': image('image/jpeg', 4_032, 3_024, PHONE),
  'forearm.heic': image('image/heic', 1_512, 2_016, PHONE),
  'forearm.png': image('image/png', 480, 640, PHONE),
  'forearm.webp': image('image/webp', 1_512, 2_016, PHONE),
  'forearm.avif': image('image/avif', 1_512, 2_016),
  'forearm.gif': image('image/gif', 320, 427),
  'forearm.tiff': image('image/tiff', 320, 427),
  'forearm-display-p3.jpg': image('image/jpeg', 1_512, 2_016),
  'patient-a-1.jpg': patient(0),
  'patient-a-2.jpg': patient(1),
  'patient-b-1.jpg': patient(2),
  'patient-b-2.jpg': patient(3),
  'patient-c-1.jpg': patient(4),
  'patient-c-2.jpg': patient(5),
  'polyglot.jpg': image('image/jpeg', 300, 400),
  'truncated.jpg': patient(0),
  'truncated.heic': image('image/heic', 1_512, 2_016, PHONE),
  'bomb.png': image('image/png', 20_000, 20_000),
  'wound.mp4': { kind: 'video', mediaType: 'video/mp4', width: 320, height: 240, hasLocation: true },
  'letter.pdf': { kind: 'document', mediaType: 'application/pdf', hasLocation: false },
};

/** What inspection makes of any bytes; anything but an inspection or an error of our own fails the test. */
const outcome = async (bytes: Uint8Array): Promise<string> => {
  try {
    return (await inspect(bytes)).kind;
  } catch (error) {
    if (error instanceof SafelightError) return error.code;
    throw error;
  }
};

describe('what an original says of itself', () => {
  it.each(Object.keys(EXPECTED))('is read from %s without decoding it', async (file) => {
    expect(await inspect(corpus(file))).toEqual(EXPECTED[file]);
  });

  it.each(['empty.jpg', 'drawing.jpg', 'page.jpg'])('refuses %s as no picture', async (file) => {
    await expect(inspect(corpus(file))).rejects.toMatchObject({ code: 'not-an-image' });
  });

  it('leaves out a capture date that is not in the calendar', async () => {
    expect(await inspect(corpus('forearm-display-p3.jpg'))).not.toHaveProperty('takenAt');
  });

  it('does not take the sensor size as a reason to refuse custody', async () => {
    expect(await outcome(corpus('bomb.png'))).toBe('image');
  });

  it('costs less than five milliseconds for a phone photograph', async () => {
    const photograph = corpus('forearm.jpg');
    const spent: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const before = process.cpuUsage();
      await inspect(photograph);
      const { user, system } = process.cpuUsage(before);
      spent.push((user + system) / 1_000);
    }
    expect(spent.sort((a, b) => a - b)[4]).toBeLessThan(5);
  });
});

/** A box of the given type around its content. */
const box = (type: string, ...content: Uint8Array[]): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0));
  return Buffer.concat([size, Buffer.from(type, 'latin1'), ...content]);
};

describe('a hostile original', () => {
  const files = Object.keys(EXPECTED);

  it('cut anywhere is inspected or refused, never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (file, part) => {
          const whole = corpus(file);
          await outcome(whole.subarray(0, Math.floor(Math.min(whole.length, 4_000) * part)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('with bytes changed in its header is inspected or refused, never anything else', async () => {
    const change = fc.tuple(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1, maxLength: 40 }),
        async (file, changes) => {
          const bytes = corpus(file);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          await outcome(bytes);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of countless empty boxes, segments or chunks is done with at once', async () => {
    const boxes = Buffer.concat([
      corpus('wound.mp4').subarray(0, 32),
      Buffer.alloc(4_000_000, Buffer.from('\0\0\0\x08free', 'latin1')),
    ]);
    const segments = Buffer.concat([
      Buffer.from([0xff, 0xd8]),
      Buffer.alloc(4_000_000, Buffer.from([0xff, 0xe1, 0, 2])),
    ]);
    const fields = Buffer.concat([
      Buffer.from('II*\0\x08\0\0\0\xff\xff', 'latin1'),
      Buffer.alloc(4_000_000, Buffer.from('\x0f\x01\x02\0\0\0\x01\0\0\0\0\0', 'latin1')),
    ]);
    const infe = box('infe', Buffer.from([2, 0, 0, 0, 0, 1, 0, 0]), Buffer.from('Exif\0'));
    const iinf = box('iinf', Buffer.from([0, 0, 0, 0, 0, 1]), infe);
    const iloc = box(
      'iloc',
      Buffer.from([2, 0, 0, 0, 0, 0, 255, 255, 255, 255]),
      Buffer.alloc(4_000_000, 0xff),
    );
    const extents = Buffer.concat([
      box('ftyp', Buffer.from('heic\0\0\0\0mif1')),
      box('meta', Buffer.alloc(4), iinf, iloc),
    ]);
    const before = process.cpuUsage();
    for (const bytes of [boxes, segments, fields, extents]) await outcome(Uint8Array.from(bytes));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });
});

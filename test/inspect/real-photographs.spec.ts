import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spawnDecoder } from '../../bot/adapters/decoder/spawn-decoder.ts';
import { inspect } from '../../bot/inspect/inspect.ts';
import type { Decoder } from '../../bot/ports/decoder.ts';

/** Photographs of real phones are not ours to ship; where they lie beside the repository they are looked at. */
const folder = resolve('../shared/photos');
const present = existsSync(join(folder, 'iphone.heic'));
if (!present) process.stderr.write(`skipped: no real phone photographs in ${folder}\n`);

const PHOTOGRAPHS: readonly (readonly [string, object, readonly [number, number] | undefined])[] = [
  ['iphone.heic', { mediaType: 'image/heic', hasLocation: true, device: 'Apple iPhone 8' }, [1_600, 1_200]],
  [
    'iphone-2.heic',
    { hasLocation: false, takenAt: { local: '2020-05-04T18:39:11', offset: '-04:00', source: 'exif' } },
    [1_200, 1_600],
  ],
  [
    'iphone-4.jpg',
    { hasLocation: true, takenAt: { local: '2011-01-13T14:33:39', source: 'exif' } },
    [1_296, 968],
  ],
  ['iphone-6-plus.jpg', { hasLocation: true, device: 'Apple iPhone 6 Plus' }, [1_200, 1_600]],
  ['galaxy-j3.jpg', { hasLocation: false, width: 2_576, height: 1_932 }, [1_200, 1_600]],
  ['htc-one.jpg', { hasLocation: false, device: 'HTC One' }, [1_600, 905]],
  ['lumia-800.jpg', { hasLocation: true }, [1_200, 1_600]],
  ['phone-gps.mov', { kind: 'video', mediaType: 'video/quicktime', hasLocation: true }, undefined],
  ['phone-gps.mp4', { kind: 'video', mediaType: 'video/mp4', hasLocation: true }, undefined],
];

(present ? describe : describe.skip)('photographs and films of real phones', () => {
  let decoder: Decoder;
  beforeAll(() => {
    const loader = pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href;
    decoder = spawnDecoder({
      script: pathToFileURL(resolve('bot/inspect/decoder-child.ts')),
      execArgv: ['--import', loader],
    });
  });
  afterAll(() => decoder.close());

  it.each(PHOTOGRAPHS)('%s is read and shown', async (file, facts, size) => {
    const bytes = Uint8Array.from(readFileSync(join(folder, file)));
    expect(await inspect(bytes)).toMatchObject(facts);
    if (!size) return;
    const { screen } = await decoder.render(bytes, '');
    expect([screen.width, screen.height]).toEqual(size);
  });
});

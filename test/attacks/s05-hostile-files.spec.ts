import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { spawnDecoder } from '../../bot/adapters/decoder/spawn-decoder.ts';
import { mediaTypeOf } from '../../bot/inspect/signatures.ts';
import { registrar } from '../../bot/local/demonstration/people.ts';
import type { Decoder } from '../../bot/ports/decoder.ts';
import { corpus } from '../corpus/corpus.ts';
import { photo } from '../viewer/photo.ts';
import { openWorld } from '../viewer/world.ts';
import type { World } from '../viewer/world.ts';

const LOADER = ['--import', pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href];
const text = (words: string): Uint8Array => Buffer.from(words.padEnd(200), 'latin1');

/** Formats that imaging libraries read unless they are told not to: some fetch files and addresses, some run scripts. */
const NOT_FOR_US: readonly (readonly [string, Uint8Array])[] = [
  [
    'a drawing that shows a file of the server',
    text(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>',
    ),
  ],
  [
    'a drawing that asks another host',
    text(
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="http://169.254.169.254/"/></svg>',
    ),
  ],
  [
    'a drawing with an entity',
    text(
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
    ),
  ],
  ['a web page', text('<!doctype html><script>alert(1)</script>')],
  [
    'a script of a drawing program',
    text(
      'push graphic-context\nviewbox 0 0 9 9\nimage over 0,0 0,0 "ephemeral:/etc/passwd"\npop graphic-context',
    ),
  ],
  ['PostScript', text('%!PS-Adobe-3.0\n(/etc/passwd) (r) file')],
  ['a bare bitmap', text('P6 9 9 255\n')],
  ['a radiance picture', text('#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 9 +X 9\n')],
  ['an astronomer’s picture', text('SIMPLE  =                    T / FITS')],
  ['a spreadsheet as matrix', text('9 9\n1 2 3 4 5 6 7 8 9\n')],
  ['a zip archive', Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(200)])],
  ['a JPEG XL', Buffer.concat([Buffer.from('0000000c4a584c200d0a870a', 'hex'), Buffer.alloc(200)])],
  ['a library’s own dump', Buffer.concat([Buffer.from('08f2a6b6', 'hex'), Buffer.alloc(200)])],
];

describe('A file that is something else than it seems (S5; ASVS 5.0 V5.2.2, V5.3.1, V3.2.1, V1.3.6)', () => {
  let decoder: Decoder;
  let world: World;
  beforeAll(async () => {
    decoder = spawnDecoder({
      script: pathToFileURL(resolve('bot/inspect/decoder-child.ts')),
      execArgv: LOADER,
    });
    world = await openWorld();
  });
  afterAll(async () => {
    await decoder.close();
    await world.close();
  });

  it.each(NOT_FOR_US)('%s is no picture to us, and the decoder does not open it', async (_what, bytes) => {
    expect(mediaTypeOf(bytes)).toBeUndefined();
    for (const declared of ['image/jpeg', 'image/svg+xml', ''])
      await expect(decoder.render(bytes, declared)).rejects.toMatchObject({ code: 'cannot-be-decoded' });
    await expect(decoder.watermark(bytes, 'x')).rejects.toMatchObject({ code: 'cannot-be-decoded' });
  });

  it('a photograph that is also an archive or a page is a photograph, and what is shown of it is nothing else', async () => {
    const shown = await decoder.render(corpus('polyglot.jpg'), 'application/zip');
    expect(Buffer.from(shown.screen.jpeg).includes('PK\u0003\u0004')).toBe(false);
  });

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'text/xml',
    'application/javascript',
    'image/jpeg; x=text/html',
    '',
    'multipart/x-mixed-replace',
  ])('is handed to a browser as bytes to save where its kind came to be noted as %s', async (mediaType) => {
    const set = await world.seed([await photo('patient-a-1.jpg', { mediaType, rendition: 'impossible' })]);
    const browser = await world.as(registrar);
    const { headers, text: page } = await browser.get(
      `/sets/${set.id}/images/${set.images[0]?.id ?? ''}/original`,
    );
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="safelight-[\w-]{8}\.bin"$/);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*; sandbox$/);
    expect(page.length).toBeGreaterThan(0);
  });
});

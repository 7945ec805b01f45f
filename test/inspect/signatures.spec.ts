import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mediaTypeOf } from '../../bot/inspect/signatures.ts';
import { corpus } from '../corpus/corpus.ts';

const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.padEnd(64, '\0'), 'latin1'));
const ftyp = (major: string, ...others: string[]): Uint8Array => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(16 + others.length * 4);
  return Uint8Array.from(
    Buffer.concat([size, Buffer.from(`ftyp${major}\0\0\0\0${others.join('')}`, 'latin1')]),
  );
};

describe('what a file is, by its first bytes', () => {
  it.each([
    ['HEIC from an iPhone', ftyp('heic', 'mif1', 'heic'), 'image/heic'],
    ['HEIC that names itself by its container', ftyp('mif1', 'mif1', 'heic'), 'image/heic'],
    ['AVIF that names itself by its container', ftyp('mif1', 'avif', 'miaf'), 'image/avif'],
    ['a HEIF of unknown coding', ftyp('mif1', 'mif1'), 'image/heif'],
    ['an iPhone film', ftyp('qt  ', 'qt  '), 'video/quicktime'],
    ['an Android film', ftyp('isom', 'mp42'), 'video/mp4'],
    ['an old phone film', ftyp('3gp4'), 'video/3gpp'],
    ['a film of an unknown brand', ftyp('zzzz'), 'video/mp4'],
    ['a voice memo', ftyp('M4A ', 'mp42'), 'audio/mp4'],
    ['a film older than brands', latin('\0\0\0\x08wide\0\0\0\x20mdat'), 'video/quicktime'],
    ['WebM', latin('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm'), 'video/webm'],
    ['MP3 with a title', latin('ID3\x04'), 'audio/mpeg'],
    ['bare MP3', latin('\xff\xfb\x90\x64'), 'audio/mpeg'],
    ['WAV', latin('RIFF\x24\0\0\0WAVEfmt '), 'audio/wav'],
    ['Ogg', latin('OggS\0\x02'), 'audio/ogg'],
    ['AMR', latin('#!AMR\n'), 'audio/amr'],
    ['BMP', latin('BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'), 'image/bmp'],
    ['PDF', latin('%PDF-1.7'), 'application/pdf'],
    ['big-endian TIFF', latin('MM\0*\0\0\0\x08'), 'image/tiff'],
  ])('knows %s', (_what, bytes, mediaType) => {
    expect(mediaTypeOf(bytes)?.mediaType).toBe(mediaType);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['SVG', corpus('drawing.jpg')],
    ['HTML', corpus('page.jpg')],
    ['a zip or an office file', latin('PK\x03\x04\x14\0\x06\0')],
    ['an old office file', latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
    ['a text that begins with BM', latin('BMI 27.4, weight stable since last review')],
    ['Matroska that is not WebM', latin('\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska')],
    ['a program', latin('\x7fELF\x02\x01\x01')],
    ['an HTML page with a JPEG behind it', latin('<html>\xff\xd8\xff')],
  ])('leaves %s alone', (_what, bytes) => {
    expect(mediaTypeOf(bytes)).toBeUndefined();
  });

  it('judges a file that is two things by its beginning', () => {
    expect(mediaTypeOf(corpus('polyglot.jpg'))?.mediaType).toBe('image/jpeg');
  });

  it('never fails, whatever the bytes, and needs no more than the first 64 to tell whether it protects', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('', '\0\0\0\x18ftyp', 'RIFF', 'BM', '\x1aE\xdf\xa3'),
        (tail, start) => {
          const bytes = Uint8Array.from([...Buffer.from(start, 'latin1'), ...tail]);
          expect(mediaTypeOf(bytes.subarray(0, 64)) === undefined).toBe(mediaTypeOf(bytes) === undefined);
        },
      ),
    );
  });
});

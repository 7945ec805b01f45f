import sharp from 'sharp';
import { corpus } from '../corpus/corpus.ts';
import * as exif from './exif.ts';
import * as jpeg from './jpeg.ts';
import * as png from './png.ts';

/** What becomes of a bad file: `either` where decoders may differ and both ends are safe. */
export type Fate = 'shown' | 'cannot-be-decoded' | 'image-too-large' | 'either' | 'not-a-picture';

export interface BadFile {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly fate: Fate;
}

const COMMENT = 0xfe;
const PROFILE = 0xe2;
export const CANARY = 'CANARY 999 000 0042';

const says = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Seventeen megabytes that call themselves a colour profile, in as many pieces as there can be. */
const longProfile = (photo: Uint8Array): Buffer =>
  Array.from({ length: 255 }, (_, at) =>
    Buffer.concat([says('ICC_PROFILE\0'), Buffer.from([at + 1, 255]), Buffer.alloc(65_500, at)]),
  ).reduceRight<Buffer>((whole, piece) => jpeg.withSegment(whole, PROFILE, piece), Buffer.from(photo));

const badJpegs = async (): Promise<readonly (readonly [string, Uint8Array, Fate])[]> => {
  const photo = await jpeg.slope();
  const words = await jpeg.slope(32, 32);
  const cmyk = await sharp(photo).toColourspace('cmyk').jpeg().toBuffer();
  return [
    ['a photograph that claims 4,000 megapixels', jpeg.claiming(photo, 65_500, 65_500), 'image-too-large'],
    [
      'a photograph that claims 81 megapixels and holds three thousand dots',
      jpeg.claiming(photo, 9_000, 9_000),
      'either',
    ],
    ['a photograph that claims no width', jpeg.claiming(photo, 0, 48), 'cannot-be-decoded'],
    ['a photograph with two sizes', jpeg.twoFrames(photo), 'either'],
    [
      'a progressive photograph of 16 megapixels with 2,000 scans',
      await jpeg.manyScans(4_000, 2_000),
      'cannot-be-decoded',
    ],
    ['a photograph cut off after 200 bytes', photo.subarray(0, 200), 'cannot-be-decoded'],
    ['a photograph cut off in the middle', corpus('truncated.jpg'), 'shown'],
    ['a photograph in the four inks of print', cmyk, 'shown'],
    ['a photograph under the name of arithmetic coding', jpeg.recoded(photo, 0xc9), 'either'],
    ['a photograph under the name of lossless coding', jpeg.recoded(photo, 0xc3), 'cannot-be-decoded'],
    ['a photograph that claims 12 bits a dot', jpeg.recoded(photo, 0xc1, 12), 'cannot-be-decoded'],
    ['a photograph with a zip archive behind it', corpus('polyglot.jpg'), 'shown'],
    [
      'a photograph with a web page behind it',
      Buffer.concat([photo, says(`<script>alert("${CANARY}")</script>`)]),
      'shown',
    ],
    [
      'a photograph with a web page in its comment',
      jpeg.withSegment(photo, COMMENT, says(`<script>${CANARY}</script>`)),
      'shown',
    ],
    [
      'a photograph with a second one behind it',
      Buffer.concat([photo, jpeg.withSegment(words, COMMENT, says(CANARY))]),
      'shown',
    ],
    [
      'a photograph with a thumbnail that says more',
      exif.withThumbnail(photo, jpeg.withSegment(words, COMMENT, says(CANARY))),
      'shown',
    ],
    ['a photograph whose EXIF leads back to itself', exif.withExif(photo, exif.loops), 'shown'],
    ['a photograph whose EXIF has no end', exif.withExif(photo, exif.endless), 'shown'],
    ['a photograph whose EXIF has 5,000 fields', exif.withExif(photo, exif.crowded()), 'shown'],
    ['a photograph with a colour profile of 17 megabytes', longProfile(photo), 'either'],
  ];
};

const badOthers = async (): Promise<readonly (readonly [string, Uint8Array, Fate])[]> => {
  const dot = await png.dot();
  const loop = exif.tiff([{ tag: 256, type: 3, count: 1, value: 40 }], 8);
  const screen = says('GIF89a\xff\xff\xff\xff\0\0\0');
  const pages = await sharp(await sharp(dot).gif().toBuffer(), { animated: true })
    .gif()
    .toBuffer();
  return [
    ['a PNG of 49 KB that would unfold into 400 megapixels', corpus('bomb.png'), 'image-too-large'],
    ['a PNG that claims 90 megapixels and holds a thousand dots', png.claiming(dot, 30_000, 3_000), 'either'],
    ['a PNG whose colour profile unfolds into 200 megabytes', png.profileBomb(dot), 'either'],
    ['a PNG whose hidden text unfolds into 200 megabytes', png.textBomb(dot), 'either'],
    ['a PNG with words in it', png.withChunks(dot, png.chunk('tEXt', says(`Comment\0${CANARY}`))), 'shown'],
    [
      'a PNG with 50,000 empty chunks',
      png.withChunks(dot, ...Array.from({ length: 50_000 }, () => png.chunk('teSt', Buffer.alloc(0)))),
      'either',
    ],
    ['an animated PNG', png.animated(dot, 200), 'shown'],
    [
      'a PNG with a wrong checksum',
      Buffer.concat([dot.subarray(0, 30), says('XXX'), dot.subarray(33)]),
      'either',
    ],
    ['an animated GIF', pages, 'shown'],
    [
      'a GIF with a canvas of 4,000 megapixels',
      Buffer.concat([screen, pages.subarray(13)]),
      'image-too-large',
    ],
    ['a TIFF that leads back to itself', loop, 'cannot-be-decoded'],
    ['a HEIC that was cut off', corpus('truncated.heic'), 'cannot-be-decoded'],
    ['a HEIC that is only a beginning', says('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'cannot-be-decoded'],
    [
      'a HEIC of nested boxes without an end',
      Buffer.concat([
        says('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
        Buffer.alloc(80_000, '\xff\xff\xff\xffmeta', 'latin1'),
      ]),
      'cannot-be-decoded',
    ],
    ['a WebP that is only a beginning', says('RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0'), 'cannot-be-decoded'],
    [
      'a bitmap of another age',
      Buffer.concat([says('BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'), Buffer.alloc(60)]),
      'cannot-be-decoded',
    ],
    [
      'a PDF with a photograph behind it',
      Buffer.concat([corpus('letter.pdf'), await jpeg.slope()]),
      'not-a-picture',
    ],
    ['a film that is only a beginning', says('\0\0\0\x18ftypisom\0\0\0\0mp42isom'), 'not-a-picture'],
  ];
};

/** Everything here is a picture, film or document by its first bytes: all of it is taken into custody. */
export const badFiles = async (): Promise<readonly BadFile[]> =>
  [...(await badJpegs()), ...(await badOthers())].map(([what, bytes, fate]) => ({ what, bytes, fate }));

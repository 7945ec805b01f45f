import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDimensions } from '../../bot/inspect/read-dimensions.ts';
import { mediaTypeOf } from '../../bot/inspect/signatures.ts';
import type { Decoder } from '../../bot/ports/decoder.ts';
import { corpus } from '../corpus/corpus.ts';
import { decoderPixels } from './decoder-pixels.ts';

/** Which parts of the contract a decoder can keep. `pixels`: it really decodes. */
export interface DecoderAbilities {
  readonly pixels: boolean;
}

const PICTURES = [
  'forearm.jpg',
  'forearm.png',
  'forearm.webp',
  'forearm.avif',
  'forearm.heic',
  'forearm.gif',
  'forearm.tiff',
];
const NO_PICTURES = ['empty.jpg', 'drawing.jpg', 'page.jpg', 'letter.pdf', 'wound.mp4'];

const sizeOf = (jpeg: Uint8Array) => readDimensions(jpeg, 'image/jpeg');

export const decoderContract = (
  name: string,
  make: () => Decoder,
  { pixels }: DecoderAbilities = { pixels: true },
): void => {
  describe(`the decoder: ${name}`, () => {
    let decoder: Decoder;
    beforeAll(() => {
      decoder = make();
    });
    afterAll(() => decoder.close());

    it.each(PICTURES)('shows %s as a JPEG for the screen and a preview of at most 20 KB', async (file) => {
      const { screen, preview } = await decoder.render(corpus(file), 'image/jpeg');
      for (const rendition of [screen, preview]) {
        expect(mediaTypeOf(rendition.jpeg)?.mediaType).toBe('image/jpeg');
        expect(sizeOf(rendition.jpeg)).toEqual({ width: rendition.width, height: rendition.height });
      }
      expect(Math.max(screen.width, screen.height)).toBeLessThanOrEqual(1_600);
      expect(preview.jpeg.length).toBeLessThanOrEqual(20_480);
    });

    it.each(NO_PICTURES)('refuses %s, whatever its name or declared type says', async (file) => {
      await expect(decoder.render(corpus(file), 'image/jpeg')).rejects.toMatchObject({
        code: 'cannot-be-decoded',
      });
    });

    it('refuses a small file that would unfold into 400 megapixels', async () => {
      await expect(decoder.render(corpus('bomb.png'), 'image/png')).rejects.toMatchObject({
        code: 'image-too-large',
      });
    });

    it("burns each viewer's mark into a picture of the same size", async () => {
      const { screen } = await decoder.render(corpus('patient-a-1.jpg'), 'image/jpeg');
      const osei = await decoder.watermark(screen.jpeg, 'Dr Amara Osei 14 Nov 2025 09:41');
      const hill = await decoder.watermark(screen.jpeg, 'Dr Sam Hill 14 Nov 2025 09:41');
      expect(sizeOf(osei)).toEqual({ width: screen.width, height: screen.height });
      expect(Buffer.from(osei).equals(screen.jpeg)).toBe(false);
      expect(Buffer.from(osei).equals(hill)).toBe(false);
    });

    it('refuses to mark what is no JPEG', async () => {
      await expect(decoder.watermark(corpus('page.jpg'), 'Dr Amara Osei')).rejects.toMatchObject({
        code: 'cannot-be-decoded',
      });
    });

    it('does many requests at once without mixing them up', async () => {
      const names = [
        'patient-a-1',
        'patient-b-1',
        'patient-c-1',
        'patient-a-2',
        'patient-b-2',
        'patient-c-2',
      ];
      const one = async (file: string) =>
        Buffer.from((await decoder.render(corpus(`${file}.jpg`), 'image/jpeg')).screen.jpeg).toString(
          'base64',
        );
      const together = await Promise.all(names.map(one));
      expect(new Set(together).size).toBe(names.length);
      for (const [index, file] of names.entries()) expect(await one(file)).toBe(together[index]);
    });

    it('can be closed twice', async () => {
      const other = make();
      await other.close();
      await other.close();
    });

    if (pixels) decoderPixels(() => decoder);
  });
};

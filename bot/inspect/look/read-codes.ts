import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { ScannedSymbol } from '../../set/band.ts';

/** What wristbands, labels and forms carry (PID-05). */
const FORMATS = ['DataMatrix', 'Code128', 'QRCode'] as const;
/** A picture of a sheet of labels has many; to know that there are some, these are enough. */
const MOST = 8;

const open = async (): Promise<void> => {
  const program = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const bytes = await readFile(program);
  await prepareZXingModule({
    overrides: { wasmBinary: Uint8Array.from(bytes).buffer },
    fireImmediately: true,
  });
};

let opened: Promise<void> | undefined;

export const readCodes = async (jpeg: Uint8Array): Promise<readonly ScannedSymbol[]> => {
  opened ??= open();
  await opened;
  const { data, info } = await sharp(jpeg)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const pixels = {
    data: new Uint8ClampedArray(data),
    width: info.width,
    height: info.height,
    colorSpace: 'srgb',
  } as const;
  const found = await readBarcodes(pixels, {
    formats: [...FORMATS],
    maxNumberOfSymbols: MOST,
    // As printed: FNC1 as ASCII 29, no brackets put in for people.
    textMode: 'Plain',
    // A line of bars read only once may be two codes' halves.
    minLineCount: 2,
  });
  return found.map(({ symbologyIdentifier, text }) => ({ identifier: symbologyIdentifier, text }));
};

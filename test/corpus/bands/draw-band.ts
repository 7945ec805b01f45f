import bwip from 'bwip-js';
import sharp from 'sharp';
import { spacedNhsNumber } from '../../../bot/policy/nhs-number.js';
import { gsrnOf } from './numbers.ts';

export type Symbology = 'gs1-datamatrix' | 'gs1-128' | 'qr' | 'code-128';
export const SYMBOLOGIES: readonly Symbology[] = ['gs1-datamatrix', 'gs1-128', 'qr', 'code-128'];

/** One millimetre of the printed band in pixels of its texture. */
export const TEXTURE_PER_MM = 16;
export const BAND_HEIGHT_MM = 25;
const BAND_LENGTH_MM = 110;
const BAR_HEIGHT_MM = 10;
/** Width of the narrowest bar or dot: what thermal wristband printers of 300 dpi print. */
const MODULE_MM = { 'gs1-datamatrix': 0.42, 'gs1-128': 0.25, qr: 0.42, 'code-128': 0.31 } as const;

export interface PrintedBand {
  readonly symbology: Symbology;
  readonly nhsNumber: string;
  readonly hospitalNumber: string;
  /** Prints this instead of what the numbers say: misprints, other people's codes. */
  readonly text?: string;
}

/** Grey, row by row; the code's middle is the texture's middle. */
export interface Texture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

const BCID = { 'gs1-datamatrix': 'gs1datamatrix', 'gs1-128': 'gs1-128', qr: 'qrcode', 'code-128': 'code128' };

const textOf = ({ symbology, nhsNumber, hospitalNumber, text }: PrintedBand): string => {
  if (text !== undefined) return text;
  if (symbology === 'gs1-datamatrix')
    return `(8018)${gsrnOf(nhsNumber)}(8019)1(91)XHB.${hospitalNumber}(93)PATIENT.Test.01-Jan-1980`;
  return symbology === 'gs1-128' ? `(8018)${gsrnOf(nhsNumber)}` : hospitalNumber;
};

/** The band lying flat: words to the left of the code, as printed bands have them. */
export const drawBand = async (band: PrintedBand): Promise<Texture> => {
  const matrix = band.symbology === 'gs1-datamatrix' || band.symbology === 'qr';
  // To bwip-js one dot of a matrix is two units wide, one bar one.
  const scale = Math.round((MODULE_MM[band.symbology] * TEXTURE_PER_MM) / (matrix ? 2 : 1));
  const options = {
    bcid: BCID[band.symbology],
    text: textOf(band),
    scale,
    // Given in millimetres of a screen of 72 dots an inch.
    ...(matrix ? {} : { height: (BAR_HEIGHT_MM * TEXTURE_PER_MM) / scale / 2.835 }),
    // Misprints and other people's codes too, which it would refuse.
    dontlint: true,
    backgroundcolor: 'FFFFFF',
    padding: 0,
  };
  const code = await bwip.toBuffer(options);
  const width = BAND_LENGTH_MM * TEXTURE_PER_MM;
  const height = BAND_HEIGHT_MM * TEXTURE_PER_MM;
  const size = await sharp(code).metadata();
  const left = Math.round((width - size.width) / 2);
  const grey = await sharp({ create: { width, height, channels: 3, background: '#f4f4f2' } })
    .composite([
      { input: code, left, top: Math.round((height - size.height) / 2) },
      { input: Buffer.from(wordsOf(band, left - 60)), left: 0, top: 0 },
    ])
    .greyscale()
    .raw()
    .toBuffer();
  return { width, height, grey: Uint8Array.from(grey) };
};

const wordsOf = ({ nhsNumber, hospitalNumber }: PrintedBand, width: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.max(width, 10)}" height="${BAND_HEIGHT_MM * TEXTURE_PER_MM}">
    <g font-family="sans-serif" font-size="48">
      <text x="20" y="90">PATIENT, Test</text><text x="20" y="160">01-Jan-1980</text>
      <text x="20" y="230">${spacedNhsNumber(nhsNumber)}</text><text x="20" y="300">${hospitalNumber}</text>
    </g></svg>`;

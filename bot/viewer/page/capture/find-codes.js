// Finds a band's codes anywhere in one frame, however it is turned. No document, no camera: it runs in the worker
// beside this file, and in tests.

/**
 * @import { ScannedSymbol } from '../../../set/band.ts'
 */

/**
 * RGBA, row by row, as a canvas hands it out.
 *
 * @typedef {{ width: number, height: number, data: Uint8ClampedArray<ArrayBuffer> }} Frame
 */

/**
 * The reader of zxing-wasm, so far as it is used.
 *
 * @typedef {(frame: ImageData, options: import('zxing-wasm/reader').ReaderOptions)
 *   => Promise<readonly import('zxing-wasm/reader').ReadResult[]>} Read
 */

const { floor } = Math;
const MATRIX = /** @type {const} */ (['DataMatrix', 'QRCode']);
const LINEAR = /** @type {const} */ (['Code128']);

/** @type {import('zxing-wasm/reader').ReaderOptions} */
const OPTIONS = {
  // As printed: FNC1 as ASCII 29, no brackets put in for people.
  textMode: 'Plain',
  tryInvert: false,
  maxNumberOfSymbols: 4,
  // A line of bars read only once may be two codes' halves.
  minLineCount: 2,
};

/**
 * One thing tried a look, by turns, because all of them in every frame would take too long for a hand to be held
 * still. Bars are found along the rows and columns alone, so the frame is turned for them; half the size averages out
 * the noise of a dark room.
 *
 * @type {readonly ((frame: Frame) => { frame: Frame, formats: readonly ('DataMatrix' | 'QRCode' | 'Code128')[] })[]}
 */
const LOOKS = [
  (frame) => ({ frame, formats: [...MATRIX, ...LINEAR] }),
  (frame) => ({ frame: turned(frame, 30), formats: LINEAR }),
  (frame) => ({ frame: halved(frame), formats: [...MATRIX, ...LINEAR] }),
  (frame) => ({ frame: turned(frame, 60), formats: LINEAR }),
];

/**
 * @param {Read} read
 * @param {Frame} frame
 * @param {number} look counts up from 0: says what is tried this time
 * @returns {Promise<readonly ScannedSymbol[]>}
 */
export const findCodes = async (read, frame, look) => {
  const tried = LOOKS[look % LOOKS.length]?.(frame);
  if (tried === undefined) return [];
  const found = await read(asImage(tried.frame), { ...OPTIONS, formats: [...tried.formats] });
  return (
    found
      // A part of a code that goes on in another is no number by itself.
      .filter(({ isValid, sequenceSize }) => isValid && sequenceSize < 0)
      .map(({ symbologyIdentifier, text }) => ({ identifier: symbologyIdentifier, text }))
  );
};

/** @param {Frame} frame */
const asImage = (frame) => /** @type {ImageData} */ (/** @type {unknown} */ (frame));

/**
 * Grey, each pixel the mean of four.
 *
 * @param {Frame} frame
 * @returns {Frame}
 */
const halved = ({ width, height, data }) => {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Uint8ClampedArray(w * h * 4);
  for (let row = 0; row < h; row += 1)
    for (let column = 0; column < w; column += 1) {
      const at = (row * 2 * width + column * 2) * 4;
      const below = at + width * 4;
      const sum = green(data, at) + green(data, at + 4) + green(data, below) + green(data, below + 4);
      out.fill(sum / 4, (row * w + column) * 4, (row * w + column) * 4 + 4);
    }
  return { width: w, height: h, data: out };
};

/**
 * Grey, turned about the middle in a square that holds the whole height and as much of the width.
 *
 * @param {Frame} frame
 * @param {number} degrees
 * @returns {Frame}
 */
const turned = ({ width, height, data }, degrees) => {
  const side = Math.min(Math.max(width, height), Math.round(Math.min(width, height) * 1.4));
  const out = new Uint8ClampedArray(side * side * 4);
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  for (let row = 0; row < side; row += 1)
    for (let column = 0; column < side; column += 1) {
      const [a, b] = [column - side / 2, row - side / 2];
      const x = a * cos - b * sin + width / 2;
      const y = a * sin + b * cos + height / 2;
      const to = (row * side + column) * 4;
      out.fill(between(data, width, height, x, y), to, to + 4);
    }
  return { width: side, height: side, data: out };
};

/**
 * Between the four nearest pixels; white outside the frame.
 *
 * @param {Uint8ClampedArray} data
 * @param {number} width
 * @param {number} height
 * @param {number} x
 * @param {number} y
 */
const between = (data, width, height, x, y) => {
  const left = floor(x);
  const top = floor(y);
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return 255;
  const at = (top * width + left) * 4;
  const below = at + width * 4;
  const [p, q] = [x - left, y - top];
  const upper = green(data, at) * (1 - p) + green(data, at + 4) * p;
  return upper * (1 - q) + (green(data, below) * (1 - p) + green(data, below + 4) * p) * q;
};

/**
 * Green stands for grey: it is the sharpest of a camera's three, and printing is black on white.
 *
 * @param {Uint8ClampedArray} data
 * @param {number} at
 */
const green = (data, at) => data[at + 1] ?? 255;

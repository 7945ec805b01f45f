// Kind eyes: says whether a picture that was just taken may be of no use, before the patient has gone.
//
//   import { judgePicture } from './measure.js';
//
//   const { codes, measures } = await judgePicture(picture, 'extent');
//   if (codes.length > 0) …  // retakeWords[codes[0]] of cards/text/quality.ts: ONE sentence, and "Use it anyway"
//
// `picture`: an ImageBitmap, a canvas, an <img> that is loaded, or an OffscreenCanvas, turned the right way up.
// `purpose`: 'record' | 'extent' | 'diagnosis' | 'referral' (bot/set/subject.ts); the last two ask more (QUAL-05).
// `codes`: of 'dark' | 'silhouetted' | 'blurred' | 'glare' | 'tiny', gravest first; empty: nothing was found amiss.
// `measures`: numbers alone, for tests; nothing of it is sent.
//
// It never stops anybody. Send what it said as `quality: { codes, overridden: true }` where the picture is used all the
// same, `{ codes: [], overridden: false }` where nothing was found. Rejects only where the browser has no canvas: go on
// without. The picture is not kept, nothing is sent, nothing is fetched.
/** @import { Purpose } from '../../../set/subject.ts' */
/** @import { Flaw, Measures, Pixels } from '../../../set/quality.ts' */
import { measureSample, planSample } from '../../../inspect/measure-picture.js';
import { judge } from '../../../policy/quality.js';

/**
 * @param {HTMLImageElement | HTMLCanvasElement | ImageBitmap | OffscreenCanvas} picture
 * @param {Purpose} purpose
 * @returns {Promise<{ codes: readonly Flaw[], measures: Measures }>}
 */
export async function judgePicture(picture, purpose) {
  // A picture of the screen first: the shutter answers at once, and the judgement follows.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const { width, height } = sizeOf(picture);
  const plan = planSample(width, height);
  const pen = penFor(Math.max(plan.small.width, plan.tile), Math.max(plan.small.height, plan.tile));
  /** @type {(from: readonly number[], to: readonly number[]) => Pixels} */
  const take = ([x = 0, y = 0, w = 0, h = 0], [wide = 0, high = 0]) => {
    pen.drawImage(picture, x, y, w, h, 0, 0, wide, high);
    const { data } = pen.getImageData(0, 0, wide, high);
    return { data, width: wide, height: high, channels: 4 };
  };
  const small = take([0, 0, width, height], [plan.small.width, plan.small.height]);
  const tiles = plan.tiles.map(({ x, y, width: w, height: h }) =>
    take([x * plan.scale, y * plan.scale, w * plan.scale, h * plan.scale], [w, h]),
  );
  const measures = measureSample({ width, height, small, tiles });
  return { codes: judge(measures, purpose), measures };
}

/** @param {HTMLImageElement | HTMLCanvasElement | ImageBitmap | OffscreenCanvas} picture */
const sizeOf = (picture) =>
  picture instanceof HTMLImageElement
    ? { width: picture.naturalWidth, height: picture.naturalHeight }
    : { width: picture.width, height: picture.height };

/**
 * @param {number} width
 * @param {number} height
 */
function penFor(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) throw new Error('this browser has no canvas');
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = 'high';
  return pen;
}

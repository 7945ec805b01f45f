// Wristband first: the camera finds the band by itself.
//
//   import { readBandIn, watchForBand } from './read-band.js';
//
//   const stop = new AbortController();
//   watchForBand(video, {
//     rules,                  // BandRules (bot/set/band.ts), as the server wrote them into the page
//     signal: stop.signal,    // abort when the page goes on, or is left: the worker ends with it
//     onBand: (band) => …,    // { nhsNumber?, hospitalNumber?, newborn }: look the patient up, show name and age, ASK
//     onRefused: (why) => …,  // read, but not to be used: bandFaultWords[why] (cards/text/band.ts)
//     onBroken: () => …,      // this browser cannot read bands: say so; typing is always possible
//   });
//
// `video` must be playing a camera (`getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 } } })`).
// `onBand` is called again only when a different band comes into view, so the page can leave the watch running and end
// the patient's turn on a second band. `onRefused` is called once for each reason, and again after a good band.
// `readBandIn(image, rules, signal)` does the same once for a still picture, where there is no camera.
//
// A number is believed only when two looks agree (bot/policy/band/believe.js). It is not yet who the patient is: a
// person confirms name and age, always. No frame is kept: each is handed to the worker, which forgets it.
// The page needs `Permissions-Policy: camera=(self)`; its `script-src 'self'` is enough, the worker brings its own.
/** @import { Band, BandFault, BandRules, ReadBand } from '../../../set/band.ts' */
/** @import { Answered, Asked } from './band-worker.js' */
import { isSameBand } from '../../../policy/band/believe.js';

/**
 * @typedef {object} Watch
 * @property {BandRules} rules
 * @property {(band: Band) => void} onBand
 * @property {(why: BandFault) => void} onRefused
 * @property {() => void} onBroken
 * @property {AbortSignal} signal
 */

/** Longest side of what is looked at: finer costs time and finds nothing more (`npm run bench -- bands`). */
const LONGEST_PX = 1280;
/** A still picture is looked at in these sizes, each in every way. */
const STILL_PX = [1280, 1600, 960];
/** One round of what find-codes.js tries by turns. */
const ROUND = 4;

/**
 * @param {HTMLVideoElement} video
 * @param {Watch} watch
 */
export function watchForBand(video, { rules, onBand, onRefused, onBroken, signal }) {
  const reader = openReader(rules);
  signal.addEventListener('abort', reader.close);
  /** @type {ReadBand} */
  let told = { outcome: 'none' };
  const tell = (/** @type {ReadBand | undefined} */ believed) => {
    if (believed === undefined || believed.outcome === 'none' || isSame(told, believed)) return;
    told = believed;
    if (believed.outcome === 'band') onBand(believed.band);
    else onRefused(believed.why);
  };
  const watch = async () => {
    for (let looks = 0; !signal.aborted;) {
      await nextFrame(video, signal);
      if (signal.aborted || video.videoWidth === 0) continue;
      const frame = drawn(video, [video.videoWidth, video.videoHeight], LONGEST_PX);
      const answered = await reader.look(frame, looks);
      if (signal.aborted) return;
      if ('broken' in answered) throw new Error('the reader does not work in this browser');
      tell(answered.believed);
      looks += 1;
    }
  };
  watch().catch(() => {
    reader.close();
    onBroken();
  });
}

/**
 * The band in a still picture, under the same rule: two looks that agree.
 *
 * @param {HTMLImageElement | ImageBitmap} image
 * @param {BandRules} rules
 * @param {AbortSignal} signal
 * @returns {Promise<ReadBand | 'broken'>}
 */
export async function readBandIn(image, rules, signal) {
  const reader = openReader(rules);
  signal.addEventListener('abort', reader.close);
  /** @type {[number, number]} */
  const size =
    image instanceof HTMLImageElement
      ? [image.naturalWidth, image.naturalHeight]
      : [image.width, image.height];
  try {
    for (let at = 0; at < STILL_PX.length * ROUND && !signal.aborted; at += 1) {
      const frame = drawn(image, size, STILL_PX[at % STILL_PX.length] ?? LONGEST_PX);
      const answered = await reader.look(frame, at);
      if ('broken' in answered) return 'broken';
      if (answered.believed !== undefined) return answered.believed;
    }
    return { outcome: 'none' };
  } finally {
    reader.close();
  }
}

/**
 * @param {ReadBand} told
 * @param {ReadBand} believed
 */
function isSame(told, believed) {
  if (told.outcome === 'band' && believed.outcome === 'band') return isSameBand(told.band, believed.band);
  return told.outcome === 'refused' && believed.outcome === 'refused' && told.why === believed.why;
}

/**
 * A worker of its own, asked for one look at a time. Closed, it answers nothing more but `broken`.
 *
 * @param {BandRules} rules
 */
function openReader(rules) {
  const worker = new Worker(new URL('./band-worker.js', import.meta.url), { type: 'module' });
  /** @type {(answered: Answered) => void} */
  let answer = () => undefined;
  worker.onmessage = (event) => {
    answer(/** @type {Answered} */ (event.data));
  };
  worker.onerror = () => {
    answer({ broken: true });
  };
  return {
    /**
     * @param {ImageData} frame
     * @param {number} look
     * @returns {Promise<Answered>}
     */
    look: ({ data, width, height }, look) =>
      new Promise((resolve) => {
        answer = resolve;
        /** @type {Asked} */
        const asked = { frame: { data, width, height }, rules, look };
        // Handed over, not copied: the page has the frame no longer.
        worker.postMessage(asked, [data.buffer]);
      }),
    close: () => {
      worker.terminate();
      answer({ broken: true });
    },
  };
}

const canvas = document.createElement('canvas');
const pen = canvas.getContext('2d', { willReadFrequently: true });

/**
 * What can be seen now, no larger than it need be.
 *
 * @param {CanvasImageSource} source
 * @param {[number, number]} size
 * @param {number} longest
 */
function drawn(source, [width, height], longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  if (pen === null) throw new Error('this browser has no canvas');
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  const frame = pen.getImageData(0, 0, canvas.width, canvas.height);
  // The band's picture must not stay behind in the page.
  pen.clearRect(0, 0, canvas.width, canvas.height);
  return frame;
}

/**
 * Resolves at the camera's next picture, so that two looks are two pictures; browsers hold it back while the page
 * cannot be seen.
 *
 * @param {HTMLVideoElement} video
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function nextFrame(video, signal) {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(done);
    else requestAnimationFrame(done);
  });
}

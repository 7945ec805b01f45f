// Reads what the camera sees, away from the page: the picture stays smooth, and only this script may compile
// WebAssembly (its own policy, in ../../http/band-assets.ts). It keeps no frame and can send nothing but what it read.
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { believer } from '../../../policy/band/believe.js';
import { judgeBand } from '../../../policy/band/judge-band.js';
import { findCodes } from './find-codes.js';

/**
 * @import { BandRules, ReadBand } from '../../../set/band.ts'
 * @import { Frame } from './find-codes.js'
 */

/**
 * A frame, and under which rules; `look` counts up from 0 and begins anew with another thing to look at.
 *
 * @typedef {{ frame: Frame, rules: BandRules, look: number }} Asked
 */

/**
 * What this look saw, and what is believed by now; `broken` where the reader itself failed.
 *
 * @typedef {{ seen: ReadBand, believed?: ReadBand } | { broken: true }} Answered
 */

prepareZXingModule({
  overrides: { locateFile: () => new URL('./zxing_reader.wasm', import.meta.url).href },
});

let believe = believer();

addEventListener('message', (event) => {
  void answer(/** @type {Asked} */ (event.data));
});

/** @param {Asked} asked */
async function answer({ frame, rules, look }) {
  if (look === 0) believe = believer();
  try {
    const seen = judgeBand(await findCodes(readBarcodes, frame, look), rules);
    const believed = believe(seen);
    say(believed === undefined ? { seen } : { seen, believed });
  } catch {
    // What went wrong may quote what was read: the page is only told that reading does not work here.
    say({ broken: true });
  }
}

/** @param {Answered} answered */
function say(answered) {
  postMessage(answered);
}

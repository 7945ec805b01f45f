// A finger's signature on the capture page.
import { fingerStrokes } from './finger-strokes.js';
import { found, onPress } from './on-page.js';

/** @param {string} name */
export function signWithFinger(name) {
  const canvas = /** @type {HTMLCanvasElement} */ (found(`[data-signature="${name}"] canvas`));
  const signature = fingerStrokes(canvas);
  onPress(`clear-${name}`, signature.clear);
  return signature;
}

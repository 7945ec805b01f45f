import { WardRefusal } from './call-ward.js';

/** @typedef {{ node: HTMLElement, ask: () => Promise<Response>, onGone: () => void, onLeft?: () => void }} Watched */

/** @type {Set<Watched>} */
const watched = new Set();

/**
 * Watches whether the ward still gives the bytes behind something on the page. `onGone` is told once, when it
 * does not; `onLeft`, when the thing itself has left the page.
 *
 * @param {Watched} one
 */
export function watchBytes(one) {
  watched.add(one);
}

/** Asks for everything watched again, for the answer's head alone. */
export async function recheckBytes() {
  await Promise.all([...watched].map(recheck));
}

/** @param {Watched} one */
async function recheck(one) {
  if (!one.node.isConnected) {
    watched.delete(one);
    one.onLeft?.();
    return;
  }
  try {
    await (await one.ask()).body?.cancel();
  } catch (error) {
    // An unanswered call says nothing about the picture: it is asked again at the next change.
    if (!(error instanceof WardRefusal) || error.status !== 404) return;
    watched.delete(one);
    one.onGone();
  }
}

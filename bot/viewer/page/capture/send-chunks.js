// Carries pictures to the server piece by piece: each hashed here and checked there, each tried until it has arrived.
/** @import { Server } from './call-server.js' */
/** @import { Shot } from './hold-shots.js' */

/** A piece that arrives damaged this often is damaged here. */
const DAMAGED = 5;
const WAITS_MS = [500, 1000, 2000, 4000, 8000];

/**
 * @typedef {object} Carrying
 * @property {Server} server
 * @property {string} capture
 * @property {number} chunkBytes
 * @property {(sentBytes: number) => void} onSent called after each piece, with its size
 * @property {(paused: boolean) => void} onPaused
 * @property {AbortSignal} signal
 */

/** @param {number} bytes @param {number} chunkBytes */
export const chunksOf = (bytes, chunkBytes) => Math.max(1, Math.ceil(bytes / chunkBytes));

/**
 * Every piece of a picture that the server does not hold yet.
 *
 * @param {Carrying} carrying
 * @param {Shot} shot
 * @param {readonly number[]} held
 * @returns {Promise<'arrived' | 'over' | 'signed-out'>} `over`: no piece is taken any more
 */
export async function carry(carrying, shot, held) {
  const has = new Set(held);
  const count = chunksOf(shot.bytes.length, carrying.chunkBytes);
  for (let chunk = 0; chunk < count; chunk += 1) {
    const piece = shot.bytes.slice(chunk * carrying.chunkBytes, (chunk + 1) * carrying.chunkBytes);
    if (!has.has(chunk)) {
      const ended = await carryOne(carrying, shot.image, chunk, piece);
      if (ended !== 'arrived') return ended;
    }
    carrying.onSent(piece.length);
  }
  return 'arrived';
}

/**
 * @param {Carrying} carrying
 * @param {string} image
 * @param {number} chunk
 * @param {Uint8Array<ArrayBuffer>} piece
 * @returns {Promise<'arrived' | 'over' | 'signed-out'>}
 */
async function carryOne({ server, capture, onPaused, signal }, image, chunk, piece) {
  const sha256 = await sha256Of(piece);
  let damaged = 0;
  for (let tried = 0; !signal.aborted; tried += 1) {
    const { status } = await server.chunk(capture, image, chunk, piece, sha256);
    if (status >= 200 && status < 300) {
      onPaused(false);
      return 'arrived';
    }
    if (status === 401) return 'signed-out';
    if (status === 409) damaged += 1;
    const passes = status === 0 || status === 409 || status === 429 || status >= 500;
    if (!passes || damaged >= DAMAGED) return 'over';
    onPaused(status !== 409);
    await pause(WAITS_MS[Math.min(tried, WAITS_MS.length - 1)] ?? 8000, signal);
  }
  return 'over';
}

/**
 * Until then, or until the signal is back.
 *
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export const pause = (milliseconds, signal) =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener('online', end);
    signal.addEventListener('abort', end);
  });

/**
 * Lower-case hex.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export async function sha256Of(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((one) => one.toString(16).padStart(2, '0')).join('');
}

// Waits until the server says that everything is in custody: nothing before that is safe.
/** @import { Now } from './capture-now.js' */
import { show } from './on-page.js';
import { pause } from './send-chunks.js';

const LOOK_MS = 400;
const SLOW_MS = 20_000;

/**
 * @param {Now} now
 * @param {AbortSignal} signal
 * @returns {Promise<'stored' | 'failed' | 'signed-out' | 'stopped'>}
 */
export async function followCustody(now, signal) {
  show('storing', true);
  const since = Date.now();
  while (!signal.aborted) {
    const { status, value } = await now.server.status(now.begun.capture);
    if (value?.state === 'stored') return 'stored';
    if (value?.state === 'failed' || (status >= 400 && status < 429 && status !== 401)) return 'failed';
    if (status === 401) return 'signed-out';
    show('paused', status === 0);
    show('slow', Date.now() - since > SLOW_MS);
    await pause(LOOK_MS, signal);
  }
  return 'stopped';
}

// Sends: carries what the server does not hold yet, says so, and waits for custody.
/** @import { SendAsked } from '../../capture/contract.ts' */
/** @import { Now } from './capture-now.js' */
/** @import { Refusals } from './consent-step.js' */
import { isKnown, keepDraft } from './capture-now.js';
import { followCustody } from './follow-custody.js';
import { goTo, part, phrase, say, show, words } from './on-page.js';
import { carry, chunksOf, pause } from './send-chunks.js';

const MB = 1024 * 1024;

/** @typedef {'stored' | 'failed' | 'signed-out' | 'stopped' | { refusals: Refusals }} Ended */

/**
 * @param {Now} now
 * @param {(ended: Exclude<Ended, 'failed' | 'stopped'>) => void} then
 */
export function sendingStep(now, then) {
  /** @type {AbortController | undefined} */
  let running;
  return {
    send: async () => {
      running?.abort();
      running = new AbortController();
      for (const name of ['paused', 'storing', 'slow', 'send-failed']) show(name, false);
      say('sending-words', words.hold);
      goTo('sending');
      now.sending = true;
      await keepDraft(now);
      const ended = await sendAll(now, running.signal);
      if (ended === 'stopped') return;
      if (ended !== 'failed') return then(ended);
      now.sending = false;
      show('paused', false);
      show('storing', false);
      show('send-failed', true);
    },
  };
}

/**
 * @param {Now} now
 * @param {AbortSignal} signal
 * @returns {Promise<Ended>}
 */
async function sendAll(now, signal) {
  const carried = await carryAll(now, signal);
  if (carried === 'signed-out') return carried;
  // It may have been sent already, before the page was loaded anew: then there is only its custody to wait for.
  if (carried === 'over') return (await wasSent(now)) ? followCustody(now, signal) : 'failed';
  for (let tried = 0; !signal.aborted; tried += 1) {
    const { status, value } = await now.server.send(now.begun.capture, asked(now));
    if (value !== undefined && 'refusals' in value) return { refusals: value.refusals };
    if (status === 202 || status === 200) return followCustody(now, signal);
    if (status === 401) return 'signed-out';
    if (status === 410 && (await wasSent(now))) return followCustody(now, signal);
    if (status !== 0 && status !== 429 && status < 500) return 'failed';
    show('paused', true);
    await pause(Math.min(8000, 500 * 2 ** tried), signal);
  }
  return 'stopped';
}

/**
 * @param {Now} now
 * @param {AbortSignal} signal
 */
async function carryAll({ server, begun, shots }, signal) {
  const progress = /** @type {HTMLProgressElement} */ (part('progress'));
  const all = shots.all();
  const total = all.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let sent = 0;
  const onSent = (/** @type {number} */ bytes) => {
    sent += bytes;
    progress.value = total === 0 ? 100 : (sent / total) * 100;
    say('progress-words', phrase('sentOf', { sent: inMb(sent), total: inMb(total) }));
  };
  onSent(0);
  const onPaused = (/** @type {boolean} */ paused) => {
    show('paused', paused);
  };
  const { capture, chunkBytes } = begun;
  const { value } = await server.status(capture);
  for (const shot of all) {
    const held = value?.images[shot.image] ?? [];
    const ended = await carry({ server, capture, chunkBytes, onSent, onPaused, signal }, shot, held);
    if (ended !== 'arrived') return ended;
  }
  return 'arrived';
}

/** @param {Now} now */
async function wasSent({ server, begun }) {
  const { value } = await server.status(begun.capture);
  return value?.state === 'sent' || value?.state === 'stored';
}

/** @param {number} bytes */
const inMb = (bytes) => (bytes / MB).toFixed(1);

/**
 * @param {Now} now
 * @returns {SendAsked}
 */
function asked(now) {
  const { begun, shots, patient, consent, restrict, device, purpose, ask } = now;
  return {
    images: shots.all().map(({ facts }) => ({ ...facts, chunks: chunksOf(facts.bytes, begun.chunkBytes) })),
    patient: isKnown(patient)
      ? { token: patient.token, confirmed: true }
      : (patient ?? { unknown: 'unknown' }),
    ...(typeof consent === 'object' ? { consent } : {}),
    ...(restrict === undefined ? {} : { restrict }),
    ...(device === undefined ? {} : { device }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(ask === undefined ? {} : { ask }),
    discarded: shots.discarded(),
  };
}

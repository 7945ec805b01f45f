// Sends: carries what the server does not hold yet, then waits until it says that everything is in custody.
/** @import { SendAsked } from '../../capture/contract.ts' */
/** @import { Now } from './capture-now.js' */
/** @import { Refusals } from './consent-step.js' */
import { isKnown, keepDraft } from './capture-now.js';
import { goTo, part, phrase, say, show, words } from './on-page.js';
import { carry, chunksOf, pause } from './send-chunks.js';

const LOOK_MS = 400;
const SLOW_MS = 20_000;
const MB = 1024 * 1024;

/**
 * @param {Now} now
 * @param {{ stored: () => void, refused: (refusals: Refusals) => void, signedOut: () => void }} with
 */
export function sendingStep(now, { stored, refused, signedOut }) {
  /** @type {AbortController | undefined} */
  let running;
  const progress = /** @type {HTMLProgressElement} */ (part('progress'));
  const begin = () => {
    running?.abort();
    running = new AbortController();
    for (const name of ['paused', 'storing', 'slow', 'send-failed']) show(name, false);
    say('sending-words', words.hold);
    goTo('sending');
    return running.signal;
  };
  const failed = () => {
    show('paused', false);
    show('storing', false);
    show('send-failed', true);
  };
  const carryAll = async (/** @type {AbortSignal} */ signal) => {
    const all = now.shots.all();
    const total = all.reduce((sum, { bytes }) => sum + bytes.length, 0);
    let sent = 0;
    const onSent = (/** @type {number} */ bytes) => {
      sent += bytes;
      progress.value = total === 0 ? 100 : (sent / total) * 100;
      say('progress-words', phrase('sentOf', { sent: inMb(sent), total: inMb(total) }));
    };
    onSent(0);
    const { value } = await now.server.status(now.begun.capture);
    const { server, begun } = now;
    const carrying = {
      server,
      capture: begun.capture,
      chunkBytes: begun.chunkBytes,
      onSent,
      onPaused: (/** @type {boolean} */ paused) => {
        show('paused', paused);
      },
      signal,
    };
    for (const shot of all) {
      const ended = await carry(carrying, shot, value?.images[shot.image] ?? []);
      if (ended !== 'arrived') return ended;
    }
    return 'arrived';
  };
  const follow = async (/** @type {AbortSignal} */ signal) => {
    show('storing', true);
    const since = Date.now();
    while (!signal.aborted) {
      const { status, value } = await now.server.status(now.begun.capture);
      if (value?.state === 'stored') return stored();
      if (value?.state === 'failed' || status === 404) return failed();
      if (status === 401) return signedOut();
      show('paused', status === 0);
      show('slow', Date.now() - since > SLOW_MS);
      await pause(LOOK_MS, signal);
    }
    return undefined;
  };
  const tellServer = async (/** @type {AbortSignal} */ signal) => {
    for (let tried = 0; !signal.aborted; tried += 1) {
      const { status, value } = await now.server.send(now.begun.capture, asked(now));
      if (value !== undefined && 'refusals' in value) return refused(value.refusals);
      if (status === 202 || status === 200) return follow(signal);
      if (status === 401) return signedOut();
      if (status !== 0 && status !== 429 && status < 500) return failed();
      show('paused', true);
      await pause(Math.min(8000, 500 * 2 ** tried), signal);
    }
    return undefined;
  };
  return {
    send: async () => {
      const signal = begin();
      now.sending = true;
      await keepDraft(now);
      const carried = await carryAll(signal);
      if (carried === 'signed-out') return signedOut();
      // It may have been sent already, before the page was loaded anew: then there is only its custody to wait for.
      if (carried === 'over') return (await wasSent(now)) ? follow(signal) : failed();
      return tellServer(signal);
    },
  };
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
  const { begun, shots, patient, consent, restrict, device } = now;
  return {
    images: shots.all().map(({ facts }) => ({ ...facts, chunks: chunksOf(facts.bytes, begun.chunkBytes) })),
    patient: isKnown(patient)
      ? { token: patient.token, confirmed: true }
      : (patient ?? { unknown: 'unknown' }),
    ...(typeof consent === 'object' ? { consent } : {}),
    ...(restrict === undefined ? {} : { restrict }),
    ...(device === undefined ? {} : { device }),
    discarded: shots.discarded(),
  };
}

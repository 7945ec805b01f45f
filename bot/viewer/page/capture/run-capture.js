// One capture from the first look at the band to the receipt: what follows what.
/** @import { Answered } from './call-server.js' */
/** @import { BeginAnswer } from '../../capture/contract.ts' */
/** @import { Now } from './capture-now.js' */
import { forget, isKnown, isPatientOver, keepDraft } from './capture-now.js';
import { consentStep } from './consent-step.js';
import { drawStrip } from './draw-strip.js';
import { ghostStep } from './ghost-step.js';
import { guardPictures } from './guard-pictures.js';
import { goTo, note, onPress, onStep, phrase, show, stepNow } from './on-page.js';
import { oneCamera } from './one-camera.js';
import { countCameras } from './open-camera.js';
import { patientStep } from './patient-step.js';
import { drawTaken, photographStep } from './photograph-step.js';
import { reviewStep, waitsForTwo } from './review-step.js';
import { safeStep } from './safe-step.js';
import { sendingStep } from './sending-step.js';

/** Answered on the screen that checks; whatever else is refused, on that of consent. */
const OF_SENDING = ['ask', 'image-incomplete', 'patient-over'];

/**
 * @param {Now} now
 * @param {() => Promise<Answered<BeginAnswer>>} begin another capture for the same conversation
 */
export function runCapture(now, begin) {
  const camera = oneCamera();
  const draw = () => {
    drawStrip(now);
    drawTaken(now);
  };
  const changed = () => {
    draw();
    void keepDraft(now);
  };
  const goOn = () => {
    goTo(now.shots.all().length > 0 && now.consent !== undefined ? 'review' : 'photograph');
  };
  const patient = patientStep(now, { video: camera.video, changed });
  const consent = consentStep(now, { recorded: goOn, changed });
  photographStep(now, { camera, recorded: goOn, changed, openConsent: consent.open });
  ghostStep(now);
  const sending = connectSending(now, { changed, refuse: consent.refuse });
  onPress('declined', () => void stop(now, 'declined'));
  onPress('stop', () => void stop(now, 'child-objects'));
  const next = async (/** @type {boolean} */ samePatient) => {
    const { value } = await begin();
    if (value === undefined || !('capture' in value)) return goTo('trouble-ticket-over');
    now.begun = value;
    consent.clear();
    sending.clear();
    return samePatient && !isPatientOver(now) ? patient.again() : patient.begin();
  };
  onPress('another', () => void next(true));
  onPress('next-patient', () => void next(false));
  onPress('close', () => {
    if (typeof now.teams !== 'string') now.teams.dialog.url.submit();
  });
  onStep((step) => {
    show('camera', (step === 'patient' || step === 'photograph') && camera.now() !== undefined);
    draw();
  });
  const over = () => {
    patient.begin();
    note(phrase('patientOver'));
  };
  endTurn(now, over);
  guardPictures();
  return {
    changed,
    open: async () => {
      await camera.turn('environment');
      show('turn', (await countCameras()) > 1);
      if (now.sending === true) return sending.send();
      if (isPatientOver(now)) return over();
      if (now.patient === undefined) {
        patient.begin();
        // Their turn ended while the page was covered or closed, and nobody saw it say so.
        if (now.shots.all().length > 0) note(phrase('restoredNobody'));
        return;
      }
      return isKnown(now.patient) && now.shots.all().length === 0 ? patient.again() : goOn();
    },
  };
}

/**
 * @param {Now} now
 * @param {{ changed: () => void, refuse: (refusals: import('./consent-step.js').Refusals) => void }} with
 */
function connectSending(now, { changed, refuse }) {
  const safe = safeStep(now);
  const sending = sendingStep(now, (ended) => {
    now.sending = false;
    if (ended === 'stored') {
      safe.draw(
        now.shots.all().some(({ facts }) => facts.from !== 'camera'),
        waitsForTwo(now),
      );
      void forget(now);
      return goTo('safe');
    }
    if (ended === 'signed-out') {
      note(phrase('signInOver'));
      return goTo('review');
    }
    const isOfSending = ended.refusals.every(({ code }) => OF_SENDING.includes(code));
    return isOfSending ? review.complain(ended.refusals) : refuse(ended.refusals);
  });
  const review = reviewStep(now, { send: () => void sending.send(), changed });
  return { send: sending.send, clear: review.clear };
}

/**
 * Nothing is kept, here or there.
 *
 * @param {Now} now
 * @param {'declined' | 'child-objects'} why
 */
async function stop(now, why) {
  const token = isKnown(now.patient) ? { token: now.patient.token } : {};
  await forget(now);
  const { status } = await now.server.stop(now.begun.capture, { why, ...token });
  if (status === 0 || status >= 400) note(phrase('offline'));
  goTo(why === 'declined' ? 'declined' : 'stopped');
}

/**
 * @param {Now} now
 * @param {() => void} over
 */
function endTurn(now, over) {
  setInterval(() => {
    if (isPatientOver(now) && ['photograph', 'review', 'consent'].includes(stepNow())) over();
  }, 5000);
}

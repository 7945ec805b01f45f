// One capture from the first look at the band to the receipt: what follows what.
/** @import { Answered } from './call-server.js' */
/** @import { BeginAnswer } from '../../capture/contract.ts' */
/** @import { Now } from './capture-now.js' */
/** @import { Camera } from './open-camera.js' */
import { isKnown, isPatientOver, keepDraft } from './capture-now.js';
import { consentStep } from './consent-step.js';
import { guardPictures } from './guard-pictures.js';
import { goTo, note, onPress, onStep, part, phrase, say, show, words } from './on-page.js';
import { countCameras, openCamera } from './open-camera.js';
import { patientStep } from './patient-step.js';
import { drawTaken, photographStep } from './photograph-step.js';
import { reviewStep } from './review-step.js';
import { safeStep } from './safe-step.js';
import { sendingStep } from './sending-step.js';

/** Refusals that are answered on the screen that checks, not on that of consent. */
const OF_SENDING = ['image-incomplete', 'patient-over'];

/**
 * @param {Now} now
 * @param {{ begin: () => Promise<Answered<BeginAnswer>> }} with
 */
export function runCapture(now, { begin }) {
  const camera = oneCamera();
  const changed = () => {
    draw(now);
    void keepDraft(now);
  };
  const recorded = () => {
    goTo(now.shots.all().length > 0 ? 'review' : 'photograph');
  };
  const patient = patientStep(now, { video: camera.video, changed });
  const consent = consentStep(now, { recorded, changed });
  photographStep(now, {
    camera: camera.open,
    turn: camera.turn,
    recorded,
    changed,
    openConsent: consent.open,
  });
  const safe = safeStep(now);
  const sending = sendingStep(now, {
    stored: () => {
      safe.draw(now.shots.all().some(({ facts }) => facts.from !== 'camera'));
      void forget(now);
      goTo('safe');
    },
    refused: (refusals) => {
      now.sending = false;
      const isOfSending = refusals.every(({ code }) => OF_SENDING.includes(code));
      if (isOfSending) review.complain(refusals);
      else consent.refuse(refusals);
    },
    signedOut: () => {
      now.sending = false;
      note(phrase('signInOver'));
      goTo('review');
    },
  });
  const review = reviewStep(now, { send: () => void sending.send(), changed });
  const stop = async (/** @type {'declined' | 'child-objects'} */ why) => {
    const token = isKnown(now.patient) ? now.patient.token : undefined;
    await forget(now);
    const { status } = await now.server.stop(now.begun.capture, {
      why,
      ...(token === undefined ? {} : { token }),
    });
    if (status === 0 || status >= 400) note(phrase('offline'));
    goTo(why === 'declined' ? 'declined' : 'stopped');
  };
  onPress('declined', () => void stop('declined'));
  onPress('stop', () => void stop('child-objects'));
  const next = async (/** @type {boolean} */ samePatient) => {
    const { value } = await begin();
    if (value === undefined) return goTo('trouble-ticket-over');
    now.begun = value;
    consent.clear();
    review.clear();
    if (!samePatient || isPatientOver(now)) return patient.begin();
    return patient.again();
  };
  onPress('another', () => void next(true));
  onPress('next-patient', () => void next(false));
  onPress('close', () => {
    if (typeof now.teams !== 'string') now.teams.dialog.url.submit();
  });
  onStep((step) => {
    const looks = step === 'patient' || step === 'photograph';
    show('camera', looks && camera.open() !== undefined);
    draw(now);
  });
  watchTime(now, () => {
    patient.begin();
    note(phrase('patientOver'));
  });
  guardPictures();
  return {
    changed,
    /** @param {boolean} wasSending the page was loaded anew in the middle of it */
    open: async (wasSending) => {
      await camera.turn('environment');
      show('turn', (await countCameras()) > 1);
      if (wasSending) return sending.send();
      if (now.patient === undefined || isPatientOver(now)) return patient.begin();
      return goTo(now.shots.all().length > 0 && now.consent !== undefined ? 'review' : 'photograph');
    },
  };
}

/** The page's one camera; another is opened only once the first is put away. */
function oneCamera() {
  const video = /** @type {HTMLVideoElement} */ (part('video'));
  /** @type {Camera | undefined} */
  let open;
  /** @type {'environment' | 'user'} */
  let facing = 'environment';
  return {
    video,
    open: () => open,
    /** @param {'environment' | 'user'} [wanted] */
    turn: async (wanted) => {
      facing = wanted ?? (facing === 'environment' ? 'user' : 'environment');
      open?.stop();
      open = await openCamera(video, facing);
      video.classList.toggle('capture-camera__view--selfie', open?.selfie === true);
    },
  };
}

/**
 * Received, or refused: no picture stays in the browser, and no answer. Who the patient is stays for its quarter of an
 * hour.
 *
 * @param {Now} now
 */
async function forget(now) {
  now.sending = false;
  delete now.consent;
  delete now.consentSaid;
  delete now.restrict;
  await now.shots.forget();
  await keepDraft(now);
}

/** @param {Now} now */
function draw(now) {
  const { patient, begun } = now;
  show(
    'strip',
    patient !== undefined && !['places', 'starting', 'patient'].includes(document.body.dataset['at'] ?? ''),
  );
  say(
    'strip-patient',
    isKnown(patient) ? phrase('found', { name: patient.name, age: patient.age }) : words.unknownPatient,
  );
  say('strip-place', begun.placeName ?? words.places[begun.placeKind] ?? '');
  drawTaken(now);
}

/**
 * @param {Now} now
 * @param {() => void} over
 */
function watchTime(now, over) {
  setInterval(() => {
    const at = document.body.dataset['at'];
    if (isPatientOver(now) && (at === 'photograph' || at === 'review' || at === 'consent')) over();
  }, 5000);
}

// Who the patient is: by the band that the camera finds, by number and date of birth, or not known.
/** @import { Band, BandFault } from '../../../set/band.ts' */
/** @import { PatientAsked } from '../../capture/contract.ts' */
/** @import { Now } from './capture-now.js' */
/** @import { Offered } from './look-up-patient.js' */
import { isKnown } from './capture-now.js';
import { askServer, lookUpPatient } from './look-up-patient.js';
import {
  assumedRules,
  found,
  goTo,
  note,
  onPress,
  phrase,
  say,
  show,
  showPanel,
  stepNow,
  words,
} from './on-page.js';
import { clearForms, connectForms } from './patient-forms.js';
import { readBandIn, watchForBand } from './read-band.js';

/**
 * @param {Now} now
 * @param {{ video: HTMLVideoElement, changed: () => void }} with
 */
export function patientStep(now, { video, changed }) {
  const watch = bandWatch(now, video, (band) => void onBand(band));
  /** @type {Offered | undefined} */
  let offered;
  /** @returns {Promise<string | undefined>} */
  const lookUp = async (/** @type {PatientAsked} */ asked) => {
    const answered = await lookUpPatient(now, asked);
    if (typeof answered === 'string') return answered;
    offered = answered;
    return undefined;
  };
  /** Another band in view ends this patient's turn: the photographs stay, and somebody says whose they are. */
  const onBand = async (/** @type {Band} */ band) => {
    const step = stepNow();
    if (step === 'patient' ? offered !== undefined : step !== 'photograph') return;
    const isOther = step === 'photograph' && isKnown(now.patient) && !isSame(now.patient.asked, band);
    if (step === 'photograph' && !isOther) return;
    if (isOther) begin();
    const refused = await lookUp({ band });
    if (refused !== undefined) say('looking', refused);
    if (isOther) note(phrase('otherBand'));
  };
  const begin = () => {
    offered = undefined;
    delete now.patient;
    changed();
    clearForms();
    const hasCamera = video.srcObject !== null;
    say('looking', hasCamera ? words.looking : words.noCamera);
    show('band-photo', !hasCamera);
    // What the page knows of the device by itself (RISK-11).
    show('gate-here', hasCamera);
    show('gate-phone', !hasCamera);
    showPanel('looking');
    goTo('patient');
    watch();
  };
  const chosen = (/** @type {NonNullable<Now['patient']>} */ patient) => {
    now.patient = patient;
    changed();
    goTo(now.shots.all().length > 0 && now.consent !== undefined ? 'review' : 'photograph');
  };
  connectForms({ lookUp, unknown: chosen });
  onPress('confirm-patient', () => {
    if (offered !== undefined) chosen({ ...offered.answer, asked: offered.asked, confirmedAt: Date.now() });
  });
  onPress('wrong-patient', begin);
  onPress('look-again', begin);
  photographBand(now, onBand);
  return {
    begin,
    /** The patient of the last capture, looked up anew: no second scan, and the name is shown. */
    again: async () => {
      if (!isKnown(now.patient)) return begin();
      const { asked, confirmedAt, name } = now.patient;
      const answered = await askServer(now, asked);
      if (typeof answered === 'string' || answered.answer.name !== name) return begin();
      now.patient = { ...answered.answer, asked, confirmedAt };
      changed();
      watch();
      return goTo('photograph');
    },
  };
}

/**
 * Begins to look anew: what was seen before is forgotten.
 *
 * @param {Now} now
 * @param {HTMLVideoElement} video
 * @param {(band: Band) => void} onBand
 */
function bandWatch(now, video, onBand) {
  /** @type {AbortController | undefined} */
  let watching;
  return () => {
    watching?.abort();
    if (video.srcObject === null) return;
    watching = new AbortController();
    watchForBand(video, {
      rules: now.begun.band ?? assumedRules,
      signal: watching.signal,
      onBand,
      onRefused: sayRefused,
      onBroken: () => {
        if (stepNow() === 'patient') say('looking', phrase('bandBroken'));
      },
    });
  };
}

/** @param {BandFault} why */
const sayRefused = (why) => {
  const refused = words.bandFaults[why];
  if (refused !== undefined && stepNow() === 'patient')
    say('looking', `${refused.title}. ${refused.whatToDo}`);
};

/**
 * @param {PatientAsked} asked
 * @param {Band} band
 */
const isSame = (asked, band) =>
  'band' in asked
    ? asked.band.nhsNumber === band.nhsNumber && asked.band.hospitalNumber === band.hospitalNumber
    : asked.nhsNumber.replace(/\D/g, '') === band.nhsNumber;

/**
 * Where the page may not use the camera: the band photographed by the phone, looked at and not kept.
 *
 * @param {Now} now
 * @param {(band: Band) => Promise<void>} onBand
 */
function photographBand(now, onBand) {
  const input = /** @type {HTMLInputElement} */ (found('[data-files="band"]'));
  input.addEventListener('change', async () => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    const image = await createImageBitmap(file);
    input.value = '';
    const seen = await readBandIn(image, now.begun.band ?? assumedRules, new AbortController().signal);
    image.close();
    if (seen !== 'broken' && seen.outcome === 'band') return onBand(seen.band);
    if (seen !== 'broken' && seen.outcome === 'refused') return sayRefused(seen.why);
    return say('looking', phrase(seen === 'broken' ? 'bandBroken' : 'noBand'));
  });
}

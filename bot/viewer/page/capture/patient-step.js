// Who the patient is: by the band that the camera finds, by number and date of birth, or not known.
/** @import { Band } from '../../../set/band.ts' */
/** @import { PatientAsked } from '../../capture/contract.ts' */
/** @import { Now } from './capture-now.js' */
import { isKnown } from './capture-now.js';
import {
  answer,
  ask,
  assumedRules,
  found,
  goTo,
  onPress,
  part,
  phrase,
  say,
  show,
  showPanel,
  stepNow,
  words,
} from './on-page.js';
import { readBandIn, watchForBand } from './read-band.js';

/** @typedef {ReturnType<typeof patientStep>} PatientStep */

/**
 * @param {Now} now
 * @param {{ video: HTMLVideoElement, changed: () => void }} with
 */
export function patientStep(now, { video, changed }) {
  /** @type {AbortController | undefined} */
  let watching;
  /** @type {{ asked: PatientAsked, answer: Omit<import('./capture-now.js').KnownPatient, 'confirmedAt' | 'asked'> } | undefined} */
  let offered;
  const rules = now.begun.band ?? assumedRules;

  const lookUp = async (/** @type {PatientAsked} */ asked) => {
    const { value, status } = await now.server.patient(now.begun.capture, asked);
    if (value !== undefined && 'found' in value) {
      const { patientToken, ...person } = value.found;
      offered = { asked, answer: { ...person, token: patientToken } };
      say('found', phrase('found', { name: person.name, age: person.age }));
      show('newborn', 'band' in asked && asked.band.newborn);
      showPanel('confirm');
      found('[data-press="confirm-patient"]').focus({ preventScroll: true });
      return undefined;
    }
    return value !== undefined && 'refusal' in value
      ? value.refusal
      : phrase(status === 401 ? 'signInOver' : status === 0 || status >= 500 ? 'offline' : 'refused');
  };
  const onBand = async (/** @type {Band} */ band) => {
    if (stepNow() === 'photograph' || stepNow() === 'review') return otherBand(band);
    if (stepNow() !== 'patient' || offered !== undefined) return;
    const refused = await lookUp({ band });
    if (refused !== undefined) say('looking', refused);
  };
  /** Another band in view ends this patient's turn: the photographs stay, and are confirmed for whom. */
  const otherBand = async (/** @type {Band} */ band) => {
    if (!isKnown(now.patient) || isSame(now.patient.asked, band)) return;
    begin();
    say('looking', phrase('otherBand'));
    await onBand(band);
  };
  const watch = () => {
    watching?.abort();
    watching = new AbortController();
    watchForBand(video, {
      rules,
      signal: watching.signal,
      onBand: (band) => void onBand(band),
      onRefused: (why) => {
        const refused = words.bandFaults[why];
        if (refused !== undefined && stepNow() === 'patient')
          say('looking', `${refused.title}. ${refused.whatToDo}`);
      },
      onBroken: () => {
        if (stepNow() === 'patient') say('looking', phrase('bandBroken'));
      },
    });
  };
  const begin = () => {
    offered = undefined;
    delete now.patient;
    changed();
    const hasCamera = video.srcObject !== null;
    say('looking', hasCamera ? words.looking : words.noCamera);
    show('band-photo', !hasCamera);
    showPanel('looking');
    goTo('patient');
    if (hasCamera) watch();
  };
  connectForms({
    lookUp,
    chosen: (patient) => {
      now.patient = patient;
      changed();
      goTo('photograph');
    },
  });
  onPress('confirm-patient', () => {
    if (offered === undefined) return;
    now.patient = { ...offered.answer, asked: offered.asked, confirmedAt: Date.now() };
    changed();
    goTo(now.shots.all().length > 0 && now.consent !== undefined ? 'review' : 'photograph');
  });
  onPress('wrong-patient', begin);
  onPress('look-again', begin);
  onBandPhoto(async (image) => {
    const seen = await readBandIn(image, rules, new AbortController().signal);
    if (seen !== 'broken' && seen.outcome === 'band') await onBand(seen.band);
    else if (seen !== 'broken' && seen.outcome === 'refused')
      say('looking', words.bandFaults[seen.why]?.title ?? '');
    else say('looking', phrase('bandBroken'));
  });
  return {
    begin,
    /** The patient of the last capture, looked up anew: the name is shown, no second scan is needed. */
    again: async () => {
      if (!isKnown(now.patient)) return begin();
      const { asked, confirmedAt } = now.patient;
      const { value } = await now.server.patient(now.begun.capture, asked);
      if (value === undefined || !('found' in value) || value.found.name !== now.patient.name) return begin();
      const { patientToken, ...person } = value.found;
      now.patient = { ...person, token: patientToken, asked, confirmedAt };
      changed();
      if (video.srcObject !== null) watch();
      goTo('photograph');
    },
    stop: () => watching?.abort(),
  };
}

/**
 * @param {PatientAsked} asked
 * @param {Band} band
 */
const isSame = (asked, band) =>
  'band' in asked
    ? asked.band.nhsNumber === band.nhsNumber && asked.band.hospitalNumber === band.hospitalNumber
    : asked.nhsNumber.replace(/\D/g, '') === band.nhsNumber;

/**
 * @param {{ lookUp: (asked: PatientAsked) => Promise<string | undefined>, chosen: (patient: NonNullable<Now['patient']>) => void }} with
 */
function connectForms({ lookUp, chosen }) {
  const typed = found('[data-panel="type"]');
  const cannot = found('[data-panel="cannot"]');
  const complaint = /** @type {HTMLElement} */ (typed.querySelector('[data-refusal]'));
  onPress('type-number', () => {
    complaint.hidden = true;
    showPanel('type');
    typed.querySelector('input')?.focus();
  });
  onPress('no-number', () => {
    showPanel('cannot');
    cannot.querySelector('input')?.focus();
  });
  typed.addEventListener('submit', async (event) => {
    event.preventDefault();
    const refused = await lookUp({
      nhsNumber: answer(typed, 'nhs-number') ?? '',
      birthDate: {
        day: answer(typed, 'birth-day') ?? '',
        month: answer(typed, 'birth-month') ?? '',
        year: answer(typed, 'birth-year') ?? '',
      },
    });
    complaint.textContent = refused ?? '';
    complaint.hidden = refused === undefined;
  });
  cannot.addEventListener('change', () => {
    ask(cannot, new Set([answer(cannot, 'unknown') ?? '']));
  });
  cannot.addEventListener('submit', (event) => {
    event.preventDefault();
    const unknown = /** @type {'unknown' | 'newborn' | 'temporary' | undefined} */ (
      answer(cannot, 'unknown')
    );
    if (unknown === undefined) {
      cannot.querySelector('input')?.focus();
      return;
    }
    const number = answer(cannot, 'temporary-number');
    chosen({ unknown, ...(unknown === 'temporary' && number !== undefined ? { number } : {}) });
  });
}

/** @param {(image: ImageBitmap) => Promise<void>} then */
function onBandPhoto(then) {
  const input = /** @type {HTMLInputElement} */ (found('[data-files="band"]'));
  input.addEventListener('change', async () => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    part('looking').textContent = words.looking;
    const image = await createImageBitmap(file);
    // The band's picture is looked at and not kept.
    input.value = '';
    await then(image);
    image.close();
  });
}

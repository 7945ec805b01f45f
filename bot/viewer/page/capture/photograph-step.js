// Shutter, the other ways to a picture, and the one press by which consent is recorded.
/** @import { Now } from './capture-now.js' */
/** @import { OneCamera } from './one-camera.js' */
import { ageBandOf, isKnown } from './capture-now.js';
import { agreedAloud, areasOf } from './consent-answers.js';
import {
  answer,
  filled,
  found,
  note,
  onPress,
  onStep,
  part,
  phrase,
  say,
  setAnswer,
  show,
  words,
} from './on-page.js';
import { lookAtQuality } from './look-at-quality.js';
import { photographsFromTeams, hasTeamsCamera } from './who-sits-here.js';

/** @typedef {(pressed: Record<string, string | undefined>) => void} OpenConsent with what was pressed already */

/** Pictures and films: what the store takes. */
const TAKEN = /^(image|video|audio)\//;

/**
 * @param {Now} now
 * @param {{ camera: OneCamera, recorded: () => void, changed: () => void, openConsent: OpenConsent }} with
 */
export function photographStep(now, { camera, recorded, changed, openConsent }) {
  const add = async (
    /** @type {Blob} */ blob,
    /** @type {import('./hold-shots.js').ShotFacts['from']} */ from,
  ) => {
    if (now.shots.all().length >= now.begun.maxImages) return note(phrase('tooMany'));
    if (blob.size > now.begun.maxBytes) return note(phrase('tooLarge'));
    if (!TAKEN.test(blob.type)) return note(phrase('notPicture'));
    const shot = await now.shots.add(blob, {
      from,
      selfie: from === 'camera' && camera.now()?.selfie === true,
    });
    changed();
    void look(shot);
  };
  const look = lookAtQuality(now);
  const shutter = /** @type {HTMLButtonElement} */ (found('[data-press="shutter"]'));
  onPress('shutter', async () => {
    const open = camera.now();
    if (open === undefined) return;
    shutter.disabled = true;
    flash();
    try {
      await add(await open.take(), 'camera');
    } finally {
      shutter.disabled = false;
    }
  });
  onPress('turn-camera', () => void camera.turn().then(drawCamera));
  const drawCamera = () => {
    const open = camera.now();
    shutter.disabled = open === undefined;
    show('shutter-row', open !== undefined);
    show('selfie', open?.selfie === true);
    show('other-ways', open === undefined);
    void hasTeamsCamera(now.teams).then((has) => show('teams', has));
  };
  onPress('teams-camera', async () => {
    if (typeof now.teams === 'string') return;
    try {
      const most = now.begun.maxImages - now.shots.all().length;
      for (const blob of await photographsFromTeams(now.teams, most)) await add(blob, 'teams');
    } catch {
      // Put away without a photograph.
      note(phrase('cameraOff'));
    }
  });
  takeFiles(add);
  connectConsent(now, { recorded, changed, openConsent });
  onStep((step) => {
    // Read for this photograph; the next screen begins without it.
    part('tips').removeAttribute('open');
    if (step === 'photograph') drawCamera();
  });
}

function flash() {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  show('flash', true);
  setTimeout(() => {
    show('flash', false);
  }, 120);
}

/** @param {(blob: Blob, from: import('./hold-shots.js').ShotFacts['from']) => Promise<void>} add */
function takeFiles(add) {
  for (const name of ['phone', 'choose']) {
    const input = /** @type {HTMLInputElement} */ (found(`[data-files="${name}"]`));
    input.addEventListener('change', async () => {
      for (const file of input.files ?? []) await add(file, 'file');
      input.value = '';
    });
  }
  const isHere = () => document.body.dataset['at'] === 'photograph';
  document.addEventListener('paste', async (event) => {
    if (!isHere()) return;
    for (const file of event.clipboardData?.files ?? []) await add(file, 'paste');
  });
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
  });
  document.addEventListener('drop', async (event) => {
    // A picture dropped elsewhere must not replace the page.
    event.preventDefault();
    if (!isHere()) return;
    for (const file of event.dataTransfer?.files ?? []) await add(file, 'drop');
  });
}

/**
 * The quick answers. Whatever they leave open is asked on the screen of consent.
 *
 * @param {Now} now
 * @param {{ recorded: () => void, changed: () => void, openConsent: OpenConsent }} with
 */
function connectConsent(now, { recorded, changed, openConsent }) {
  const spoken = part('spoken');
  onPress('agreed', () => {
    const age = ageBandOf(now) === 'unknown' ? answer(spoken, 'quick-age') : ageBandOf(now);
    // An adult's yes is whole; of anybody younger, or of unknown age, more is asked.
    if (age !== 'adult')
      return openConsent({ route: 'verbal', making: 'yes', care: 'yes', told: 'read-aloud', age });
    now.consent = { ...agreedAloud(isKnown(now.patient) ? undefined : age), ...areasOf(now.shots.all()) };
    now.consentSaid = phrase('agreedAloud');
    changed();
    return recorded();
  });
  onPress('could-not-ask', () => {
    openConsent({ route: 'could-not-ask' });
  });
  onPress('not-needed', () => {
    now.consent = 'not-needed';
    now.consentSaid = phrase('notNeeded');
    changed();
    recorded();
  });
  const about = part('about');
  about.addEventListener('change', () => {
    const device = /** @type {Now['device']} */ (answer(about, 'device'));
    const purpose = /** @type {Now['purpose']} */ (answer(about, 'purpose'));
    if (device !== undefined) now.device = device;
    if (purpose !== undefined) now.purpose = purpose;
    drawScript(now);
    changed();
  });
  onStep((step) => {
    if (step !== 'photograph') return;
    const age = ageBandOf(now);
    show('age-wanted', age === 'unknown');
    show('child-stop', age !== 'adult');
    setAnswer(about, 'device', now.device);
    setAnswer(about, 'purpose', now.purpose);
    drawScript(now);
  });
}

/** @param {Now} now */
function drawScript(now) {
  const { placeName } = now.begun;
  const audience =
    placeName === undefined ? phrase('audience') : phrase('audienceHere', { place: placeName });
  part('script').replaceChildren(
    ...scriptFor(now.device).map((line) => {
      const one = document.createElement('p');
      one.textContent = filled(line, { audience });
      return one;
    }),
  );
}

/**
 * A camera of the hospital's is the hospital's; of the patient's own phone nothing is promised.
 *
 * @param {Now['device']} device
 */
const scriptFor = (device) => {
  const of = device === 'trust-camera' ? 'trust' : device;
  return of === 'trust' || of === 'own-under-policy' ? words.scripts[of] : words.scripts.unset;
};

/**
 * What stands under the camera: how many there are, and the last one.
 *
 * @param {Now} now
 */
export function drawTaken(now) {
  const all = now.shots.all();
  const last = all.at(-1);
  show('thumb', last !== undefined);
  const image = /** @type {HTMLImageElement} */ (part('thumb-image'));
  image.hidden = last === undefined || !last.facts.mediaType.startsWith('image/');
  if (last !== undefined) image.src = last.url;
  say('thumb-words', String(all.length));
  say('taken', all.length === 1 ? phrase('takenOne') : phrase('takenMany', { n: all.length }));
  part('thumb').setAttribute('aria-label', part('taken').textContent ?? '');
  show('spoken', now.consent === undefined);
  show('answered', now.consent !== undefined);
  show('answered-words', all.length === 0);
  const isPaper = now.consent === 'not-needed';
  say('answered-words', phrase(isPaper ? 'notNeededNow' : 'recordedNow'));
  show('tips-body', !isPaper);
  show('tips-paper', isPaper);
  /** @type {HTMLButtonElement} */ (found('[data-part="answered"] [data-press="review"]')).hidden =
    all.length === 0;
}

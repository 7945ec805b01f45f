// The screen of consent: asks what the chosen way of answering still leaves open, and says beside each control what
// the server did not accept.
/** @import { SendAnswer, SentConsent } from '../../capture/contract.ts' */
/** @import { Now } from './capture-now.js' */
import { ageBandOf, isKnown } from './capture-now.js';
import { answersFrom, areasOf } from './consent-answers.js';
import { answer, ask, goTo, onPress, onStep, part, phrase, say, setAnswer, show, words } from './on-page.js';
import { signWithFinger } from './sign-with-finger.js';

/** @typedef {Extract<SendAnswer, { refusals: unknown }>['refusals']} Refusals */

/**
 * @param {Now} now
 * @param {{ recorded: () => void, changed: () => void }} with
 */
export function consentStep(now, { recorded, changed }) {
  const form = part('consent-form');
  /** What a refusal asked for beyond what was shown. */
  const wanted = new Set();
  const signatures = {
    signature: signWithFinger('signature'),
    'witness-signature': signWithFinger('witness-signature'),
  };
  const strokes = (/** @type {string} */ name) =>
    name === 'signature' ? signatures.signature.strokes() : signatures['witness-signature'].strokes();
  const draw = () => {
    ask(form, askedFor(now, form, wanted));
    show('stop-here', ageOf(now, form) !== 'adult');
  };
  form.addEventListener('change', draw);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const pressed = (/** @type {string} */ name) => (isShown(form, name) ? answer(form, name) : undefined);
    const before = typeof now.consent === 'object' ? now.consent : undefined;
    const answers = answersFrom(pressed, strokes);
    // What was agreed stands, and only the reason was asked for.
    if (pressed('route') === undefined && before !== undefined && answers.areaReason !== undefined) {
      now.consent = { ...before, areaReason: answers.areaReason };
      changed();
      return recorded();
    }
    if (pressed('route') === undefined) return complain(form, [], true);
    complain(form, []);
    now.consent = { ...answers, ...(wanted.has('area-reason') ? areasIn(before) : areasOf(now.shots.all())) };
    now.consentSaid = said(pressed);
    changed();
    return recorded();
  });
  onPress('consent', () => open({}));
  onStep((step) => {
    if (step !== 'consent') return;
    say('own-words', now.begun.ownWords ?? '');
    show('own-words', now.begun.ownWords !== undefined);
    draw();
    // A canvas has no size until it is seen.
    signatures.signature.draw();
    signatures['witness-signature'].draw();
  });
  const open = (/** @type {Record<string, string | undefined>} */ pressed) => {
    for (const [name, value] of Object.entries(pressed)) setAnswer(form, name, value);
    complain(form, []);
    goTo('consent');
  };
  return {
    open,
    /** @param {Refusals} refusals */
    refuse: (refusals) => {
      for (const { code } of refusals) wanted.add(code);
      goTo('consent');
      complain(form, refusals);
    },
    /** The next patient is asked anew. */
    clear: () => {
      wanted.clear();
      if (form instanceof HTMLFormElement) form.reset();
      signatures.signature.clear();
      signatures['witness-signature'].clear();
    },
  };
}

/** @param {SentConsent | undefined} before */
const areasIn = (before) => (before?.areas === undefined ? {} : { areas: before.areas });

/**
 * @param {Now} now
 * @param {HTMLElement} form
 */
const ageOf = (now, form) =>
  isKnown(now.patient) ? now.patient.ageBand : (answer(form, 'age') ?? 'unknown');

/**
 * Which parts of the form are asked for now.
 *
 * @param {Now} now
 * @param {HTMLElement} form
 * @param {ReadonlySet<unknown>} wanted
 */
function askedFor(now, form, wanted) {
  const route = answer(form, 'route') ?? '';
  const age = ageOf(now, form);
  const byParent = route === 'parent' || (route === 'written' && answer(form, 'signer') === 'parent');
  const byPatient = route === 'verbal' || (route === 'written' && answer(form, 'signer') === 'patient');
  const decided = ['best-interests', 'emergency', 'could-not-ask', ''].includes(route);
  const isChild = age === 'under-16' || age === '16-17';
  const restricted = now.shots.all().some(({ facts }) => facts.intimate === true);
  /** @type {[string, boolean][]} */
  const parts = [
    [route, true],
    ['age-unknown', !isKnown(now.patient) || ageBandOf(now) === 'unknown' || wanted.has('age')],
    ['competence', byPatient && age === 'under-16'],
    ['parent-answers', byParent],
    ['need', wanted.has('need') || (!decided && (isChild || restricted || route === 'attorney'))],
    ['late', wanted.has('late-reason') || (route === 'written' && now.shots.all().length > 0)],
    ['area', wanted.has('area-reason')],
    ['job', wanted.has('professional')],
    ['cannot-sign', answer(form, 'cannot-sign') !== undefined],
    ['other-uses', answer(form, 'other-uses') !== undefined],
    ['secondary-yes', answer(form, 'secondary') === 'yes'],
  ];
  return new Set(parts.flatMap(([name, is]) => (is ? [name] : [])));
}

/**
 * What is hidden was not asked, whatever was pressed in it before.
 *
 * @param {HTMLElement} form
 * @param {string} name
 */
const isShown = (form, name) => form.querySelector(`[name="${name}"]`)?.closest('[hidden]') === null;

/**
 * How the answer reads, for whoever sends it.
 *
 * @param {(name: string) => string | undefined} pressed
 */
function said(pressed) {
  const route = pressed('route') ?? '';
  const why = pressed('could-not-why');
  if (route === 'could-not-ask' && why !== undefined)
    return `${words.methods[route] ?? ''}: ${words.couldNotAsk[why] ?? ''}`;
  const method = {
    verbal: 'verbal',
    parent: 'verbal',
    written: 'written-e-signature',
    attorney: 'attorney-or-deputy',
  }[route];
  return words.methods[method ?? route] ?? phrase('refused');
}

/**
 * Beside its control where it has one, else at the top.
 *
 * @param {HTMLElement} form
 * @param {Refusals} refusals
 * @param {boolean} [nothing] nothing was pressed at all
 */
function complain(form, refusals, nothing = false) {
  for (const one of form.querySelectorAll('[data-refusal]')) {
    one.textContent = '';
    /** @type {HTMLElement} */ (one).hidden = true;
  }
  /** @type {HTMLElement | undefined} */
  let first;
  const summary = part('consent-summary');
  const all = nothing ? [{ code: 'method', words: phrase('chooseOne') }] : refusals;
  for (const { code, words: sentence } of all) {
    const beside = form.querySelector(`[data-asks~="${code}"]:not([hidden])`) ?? summary;
    const place = /** @type {HTMLElement | null} */ (beside.querySelector('[data-refusal]'));
    if (place === null) continue;
    place.textContent = place.textContent === '' ? sentence : `${place.textContent ?? ''} ${sentence}`;
    place.hidden = false;
    first ??= place;
  }
  first?.scrollIntoView({ block: 'center' });
}

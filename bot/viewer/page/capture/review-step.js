// Everything once more before it is sent: the photographs, what they show, what was agreed, and who may see them.
/** @import { Now } from './capture-now.js' */
/** @import { Refusals } from './consent-step.js' */
/** @import { Tool } from './describe-shot.js' */
import { ageBandOf } from './capture-now.js';
import { askPart } from './ask-part.js';
import { cropStep } from './crop-step.js';
import { describeShot, isIntimate } from './describe-shot.js';
import { answer, found, goTo, onPress, onStep, part, phrase, say, setAnswer, show } from './on-page.js';
import { seriesWarning } from './series-warning.js';

/** What one photograph takes over from another. */
const SHARED = /** @type {const} */ (['subject', 'site', 'side', 'shown', 'intimate', 'explained']);

/**
 * @param {Now} now
 * @param {{ send: () => void, changed: () => void }} with
 */
export function reviewStep(now, { send, changed }) {
  const step = found('[data-step="review"]');
  const crop = cropStep(now, changed);
  const ask = askPart(now, changed, complain);
  const draw = () => {
    const all = now.shots.all();
    say('consent-said', now.consentSaid ?? '');
    part('shots').replaceChildren(
      ...all.map((shot, at) =>
        describeShot(shot, { at, of: all.length }, { described, used, ...askedOf(now) }),
      ),
    );
    drawCounts(now);
    drawTools(now);
    ask.draw();
  };
  const described = (/** @type {string} */ image, /** @type {object} */ facts) => {
    now.shots.describe(image, facts);
    drawCounts(now);
  };
  const used = (/** @type {string} */ image, /** @type {Tool} */ tool) => {
    if (tool === 'crop') return crop.open(image);
    if (tool === 'same') {
      shareFacts(now, image);
      return draw();
    }
    return void now.shots.discard(image).then(() => {
      if (tool === 'retake' || now.shots.all().length === 0) goTo('photograph');
      else draw();
    });
  };
  step.addEventListener('change', () => {
    restrict(now, answer(step, 'restrict'));
    drawTools(now);
    changed();
  });
  for (const name of ['review', 'photograph'])
    onPress(name, () => {
      goTo(name);
    });
  onPress('send', () => {
    if (ask.isUnsaid()) complain([{ code: 'ask', words: phrase('askLine') }]);
    else if (isAnythingUnsaid(now)) complain([{ code: 'subject', words: phrase('sayWhat') }]);
    else send();
  });
  onStep((name) => {
    if (name === 'review') draw();
  });
  return {
    complain,
    clear: () => {
      ask.clear();
      setAnswer(step, 'restrict', undefined);
      refusalPlace().hidden = true;
    },
  };
}

/** @param {Refusals} refusals */
function complain(refusals) {
  const place = refusalPlace();
  place.textContent = refusals.map((one) => one.words).join(' ');
  place.hidden = refusals.length === 0;
  goTo('review');
}

/**
 * Without consent only what shows nobody's body may go: then it is said what each shows.
 *
 * @param {Now} now
 */
const isAnythingUnsaid = ({ consent, shots }) =>
  consent === 'not-needed' &&
  shots.all().some(({ facts }) => facts.subject === undefined || facts.subject === 'body');

/** @param {Now} now */
const askedOf = (now) => ({ mayBeChild: mayBeChild(now), isNotBody: now.consent === 'not-needed' });

/** @param {Now} now */
const mayBeChild = (now) => ageBandOf(now) !== 'adult';

/**
 * Intimate and perhaps under 18: closed until a senior and a safeguarding lead have agreed (INT-07).
 *
 * @param {Now} now
 */
export const waitsForTwo = (now) =>
  mayBeChild(now) && (now.restrict === 'intimate' || now.shots.all().some(({ facts }) => isIntimate(facts)));

const refusalPlace = () => /** @type {HTMLElement} */ (part('send-summary').querySelector('[data-refusal]'));

/** @param {Now} now */
function drawCounts(now) {
  const { length } = now.shots.all();
  found('[data-press="send"]').textContent =
    length === 1 ? phrase('sendOne') : phrase('sendMany', { n: length });
  const warning = seriesWarning(now);
  say('series', warning ?? '');
  show('series', warning !== undefined);
}

/**
 * A picture that may be evidence is never cropped (INT-08); one alone is the same as no other.
 *
 * @param {Now} now
 */
function drawTools({ shots, restrict: why }) {
  for (const item of document.querySelectorAll('[data-image]')) {
    const shot = shots.all().find(({ image }) => image === item.getAttribute('data-image'));
    const tool = (/** @type {Tool} */ name) =>
      /** @type {HTMLButtonElement} */ (item.querySelector(`[data-shot="${name}"]`));
    tool('crop').hidden = shot?.facts.mediaType.startsWith('image/') !== true || why === 'forensic';
    tool('same').hidden = shots.all().length < 2;
  }
}

/**
 * @param {Now} now
 * @param {string | undefined} chosen
 */
function restrict(now, chosen) {
  if (chosen === undefined || chosen === 'none') delete now.restrict;
  else now.restrict = /** @type {NonNullable<Now['restrict']>} */ (chosen);
  // Evidence is kept whole, also where it was cropped before it was said to be evidence.
  if (now.restrict === 'forensic')
    for (const { image } of now.shots.all()) now.shots.describe(image, { crop: undefined });
}

/**
 * What was said of one is said of all.
 *
 * @param {Now} now
 * @param {string} image
 */
function shareFacts({ shots }, image) {
  const facts = shots.all().find((one) => one.image === image)?.facts;
  if (facts === undefined) return;
  const shared = Object.fromEntries(SHARED.map((name) => [name, facts[name]]));
  for (const one of shots.all()) shots.describe(one.image, shared);
}

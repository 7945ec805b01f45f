// Everything once more before it is sent: the photographs, what they show, what was agreed, and who may see them.
/** @import { Now } from './capture-now.js' */
/** @import { Refusals } from './consent-step.js' */
import { cropStep } from './crop-step.js';
import { describeShot } from './describe-shot.js';
import {
  answer,
  found,
  goTo,
  onPress,
  onStep,
  part,
  phrase,
  say,
  setAnswer,
  show,
  words,
} from './on-page.js';

/** What one photograph takes over from another. */
const SHARED = /** @type {const} */ (['subject', 'site', 'side', 'shown', 'intimate']);

/**
 * @param {Now} now
 * @param {{ send: () => void, changed: () => void }} with
 */
export function reviewStep(now, { send, changed }) {
  const step = found('[data-step="review"]');
  const crop = cropStep(now, changed);
  const draw = () => {
    const all = now.shots.all();
    say('consent-said', now.consentSaid ?? '');
    part('shots').replaceChildren(
      ...all.map((shot, at) => describeShot(shot, { at, of: all.length }, { described, used })),
    );
    for (const one of document.querySelectorAll('[data-shot="same"]'))
      /** @type {HTMLElement} */ (one).hidden = all.length < 2;
    drawCounts();
    drawCropping();
  };
  const drawCounts = () => {
    const { length } = now.shots.all();
    found('[data-press="send"]').textContent =
      length === 1 ? phrase('sendOne') : phrase('sendMany', { n: length });
    const warning = seriesWarning(now);
    say('series', warning ?? '');
    show('series', warning !== undefined);
  };
  /** A picture that may be evidence is never cropped (INT-08). */
  const drawCropping = () => {
    for (const item of document.querySelectorAll('[data-image]')) {
      const shot = now.shots.all().find(({ image }) => image === item.getAttribute('data-image'));
      const button = /** @type {HTMLButtonElement} */ (item.querySelector('[data-shot="crop"]'));
      const isPicture = shot?.facts.mediaType.startsWith('image/') === true;
      button.hidden = !isPicture || now.restrict === 'forensic';
    }
  };
  const described = (/** @type {string} */ image, /** @type {object} */ facts) => {
    now.shots.describe(image, facts);
    drawCounts();
  };
  const used = (/** @type {string} */ image, /** @type {import('./describe-shot.js').Tool} */ tool) => {
    if (tool === 'crop') return crop.open(image);
    if (tool === 'same') return same(image);
    void now.shots.discard(image).then(() => {
      const none = now.shots.all().length === 0;
      if (tool === 'retake' || none) goTo('photograph');
      else draw();
    });
  };
  const same = (/** @type {string} */ image) => {
    const facts = now.shots.all().find((one) => one.image === image)?.facts;
    if (facts === undefined) return;
    const shared = Object.fromEntries(SHARED.map((name) => [name, facts[name]]));
    for (const one of now.shots.all()) now.shots.describe(one.image, shared);
    draw();
  };
  step.addEventListener('change', () => {
    const chosen = answer(step, 'restrict');
    if (chosen === undefined || chosen === 'none') delete now.restrict;
    else now.restrict = /** @type {NonNullable<Now['restrict']>} */ (chosen);
    // Evidence is kept whole, also where it was cropped before it was said to be evidence.
    if (now.restrict === 'forensic')
      for (const { image } of now.shots.all())
        now.shots.describe(image, /** @type {object} */ ({ crop: undefined }));
    drawCropping();
    changed();
  });
  onPress('review', () => {
    goTo('review');
  });
  onPress('photograph', () => {
    goTo('photograph');
  });
  onPress('send', send);
  onStep((name) => {
    if (name === 'review') draw();
  });
  const complain = (/** @type {Refusals} */ refusals) => {
    const place = /** @type {HTMLElement} */ (part('send-summary').querySelector('[data-refusal]'));
    place.textContent = refusals.map((one) => one.words).join(' ');
    place.hidden = refusals.length === 0;
    goTo('review');
  };
  return {
    complain,
    clear: () => {
      setAnswer(step, 'restrict', undefined);
      part('send-summary').querySelector('[data-refusal]')?.setAttribute('hidden', '');
    },
  };
}

/**
 * As `seriesWarnings` of bot/policy/consent/warnings.ts: the same part on the other side, and the camera that mirrors.
 *
 * @param {Now} now
 */
function seriesWarning({ shots }) {
  const all = shots.all().map(({ facts }) => facts);
  const turned = all.find(({ site, side }) =>
    all.some(
      (other) => site !== undefined && other.site === site && isOpposite(side ?? '', other.side ?? ''),
    ),
  );
  if (turned?.site !== undefined) return phrase('theseAre', { where: words.sites[turned.site] ?? '' });
  const mirrored = all.some(({ selfie, side }) => selfie && (side === 'left' || side === 'right'));
  return mirrored ? phrase('mirrored') : undefined;
}

/** @param {string} one @param {string} other */
const isOpposite = (one, other) =>
  (one === 'left' && other === 'right') || (one === 'right' && other === 'left');

// One photograph on the screen that checks: what it shows, where on the body, and whether the patient saw it.
/** @import { Shot, ShotFacts } from './hold-shots.js' */
import { answer, ask, filled, found, phrase, setAnswer, words } from './on-page.js';

/** @typedef {'retake' | 'crop' | 'remove' | 'same'} Tool */

/**
 * @typedef {object} Describing
 * @property {(image: string, facts: Partial<Record<keyof ShotFacts, unknown>>) => void} described
 * @property {(image: string, tool: Tool) => void} used
 * @property {boolean} mayBeChild under 18, or nobody can say
 * @property {boolean} isNotBody said to show nobody's body: nothing of a body is asked then (QUAL-10)
 */

const SIDED = 'option[data-sided]';

/**
 * @param {Shot} shot
 * @param {{ at: number, of: number }} place
 * @param {Describing} describing
 */
export function describeShot({ image, facts, url }, { at, of }, { described, used, mayBeChild, isNotBody }) {
  const template = /** @type {HTMLTemplateElement} */ (found('#shot-template'));
  const item = /** @type {HTMLElement} */ (template.content.cloneNode(true)).querySelector('li');
  if (item === null) throw new Error('the page has no place for a photograph');
  item.dataset['image'] = image;
  // Controls of one photograph are a group of their own.
  const own = (/** @type {string} */ name) => `${name} ${image}`;
  for (const one of item.querySelectorAll('[name]'))
    one.setAttribute('name', own(one.getAttribute('name') ?? ''));
  const name = phrase('pictureOf', { n: at + 1, of });
  text(item, 'name', name);
  nameTools(item, name);
  drawPicture(item, name, facts, url);
  const search = /** @type {HTMLInputElement} */ (item.querySelector(`[name="${own('site')}"]`));
  const label = item.querySelector('[data-for-label]');
  search.id = own('site').replace(' ', '-');
  label?.setAttribute('for', search.id);
  setAnswer(item, own('subject'), facts.subject);
  const body = item.querySelector('input[value="body"]')?.closest('label');
  if (body instanceof HTMLElement) body.hidden = isNotBody && facts.subject !== 'body';
  setAnswer(item, own('common-site'), facts.site);
  search.value = facts.site === undefined ? '' : (words.sites[facts.site] ?? '');
  setAnswer(item, own('side'), facts.side);
  setAnswer(item, own('shown'), facts.shown);
  setAnswer(
    item,
    own('explained'),
    facts.explained === undefined ? undefined : facts.explained ? 'yes' : 'no',
  );
  const intimate = /** @type {HTMLInputElement} */ (item.querySelector(`[name="${own('intimate')}"]`));
  intimate.checked = facts.intimate === true;
  item.addEventListener('change', (event) => {
    const changed = event.target instanceof HTMLInputElement ? event.target : undefined;
    const read = (/** @type {string} */ one) => answer(item, own(one));
    if (changed?.name === own('common-site')) search.value = words.sites[changed.value] ?? '';
    if (changed === search) setAnswer(item, own('common-site'), codeOf(search.value));
    const site = read('subject') === 'body' ? codeOf(search.value) : undefined;
    const sided = site !== undefined && isSided(site);
    const said = {
      subject: read('subject'),
      site,
      side: sided ? read('side') : undefined,
      shown: read('shown'),
      intimate: intimate.checked ? true : undefined,
      explained: isImplied(read('subject')) ? saidYes(read('explained')) : undefined,
    };
    described(image, said);
    drawAsked(item, said, mayBeChild);
  });
  for (const button of item.querySelectorAll('button[data-shot]'))
    button.addEventListener('click', () => {
      used(image, /** @type {Tool} */ (button.getAttribute('data-shot')));
    });
  drawAsked(item, facts, mayBeChild);
  return item;
}

/**
 * @param {HTMLElement} item
 * @param {string} name
 * @param {ShotFacts} facts
 * @param {string} url
 */
function drawPicture(item, name, facts, url) {
  const picture = /** @type {HTMLImageElement} */ (item.querySelector('.capture-shot__picture'));
  const isPicture = facts.mediaType.startsWith('image/');
  picture.hidden = !isPicture;
  if (isPicture) picture.src = url;
  picture.alt = name;
  if (facts.crop !== undefined) note(item, words.cropped);
}

/**
 * "Take again" alone would not say which.
 *
 * @param {HTMLElement} item
 * @param {string} name
 */
function nameTools(item, name) {
  for (const button of item.querySelectorAll('.capture-shot__tools button'))
    button.setAttribute('aria-label', `${button.textContent?.trim() ?? ''}: ${name}`);
}

/**
 * @param {HTMLElement} item
 * @param {Partial<Record<keyof ShotFacts, unknown>>} facts
 * @param {boolean} mayBeChild
 */
function drawAsked(item, { subject, site, side, intimate }, mayBeChild) {
  const asked = new Set();
  if (subject === 'body') asked.add('body');
  if (isImplied(subject)) asked.add('implied');
  const two = item.querySelector('[data-shot="two-people"]');
  if (two instanceof HTMLElement) two.hidden = !(mayBeChild && isIntimate({ site, intimate }));
  if (typeof site === 'string' && isSided(site)) asked.add('sided');
  ask(item, asked);
  const what = typeof subject === 'string' ? words.subjects[subject] : undefined;
  const where = typeof site === 'string' ? words.sites[site] : undefined;
  const which = typeof side === 'string' ? words.sides[side] : undefined;
  const all = [what, where, which].filter((one) => one !== undefined).join(' · ');
  text(item, 'said', all === '' ? words.details : filled(all, {}));
  if (subject === 'list-of-several-patients') note(item, words.several);
}

/**
 * @param {HTMLElement} item
 * @param {string} name
 * @param {string} value
 */
const text = (item, name, value) => {
  const place = item.querySelector(`[data-shot="${name}"]`);
  if (place !== null) place.textContent = value;
};

/**
 * @param {HTMLElement} item
 * @param {string} sentence
 */
const note = (item, sentence) => {
  text(item, 'note', sentence);
  const place = item.querySelector('[data-shot="note"]');
  if (place instanceof HTMLElement) place.hidden = false;
};

const options = () => [...document.querySelectorAll('#body-sites option')];

/** @param {string} typed */
const codeOf = (typed) => {
  const wanted = typed.trim().toLowerCase();
  return (
    options()
      .find((one) => one.getAttribute('value') === wanted)
      ?.getAttribute('data-code') ?? undefined
  );
};

/** @param {string} code */
const isSided = (code) =>
  options().some((one) => one.getAttribute('data-code') === code && one.matches(SIDED));

/** @param {unknown} subject */
const isImplied = (subject) => typeof subject === 'string' && words.implied.includes(subject);

/** @param {string | undefined} said */
const saidYes = (said) => (said === undefined ? undefined : said === 'yes');

/**
 * Marked so, or of a part of the body that always is (bot/policy/consent/case.ts).
 *
 * @param {{ site?: unknown, intimate?: unknown }} facts
 */
export const isIntimate = ({ site, intimate }) =>
  intimate === true ||
  options().some((one) => one.getAttribute('data-code') === site && one.matches('option[data-intimate]'));

// The page's parts by name, and its words. No sentence stands in a script: all come with the page.

const main = /** @type {HTMLElement} */ (document.getElementById('capture'));

/**
 * @typedef {typeof import('../../../../cards/text/capture-page.ts').capturePhrases} Phrases
 * @typedef {{ title: string, whatToDo: string }} TitledWords
 */

/**
 * @type {{
 *   phrases: Phrases,
 *   bandFaults: Record<string, TitledWords>,
 *   methods: Record<string, string>,
 *   couldNotAsk: Record<string, string>,
 *   subjects: Record<string, string>,
 *   sites: Record<string, string>,
 *   sides: Record<string, string>,
 *   implied: string[],
 *   places: Record<string, string>,
 *   scripts: Record<'trust' | 'own-under-policy' | 'unset', string[]>,
 *   retake: Record<string, string>,
 *   retakePaper: Record<string, string>,
 *   looking: string, noCamera: string, unknownPatient: string, notThisPatient: string, findPatient: string, details: string, cropped: string,
 *   several: string, forensicCrop: string, keepsNone: string, hold: string,
 * }}
 */
export const words = JSON.parse(main.dataset['words'] ?? '{}');

/** @type {import('../../../set/band.ts').BandRules} */
export const assumedRules = JSON.parse(main.dataset['rules'] ?? '{}');

/** Where Teams' own script lies: fetched only where Teams may stand around the page. */
export const teamsScript = main.dataset['teams'] ?? '';

export const standIns = (main.dataset['hosts'] ?? '').split(' ').filter((host) => host !== '');

/**
 * A phrase with its gaps filled.
 *
 * @param {keyof Phrases} name
 * @param {Record<string, string | number>} [gaps]
 */
export const phrase = (name, gaps = {}) => filled(words.phrases[name], gaps);

/**
 * @param {string} text
 * @param {Record<string, string | number>} gaps
 */
export const filled = (text, gaps) =>
  text.replace(/\{(\w+)\}/g, (whole, gap) => (gap in gaps ? String(gaps[gap]) : whole));

/**
 * @param {string} name
 * @returns {HTMLElement}
 */
export const part = (name) => found(`[data-part="${name}"]`);

/** @param {string} selector */
export const found = (selector) => {
  const one = document.querySelector(selector);
  if (!(one instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return one;
};

/**
 * @param {string} name
 * @param {boolean} shown
 */
export const show = (name, shown) => {
  part(name).hidden = !shown;
};

/**
 * @param {string} name
 * @param {string} text
 */
export const say = (name, text) => {
  part(name).textContent = text;
};

/**
 * Whenever one of the buttons of this name is pressed.
 *
 * @param {string} name
 * @param {() => void} then
 */
export const onPress = (name, then) => {
  for (const one of document.querySelectorAll(`[data-press="${name}"]`)) one.addEventListener('click', then);
};

/** @type {ReturnType<typeof setTimeout> | undefined} */
let noteTimer;

/**
 * A sentence that passes by itself.
 *
 * @param {string} text
 */
export const note = (text) => {
  say('note', text);
  show('note', true);
  clearTimeout(noteTimer);
  noteTimer = setTimeout(() => {
    show('note', false);
  }, 6000);
};

/** @type {string} */
let step = 'starting';
/** @type {((step: string) => void)[]} */
const listeners = [];

/** @param {(step: string) => void} then */
export const onStep = (then) => {
  listeners.push(then);
};

export const stepNow = () => step;

/**
 * Shows one screen and says its title to those who hear the page.
 *
 * @param {string} name
 */
export const goTo = (name) => {
  step = name;
  for (const one of document.querySelectorAll('[data-step]'))
    /** @type {HTMLElement} */ (one).hidden = one.getAttribute('data-step') !== name;
  document.body.dataset['at'] = name;
  for (const then of listeners) then(name);
  scrollTo(0, 0);
  document.getElementById(`title-${name}`)?.focus({ preventScroll: true });
};

/**
 * Shows one panel of the patient's screen.
 *
 * @param {string} name
 */
export const showPanel = (name) => {
  for (const one of document.querySelectorAll('[data-panel]'))
    /** @type {HTMLElement} */ (one).hidden = one.getAttribute('data-panel') !== name;
};

/**
 * What is pressed or typed in a form, by name; absent where nothing is.
 *
 * @param {HTMLElement} form
 * @param {string} name
 */
export const answer = (form, name) => {
  for (const one of form.querySelectorAll(`[name="${name}"]`)) {
    if (one instanceof HTMLInputElement && (one.type === 'radio' || one.type === 'checkbox')) {
      if (one.checked) return one.value;
    } else if (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement)
      return one.value.trim() === '' ? undefined : one.value.trim();
  }
  return undefined;
};

/**
 * Puts an answer into the controls of that name; none of them is chosen where it is absent.
 *
 * @param {HTMLElement} form
 * @param {string} name
 * @param {string | undefined} value
 */
export const setAnswer = (form, name, value) => {
  for (const one of form.querySelectorAll(`[name="${name}"]`)) {
    if (one instanceof HTMLInputElement && (one.type === 'radio' || one.type === 'checkbox'))
      one.checked = value !== undefined && one.value === value;
    else if (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement) one.value = value ?? '';
  }
};

/**
 * Shows the parts of a form that are asked for now: those whose `data-for` names one of these.
 *
 * @param {HTMLElement} form
 * @param {ReadonlySet<string>} asked
 */
export const ask = (form, asked) => {
  for (const one of form.querySelectorAll('[data-for]'))
    /** @type {HTMLElement} */ (one).hidden = !(one.getAttribute('data-for') ?? '')
      .split(' ')
      .some((name) => asked.has(name));
};

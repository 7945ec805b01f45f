// Keeps a page of pictures from outlasting whoever may see it: hidden when nobody looks, gone when it has been left
// alone, when we say that it is closed, and out of sight while nobody can say.

/** As the server's own idle time: the picture must not outlast the session it was opened in. */
const IDLE_MS = 5 * 60 * 1000;
/** Under five seconds from "closed" to a blank page, the answer's own way included. */
const ASK_EVERY_MS = 3000;
/** A lift, a stairwell: no longer than this without an answer. */
const BEAR_SILENCE_MS = 20_000;
const ANSWER_WITHIN_MS = 4000;

/** What is on the page of a patient, wherever it stands. */
const PICTURES = '[data-screen], [data-preview], [data-unmarked], .safelight-choice__picture';

/** @typedef {'idle' | 'closed' | 'unreached'} Why */

export function guardPictures() {
  const cover = document.querySelector('.safelight-cover');
  if (!(cover instanceof HTMLElement)) return;
  let seen = Date.now();
  let answered = Date.now();
  let isUsed = false;
  let isAsking = false;
  let isGone = false;
  const isOver = () => Date.now() - seen >= IDLE_MS;

  const blank = (/** @type {Why} */ why) => {
    if (isGone) return;
    isGone = true;
    clearAway();
    document.body.classList.remove('safelight-hidden');
    say(cover, why);
    cover.querySelector('a')?.focus();
  };

  /** Out of sight until it is known again; nothing is lost. */
  const show = () => {
    const isQuiet =
      document.body.dataset['standing'] !== undefined && Date.now() - answered >= BEAR_SILENCE_MS;
    document.body.classList.toggle('safelight-hidden', document.hidden || isQuiet);
    if (isQuiet && cover.hidden) say(cover, 'unreached');
    if (!isQuiet && !cover.hidden) cover.hidden = true;
  };

  const ask = async () => {
    const { standing } = document.body.dataset;
    if (standing === undefined || isAsking || isGone || document.hidden) return;
    isAsking = true;
    const address = standing + (isUsed ? '&used=1' : '');
    isUsed = false;
    try {
      const said = await standingAt(address);
      if (said === 'closed') blank('closed');
      if (said === 'open') answered = Date.now();
    } catch {
      // No answer is borne for a short time: `answered` grows old.
    } finally {
      isAsking = false;
      if (!isGone) show();
    }
  };

  const look = () => {
    if (isGone) return;
    if (isOver()) blank('idle');
    else show();
  };
  const used = () => {
    if (isOver()) return;
    seen = Date.now();
    isUsed = true;
  };
  whenUsed(used);
  document.addEventListener('visibilitychange', () => {
    look();
    void ask();
  });
  setInterval(look, 1000);
  setInterval(() => void ask(), ASK_EVERY_MS);
}

/** @param {() => void} used */
function whenUsed(used) {
  for (const kind of ['pointerdown', 'pointermove', 'keydown', 'scroll', 'touchstart'])
    document.addEventListener(kind, used, { passive: true, capture: true });
  // A page brought back from the browser's memory shows what may no longer be shown.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

/**
 * @param {HTMLElement} cover
 * @param {Why} why
 */
function say(cover, why) {
  cover.querySelectorAll('[data-why]').forEach((part) => {
    /** @type {HTMLElement} */ (part).hidden = /** @type {HTMLElement} */ (part).dataset['why'] !== why;
  });
  cover.hidden = false;
}

/** Not only hidden: the bytes go, names and words with them, and what is behind the cover can no longer be reached. */
function clearAway() {
  document.dispatchEvent(new Event('safelight-blank'));
  document.querySelectorAll(PICTURES).forEach((image) => {
    image.removeAttribute('src');
    image.remove();
  });
  document.querySelectorAll('main, header').forEach((part) => {
    part.setAttribute('inert', '');
    if (part.matches('main')) part.replaceChildren();
  });
}

/**
 * "open" or "closed"; anything else is no answer.
 * @param {string} address
 */
async function standingAt(address) {
  const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  return /** @type {{ standing?: string }} */ (await answer.json()).standing;
}

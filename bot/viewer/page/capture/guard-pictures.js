// Nobody looks, nobody sees: the page is covered once it has been left alone, and while it is hidden.
import { part, show, stepNow } from './on-page.js';

/** As the server's own idle time: a picture must not outlast the session it was taken in. */
const IDLE_MS = 5 * 60 * 1000;

export function guardPictures() {
  let seen = Date.now();
  const used = () => {
    if (part('cover').hidden) seen = Date.now();
  };
  const look = () => {
    document.body.classList.toggle('capture--hidden', document.hidden);
    // What is on its way goes on; it shows no picture.
    if (stepNow() === 'sending' || Date.now() - seen < IDLE_MS || !part('cover').hidden) return;
    document.getElementById('capture')?.setAttribute('inert', '');
    show('cover', true);
    part('cover').querySelector('button')?.focus();
  };
  for (const kind of ['pointerdown', 'keydown', 'touchstart', 'scroll'])
    document.addEventListener(kind, used, { passive: true, capture: true });
  document.addEventListener('visibilitychange', look);
  // A page brought back from the browser's memory shows what may no longer be shown.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  setInterval(look, 1000);
}

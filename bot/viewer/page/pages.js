// What pages with pictures do by themselves: hide when nobody looks, step from picture to picture, zoom.
import { answerWhenSeen } from './answer.js';
import { clearable } from './clear-mark.js';
import { guardPictures } from './guard-page.js';
import { offerToBind, unlockWhereAsked } from './passkey.js';
import { countAllDown } from './counts-down.js';
import { zoomable } from './zoom.js';

const errors = document.querySelector('[data-focus]');
if (errors instanceof HTMLElement) errors.focus();

unlockWhereAsked();
void offerToBind();

if (document.body.hasAttribute('data-pictures')) {
  guardPictures();
  answerWhenSeen();
  document.querySelectorAll('[data-gallery]').forEach((one) => {
    gallery(/** @type {HTMLElement} */ (one));
  });
}

countAllDown();

const { again, againAfter } = document.body.dataset;
if (again !== undefined) setInterval(lookAgain, Number(againAfter) * 1000, again);

/**
 * Never under somebody's hands: a page that changes takes a keyboard's place and a screen reader's line with it.
 * @param {string} href
 */
function lookAgain(href) {
  const isUntouched = document.activeElement === document.body && window.scrollY === 0;
  if (isUntouched && !document.hidden) location.replace(href);
}

/** @param {HTMLElement} root */
function gallery(root) {
  const items = [...root.querySelectorAll('[data-item]')].map((one) => /** @type {HTMLElement} */ (one));
  items.forEach(picture);
  const list = root.querySelector('[data-items]');
  const where = root.querySelector('[data-where]');
  const steps = [...root.querySelectorAll('[data-step]')].map(
    (one) => /** @type {HTMLButtonElement} */ (one),
  );
  if (!(list instanceof HTMLElement)) return;
  let at = 0;
  const show = () => {
    if (where) where.textContent = items[at]?.dataset['item'] ?? '';
    for (const step of steps) {
      const next = at + Number(step.dataset['step']);
      step.disabled = next < 0 || next >= items.length;
    }
  };
  const observer = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen)
        if (isIntersecting) at = items.indexOf(/** @type {HTMLElement} */ (target));
      show();
    },
    { root: list, threshold: 0.6 },
  );
  for (const item of items) observer.observe(item);
  for (const step of steps)
    step.addEventListener('click', () => {
      const next = items[at + Number(step.dataset['step'])];
      if (next)
        list.scrollTo({ left: next.offsetLeft - list.offsetLeft, behavior: calm() ? 'auto' : 'smooth' });
    });
  show();
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** @param {HTMLElement} item */
function picture(item) {
  const screen = item.querySelector('[data-screen]');
  const stage = item.querySelector('[data-stage]');
  if (!(screen instanceof HTMLImageElement) || !(stage instanceof HTMLElement)) return;
  const failed = item.querySelector('[data-failed]');
  const photo = screen.closest('[data-photo]');
  const shown = async () => {
    await screen.decode().catch(() => undefined);
    photo?.classList.remove('safelight-photo--coming');
    item.querySelector('[data-preview]')?.remove();
    performance.mark('safelight-picture-shown');
  };
  const broken = () => {
    photo?.classList.remove('safelight-photo--coming');
    if (failed instanceof HTMLElement) failed.hidden = false;
  };
  screen.addEventListener('load', () => void shown());
  screen.addEventListener('error', broken);
  if (!screen.complete) photo?.classList.add('safelight-photo--coming');
  else if (screen.naturalWidth > 0) void shown();
  else broken();
  zoomable(item, stage, screen);
  clearable(item);
}

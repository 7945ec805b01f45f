// Pictures side by side: swiped, or stepped through with buttons. Earlier ones of the same place join them once the page
// is there.
import { clearable } from './clear-mark.js';
import { zoomable } from './zoom.js';

/** @param {HTMLElement} root */
export function gallery(root) {
  const list = root.querySelector('[data-items]');
  const itemsNow = () =>
    [...root.querySelectorAll('[data-item]')].map((one) => /** @type {HTMLElement} */ (one));
  itemsNow().forEach(picture);
  if (!(list instanceof HTMLElement)) return;
  const { show, watch } = stepping(root, list, itemsNow);
  itemsNow().forEach(watch);
  show();
  for (const item of itemsNow())
    if (item.dataset['earlier'] !== undefined)
      void addEarlier(item, (added) => {
        picture(added);
        watch(added);
        show();
      });
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} list
 * @param {() => HTMLElement[]} itemsNow
 */
function stepping(root, list, itemsNow) {
  const bar = root.querySelector('[data-steps]');
  const where = root.querySelector('[data-where]');
  const steps = [...root.querySelectorAll('[data-step]')].map(
    (one) => /** @type {HTMLButtonElement} */ (one),
  );
  /** @type {Element | undefined} */
  let seen = itemsNow()[0];
  const at = () => itemsNow().findIndex((one) => one === seen);
  const show = () => {
    const items = itemsNow();
    if (bar instanceof HTMLElement) bar.hidden = items.length < 2;
    if (where) where.textContent = items[at()]?.dataset['item'] ?? '';
    for (const step of steps) {
      const next = at() + Number(step.dataset['step']);
      step.disabled = next < 0 || next >= items.length;
    }
  };
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { isIntersecting, target } of changes) if (isIntersecting) seen = target;
      show();
    },
    { root: list, threshold: 0.6 },
  );
  for (const step of steps)
    step.addEventListener('click', () => {
      const next = itemsNow()[at() + Number(step.dataset['step'])];
      if (next)
        list.scrollTo({ left: next.offsetLeft - list.offsetLeft, behavior: calm() ? 'auto' : 'smooth' });
    });
  const watch = (/** @type {HTMLElement} */ item) => {
    observer.observe(item);
  };
  return { show, watch };
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Behind the picture they belong to. Where they cannot be had, the page of photographs over time has them still.
 * @param {HTMLElement} item
 * @param {(added: HTMLElement) => void} added
 */
async function addEarlier(item, added) {
  const answer = await fetch(item.dataset['earlier'] ?? '', { cache: 'no-store' }).catch(() => undefined);
  if (answer?.ok !== true || answer.redirected) return;
  const part = document.createElement('template');
  part.innerHTML = await answer.text();
  const items = [...part.content.querySelectorAll('li')];
  // The page asks of these as well whether they may still be shown.
  for (const { dataset } of items)
    document.body.dataset['standing'] += `&also=${encodeURIComponent(dataset['also'] ?? '')}`;
  item.after(...items);
  items.forEach(added);
}

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

// Single keys for the worklist: each presses what can be pressed on the page anyhow. A number chooses from an open list.

const SWITCH = 'single-keys';
const keys = document.querySelector('[data-keys]');

if (keys instanceof HTMLInputElement) {
  keys.checked = remembered();
  keys.addEventListener('change', () => {
    remember(keys.checked);
  });
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if (keys instanceof HTMLInputElement && !keys.checked) return;
  if (event.key === 'Escape') closeLists();
  else if (/^[1-9]$/.test(event.key)) choose(Number(event.key));
  else press(event.key);
});

/** @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && target.type !== 'checkbox');

/** @param {string} key */
function press(key) {
  const found = [...document.querySelectorAll('[data-key]')].find(
    (one) => one.getAttribute('data-key') === key,
  );
  if (!(found instanceof HTMLElement)) return;
  const list = found.closest('details');
  if (found.tagName === 'SUMMARY' && list !== null && !list.open) closeLists();
  found.click();
  found.focus({ preventScroll: true });
  list?.scrollIntoView({ block: 'nearest' });
}

/** @param {number} number */
function choose(number) {
  const list = document.querySelector('details[data-choices][open]');
  const buttons = list === null ? [] : [...list.querySelectorAll('button')];
  buttons[number - 1]?.click();
}

function closeLists() {
  for (const one of document.querySelectorAll('details[data-choices][open]')) one.removeAttribute('open');
}

function remembered() {
  try {
    return localStorage.getItem(SWITCH) !== 'off';
  } catch {
    // A browser that keeps nothing: they are on, as the page says.
    return true;
  }
}

/** @param {boolean} on */
function remember(on) {
  try {
    localStorage.setItem(SWITCH, on ? 'on' : 'off');
  } catch {
    // The same: it holds for this page.
    return;
  }
}

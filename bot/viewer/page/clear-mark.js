// Press and hold: the picture without its mark, for ten seconds, counted down where it can be seen. Then it is gone from
// the page and from memory.

const HOLD_MS = 400;
const SHOWN_MS = 10_000;

/**
 * @param {HTMLElement} item holds one picture and its buttons
 */
export function clearable(item) {
  const button = item.querySelector('[data-clear]');
  const photo = item.querySelector('[data-photo]');
  const said = item.querySelector('[data-cleared]');
  const failed = item.querySelector('[data-clear-failed]');
  if (!(button instanceof HTMLButtonElement) || !photo) return;
  if (!(said instanceof HTMLElement) || !(failed instanceof HTMLElement)) return;
  button.hidden = false;
  /** @type {(() => void) | undefined} */
  let end;
  const clear = async () => {
    if (end !== undefined) return;
    failed.hidden = true;
    end = () => undefined;
    try {
      end = await show(photo, button.dataset['clear'] ?? '', said, () => {
        end = undefined;
      });
    } catch {
      end = undefined;
      failed.hidden = false;
    }
  };
  whenHeld(button, () => void clear());
  document.addEventListener('safelight-blank', () => end?.());
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) end?.();
  });
}

/**
 * By finger, mouse, space bar or Enter. A short press does nothing: a mark must not come off by accident.
 * @param {HTMLButtonElement} button
 * @param {() => void} held
 */
function whenHeld(button, held) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(held, HOLD_MS);
  };
  const stop = () => {
    clearTimeout(timer);
  };
  button.addEventListener('pointerdown', start);
  for (const kind of ['pointerup', 'pointercancel', 'pointerleave', 'blur', 'keyup'])
    button.addEventListener(kind, stop);
  button.addEventListener('contextmenu', (event) => {
    event.preventDefault();
  });
  button.addEventListener('keydown', (event) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (!event.repeat) start();
  });
}

/**
 * Resolves once it is shown, with how to end it sooner.
 * @param {Element} photo
 * @param {string} path
 * @param {HTMLElement} said
 * @param {() => void} ended
 */
async function show(photo, path, said, ended) {
  const answer = await fetch(path, { cache: 'no-store', headers: { 'x-safelight': '1' } });
  if (!answer.ok) throw new Error('not cleared');
  const address = URL.createObjectURL(await answer.blob());
  const image = new Image();
  image.src = address;
  image.alt = '';
  image.className = 'safelight-photo__unmarked';
  image.dataset['unmarked'] = '';
  try {
    await image.decode();
  } finally {
    // Decoded it needs the address no more, and without it nothing can fetch it again.
    URL.revokeObjectURL(address);
  }
  photo.append(image);
  const until = performance.now() + SHOWN_MS;
  const words = said.dataset['words'] ?? '{n}';
  const count = () => {
    const left = Math.ceil((until - performance.now()) / 1000);
    said.textContent = words.replace('{n}', String(Math.max(0, left)));
    if (left <= 0) end();
  };
  const end = () => {
    clearInterval(ticking);
    image.removeAttribute('src');
    image.remove();
    said.hidden = true;
    ended();
  };
  const ticking = setInterval(count, 250);
  said.hidden = false;
  count();
  return end;
}

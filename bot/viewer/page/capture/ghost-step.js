// The last photograph of the same place, laid faintly over the camera, so that the next is taken from where it was. Off
// until asked, and never part of what is taken: the picture comes from the camera, not from the page.
/** @import { Now } from './capture-now.js' */
import { isKnown } from './capture-now.js';
import { note, onPress, onStep, part, phrase, show } from './on-page.js';

/** @param {Now} now */
export function ghostStep(now) {
  const ghost = /** @type {HTMLImageElement} */ (part('ghost'));
  const list = part('ghosts');
  const off = () => {
    ghost.hidden = true;
    ghost.removeAttribute('src');
    list.replaceChildren();
    show('ghost-off', false);
    show('ghost-ask', true);
  };
  const lay = (/** @type {string} */ path) => {
    ghost.src = path;
    ghost.hidden = false;
    list.replaceChildren();
    show('ghost-off', true);
    show('ghost-ask', false);
  };
  ghost.addEventListener('error', () => {
    if (!ghost.hasAttribute('src')) return;
    off();
    note(phrase('ghostNone'));
  });
  onPress('ghost', async () => {
    if (!isKnown(now.patient)) return;
    const { token } = now.patient;
    const { status, value } = await now.server.last(now.begun.capture, token);
    // Somebody else may be confirmed by now.
    if (!isKnown(now.patient) || now.patient.token !== token) return;
    const pictures = value?.pictures ?? [];
    if (pictures.length === 0) return note(phrase(status === 0 ? 'offline' : 'ghostNone'));
    list.replaceChildren(
      ...pictures.map(({ words, path }) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'capture-tool';
        button.textContent = words;
        button.addEventListener('click', () => {
          lay(path);
        });
        return button;
      }),
    );
    /** @type {HTMLElement | null} */ (list.querySelector('button'))?.focus();
  });
  onPress('ghost-off', off);
  onStep((step) => {
    if (step !== 'photograph') off();
    // Within Teams nobody has signed in to Safelight itself, and no picture is shown.
    show('ghost-row', step === 'photograph' && now.teams === 'browser' && isKnown(now.patient));
  });
}

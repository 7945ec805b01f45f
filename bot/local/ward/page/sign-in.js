import { wordsOf } from './call-ward.js';
import { make } from './make.js';
import { toast } from './say.js';

const CHANGED = 'ward-signed-in-or-out';

/**
 * Whether this person has let Safelight act for them, and the switch for it. What it means is said beside it.
 *
 * @param {import('./call-ward.js').Ward} ward
 * @param {string} testId
 */
export function signInSwitch(ward, testId) {
  const state = make('strong', { 'data-testid': `${testId}-state` }, '…');
  const press = make('button', { type: 'button', class: 'plain', 'data-testid': testId }, 'Sign in');
  const why = make(
    'p',
    { class: 'faint' },
    'Signed in, Safelight may delete your own posts that hold photographs. Signed out, it has to ask you to.',
  );
  const node = make(
    'div',
    { class: 'sign-in' },
    make('p', {}, 'Signed in to Safelight removal: ', state),
    press,
    why,
  );
  let signedIn = false;

  const look = async () => {
    try {
      /** @type {{ signedIn: boolean }} */
      const answer = await ward.call('GET', 'signed-in');
      signedIn = answer.signedIn;
      state.textContent = signedIn ? 'Yes' : 'No';
      press.textContent = signedIn ? 'Sign out' : 'Sign in';
    } catch (error) {
      state.textContent = 'not known';
      toast(wordsOf(error), 'problem');
    }
  };
  press.addEventListener('click', () => {
    press.disabled = true;
    ward
      .call('POST', signedIn ? 'sign-out' : 'sign-in')
      .catch((/** @type {unknown} */ error) => toast(wordsOf(error), 'problem'))
      .then(() => window.dispatchEvent(new Event(CHANGED)))
      .finally(() => (press.disabled = false));
  });
  const lookAgain = () => {
    if (node.isConnected) void look();
    else stop.abort();
  };
  // Signing in may have happened in another window, or at this page's other switch.
  const stop = new AbortController();
  for (const event of ['focus', CHANGED]) window.addEventListener(event, lookAgain, { signal: stop.signal });
  void look();
  return node;
}

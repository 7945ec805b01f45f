import { hostTab } from './host-tab.js';
import { make } from './make.js';

/**
 * The chat with the bot, and beside it the app's own page in a frame: loaded anew whenever it is turned to, as Teams
 * does.
 *
 * @param {import('./call-ward.js').Ward} ward
 * @param {{ name: string, url: string }} tab
 * @param {readonly HTMLElement[]} chat what is put away while the tab is shown
 */
export function showTab(ward, tab, chat) {
  const panel = make('div', { class: 'tab-panel', hidden: true });
  const ofChat = make('button', { type: 'button', class: 'tab', 'data-testid': 'tab-chat' }, 'Chat');
  const ofApp = make('button', { type: 'button', class: 'tab', 'data-testid': 'tab-app' }, tab.name);
  /** @type {ReturnType<typeof hostTab> | undefined} */
  let host;

  /** @param {boolean} app */
  const turn = (app) => {
    host?.letGo();
    host = undefined;
    panel.replaceChildren();
    panel.hidden = !app;
    for (const one of chat) one.hidden = app;
    mark(ofApp, app);
    mark(ofChat, !app);
    if (!app) return;
    const frame = make('iframe', { title: tab.name, class: 'tab-frame', 'data-testid': 'tab-frame' });
    host = hostTab(ward, frame, tab.url);
    frame.src = tab.url;
    panel.append(frame);
  };
  ofChat.addEventListener('click', () => turn(false));
  ofApp.addEventListener('click', () => turn(true));
  mark(ofChat, true);
  const bar = make('nav', { class: 'tabs', 'aria-label': 'Safelight' }, ofChat, ofApp);
  return { bar, panel, letGo: () => host?.letGo() };
}

/**
 * @param {HTMLElement} button
 * @param {boolean} here
 */
function mark(button, here) {
  if (here) button.setAttribute('aria-current', 'page');
  else button.removeAttribute('aria-current');
}

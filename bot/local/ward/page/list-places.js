import { icon } from './icon.js';
import { make } from './make.js';

/** @typedef {import('../page-contract.ts').WardPlace} WardPlace */
/** @typedef {{ name: string, places: WardPlace[] }} Group */

const faces = /** @type {const} */ ({ channel: 'channel', groupChat: 'people', personal: 'bot' });

/**
 * The places a person belongs to: channels under their team, then chats. Others are not shown at all.
 *
 * @param {HTMLElement} nav
 * @param {readonly WardPlace[]} places
 * @param {(place: WardPlace) => void} onChosen
 */
export function listPlaces(nav, places, onChosen) {
  /** @type {Map<string, HTMLButtonElement>} */
  const buttons = new Map();
  const groups = grouped(places).map((group, index) => {
    const items = group.places.map((place) => {
      const button = placeButton(place, () => onChosen(place));
      buttons.set(place.id, button);
      return make('li', {}, button);
    });
    const headingId = `group-${index}`;
    return make(
      'section',
      {},
      make('h2', { id: headingId }, group.name),
      make('ul', { 'aria-labelledby': headingId }, ...items),
    );
  });
  const inNone = places.some((one) => one.kind !== 'personal')
    ? null
    : make('p', { class: 'faint hint' }, 'This person is in no team and no group chat here.');
  nav.replaceChildren(...groups, ...(inNone ? [inNone] : []));

  /** @param {string} placeId */
  const choose = (placeId) => {
    for (const [id, button] of buttons) {
      if (id === placeId) button.setAttribute('aria-current', 'page');
      else button.removeAttribute('aria-current');
    }
    markUnread(placeId, false);
  };
  /**
   * @param {string} placeId
   * @param {boolean} unread
   */
  const markUnread = (placeId, unread) => {
    const button = buttons.get(placeId);
    if (button === undefined) return;
    button.classList.toggle('unread', unread);
    const badge = button.querySelector('.badge');
    if (badge) badge.textContent = unread ? 'New' : '';
    const waiting = nav.querySelectorAll('.unread').length;
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}The ward: demonstration tenant`;
  };
  return { choose, markUnread };
}

/**
 * @param {WardPlace} place
 * @param {() => void} onChosen
 */
function placeButton(place, onChosen) {
  return make(
    'button',
    { type: 'button', class: 'place', 'data-testid': `place-${place.id}`, onclick: onChosen },
    icon(faces[place.kind]),
    make('span', { class: 'place-name' }, place.name),
    make('span', { class: 'badge' }),
  );
}

/**
 * @param {readonly WardPlace[]} places
 * @returns {Group[]}
 */
function grouped(places) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const place of places) {
    const name =
      place.kind === 'channel' ? `${place.team ?? 'Team'}, ${titled(place.organisation)}` : 'Chats';
    const group = groups.get(name) ?? { name, places: [] };
    group.places.push(place);
    groups.set(name, group);
  }
  const chats = groups.get('Chats');
  groups.delete('Chats');
  return chats === undefined ? [...groups.values()] : [...groups.values(), chats];
}

/** @param {string} words */
const titled = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** The ward page: a small Teams client for one demonstration tenant. Reads the world, seats a person, follows changes. */
import { callWardAs, wordsOf } from './call-ward.js';
import { personPicker, welcome } from './choose-person.js';
import { followChanges } from './follow-changes.js';
import { icon } from './icon.js';
import { listPlaces } from './list-places.js';
import { make, part } from './make.js';
import { remember, remembered } from './seat.js';
import { showConversation } from './show-conversation.js';
import { showWeather } from './show-weather.js';
import { signInSwitch } from './sign-in.js';

/** @typedef {import('../page-contract.ts').WardWorld} WardWorld */
/** @typedef {import('../page-contract.ts').WardPerson} WardPerson */
/** @typedef {import('../page-contract.ts').WardPlace} WardPlace */

try {
  const as = remembered('as');
  /** @type {WardWorld} */
  const world = await callWardAs(as).call('GET', 'world');
  const me = world.people.find((one) => one.oid === as);
  part('tenant').textContent = world.tenantName;
  part('you').append(personPicker(world.people, me));
  if (me === undefined) {
    part('conversation').replaceChildren(welcome(world));
    part('app').dataset['pane'] = 'conversation';
  } else {
    sitDown(world, me);
  }
} catch (error) {
  part('conversation').replaceChildren(make('p', { class: 'waiting', role: 'alert' }, wordsOf(error)));
  part('app').dataset['pane'] = 'conversation';
}

/**
 * @param {WardWorld} world
 * @param {WardPerson} me
 */
function sitDown(world, me) {
  const ward = callWardAs(me.oid);
  const main = part('conversation');
  const places = world.places.filter((place) => place.members.includes(me.oid));
  const list = listPlaces(part('places'), places, (place) => open(place, true));
  const signIn = signInSwitch(ward, 'sign-in');
  /** @type {{ placeId: string, shown: ReturnType<typeof showConversation> } | undefined} */
  let here;

  /**
   * @param {WardPlace} place
   * @param {boolean} byHand
   */
  const open = (place, byHand) => {
    here?.shown.close();
    const others = world.people.filter((one) => one.oid !== me.oid && place.members.includes(one.oid));
    const shown = showConversation(
      { ward, me, place, others, tab: world.tab, commands: world.commands },
      main,
      () => showPane('places'),
    );
    here = { placeId: place.id, shown };
    remember(me.oid, place.id);
    list.choose(place.id);
    if (!byHand) return;
    showPane('conversation');
    main.focus({ preventScroll: true });
  };

  part('you').append(signIn);
  const live = foot(() => void showWeather(ward, world));
  remember(me.oid, remembered('place'));
  const wanted = places.find((one) => one.id === remembered('place'));
  const first = wanted ?? places[0];
  if (first) open(first, false);
  if (wanted) showPane('conversation');
  if (!first)
    main.replaceChildren(make('p', { class: 'waiting' }, 'This person is in no conversation here.'));

  void followChanges(ward, {
    onChange: (placeId) => {
      if (placeId === here?.placeId) here.shown.refresh();
      else list.markUnread(placeId, true);
    },
    onConnected: () => {
      live.textContent = 'Live';
      here?.shown.refresh();
    },
    onLost: () => (live.textContent = 'Not connected: trying again…'),
  });
}

/** @param {() => void} onWeather */
function foot(onWeather) {
  const live = make('span', { class: 'faint', role: 'status', 'data-testid': 'live' }, 'Connecting…');
  const weather = make(
    'button',
    { type: 'button', class: 'plain', 'data-testid': 'weather', onclick: onWeather },
    icon('weather'),
    'Weather',
  );
  part('foot').append(weather, live);
  return live;
}

/** On a phone one pane is shown at a time. @param {'places' | 'conversation'} pane */
function showPane(pane) {
  part('app').dataset['pane'] = pane;
}

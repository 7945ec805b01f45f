// The page that takes photographs: who sits here, which conversation, then one screen after another.
/** @import { BeginAnswer, BeginAsked, PlacesAnswer } from '../../capture/contract.ts' */
/** @import { Server } from './call-server.js' */
/** @import { Now } from './capture-now.js' */
/** @import { Teams } from './who-sits-here.js' */
import { openServer } from './call-server.js';
import { holdShots } from './hold-shots.js';
import { keepLastCapture, lastCapture } from './last-capture.js';
import { openUnsent } from './keep-unsent.js';
import { goTo, onPress, part, show, words } from './on-page.js';
import { resumeCapture } from './resume-capture.js';
import { runCapture } from './run-capture.js';
import { findTeams, tokenFrom } from './who-sits-here.js';

onPress('reload', () => {
  location.reload();
});

async function start() {
  const teams = await findTeams();
  if (teams === 'outside') return goTo('trouble-outside');
  const server = openServer(tokenFrom(teams));
  const ticket = new URLSearchParams(location.search).get('to') ?? undefined;
  const capture = lastCapture();
  if (capture !== undefined) {
    const { value } = await server.begin({ capture });
    if (value !== undefined && 'capture' in value) return run(server, teams, value, ticket);
  }
  return ticket === undefined ? choosePlace(server, teams) : begin(server, teams, ticket);
}

/**
 * @param {Server} server
 * @param {Teams | 'browser'} teams
 * @param {string} ticket
 */
async function begin(server, teams, ticket) {
  const { status, value } = await server.begin({ ticket });
  if (value !== undefined && 'capture' in value) return run(server, teams, value, ticket);
  // An old link still says who asks: the conversation is chosen then.
  if (status === 410) return choosePlace(server, teams);
  return refused(status, teams);
}

/**
 * @param {number} status
 * @param {Teams | 'browser'} teams
 */
function refused(status, teams) {
  if (status === 401 && teams === 'browser')
    return location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
  return goTo(status === 401 || status === 403 || status === 404 ? 'trouble-refused' : 'trouble-later');
}

/**
 * @param {Server} server
 * @param {Teams | 'browser'} teams
 * @param {BeginAnswer} begun
 * @param {string | undefined} ticket
 */
async function run(server, teams, begun, ticket) {
  keepLastCapture(begun.capture);
  const unsent = await openUnsent(begun.browserKey);
  /** @type {() => void} */
  let changed = () => undefined;
  const shots = holdShots({ unsent, changed: () => changed() });
  /** @type {Now} */
  const now = { begun, server, teams, unsent, shots };
  await resumeCapture(now);
  const running = runCapture(now, () => another(server, ticket));
  changed = running.changed;
  await running.open();
}

/**
 * Without a ticket that still holds, the conversation is chosen anew.
 *
 * @param {Server} server
 * @param {string | undefined} ticket
 */
async function another(server, ticket) {
  const answered = await server.begin(/** @type {BeginAsked} */ ({ ticket: ticket ?? '' }));
  if (answered.value !== undefined && 'capture' in answered.value) keepLastCapture(answered.value.capture);
  return answered;
}

/**
 * @param {Server} server
 * @param {Teams | 'browser'} teams
 */
async function choosePlace(server, teams) {
  const { status, value } = await server.places();
  if (value === undefined || !('places' in value)) return refused(status, teams);
  drawPlaces(value.places, (ticket) => void begin(server, teams, ticket));
  return goTo('places');
}

/**
 * @param {PlacesAnswer['places']} places
 * @param {(ticket: string) => void} then
 */
function drawPlaces(places, then) {
  show('no-places', places.length === 0);
  part('places').replaceChildren(
    ...places.map(({ ticket, kind, name }) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'capture-button capture-button--plain';
      button.textContent = name ?? words.places[kind] ?? '';
      button.addEventListener('click', () => {
        then(ticket);
      });
      item.append(button);
      return item;
    }),
  );
}

start().catch(() => {
  // A browser that keeps nothing and has no keys cannot hold a photograph safe until it is sent.
  goTo('trouble-later');
});

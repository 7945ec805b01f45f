// The page that takes photographs: who sits here, which conversation, then one screen after another.
/** @import { BeginAnswer, BeginAsked } from '../../capture/contract.ts' */
/** @import { Now } from './capture-now.js' */
import { openServer } from './call-server.js';
import { runCapture } from './run-capture.js';
import { openUnsent } from './keep-unsent.js';
import { holdShots } from './hold-shots.js';
import { draftIn } from './capture-now.js';
import { goTo, onPress, part, phrase, note, show, words } from './on-page.js';
import { findTeams, tokenFrom } from './who-sits-here.js';

const ticket = new URLSearchParams(location.search).get('to') ?? undefined;

onPress('reload', () => {
  location.reload();
});

async function start() {
  const teams = await findTeams();
  if (teams === 'outside') return goTo('trouble-outside');
  const server = openServer(tokenFrom(teams));
  /** @type {(asked: BeginAsked) => Promise<void>} */
  const begin = async (asked) => {
    const { status, value } = await server.begin(asked);
    if (status === 401 && teams === 'browser') return signIn();
    if (value === undefined || !('capture' in value)) {
      if ('ticket' in asked && (status === 410 || status === 403 || status === 400)) return choosePlace();
      return goTo(status === 401 || status === 403 ? 'trouble-refused' : 'trouble-later');
    }
    await resume(value, 'ticket' in asked ? asked.ticket : undefined);
  };
  const resume = async (/** @type {BeginAnswer} */ begun, /** @type {string | undefined} */ used) => {
    const unsent = await openUnsent(begun.browserKey);
    const draft = await draftIn(unsent);
    const isOwn = draft !== undefined && draft.shots.length > 0;
    // What was not sent yet goes on as the capture it was.
    const older =
      isOwn && draft.capture !== begun.capture ? await server.begin({ capture: draft.capture }) : undefined;
    const now = /** @type {Now} */ ({ begun: older?.value ?? begun, server, teams, unsent });
    if (used !== undefined) now.ticket = used;
    now.shots = holdShots({ unsent, changed: () => run.changed() });
    const run = runCapture(now, {
      begin: () => server.begin(used === undefined ? { capture: begun.capture } : { ticket: used }),
    });
    if (isOwn && draft.capture === now.begun.capture) {
      await now.shots.restore(draft.shots, draft.discarded);
      const { patient, consent, consentSaid, restrict } = draft;
      Object.assign(now, clean({ patient, consent, consentSaid, restrict }));
      note(phrase('restored'));
    }
    await run.open(isOwn && draft.sending);
  };
  const choosePlace = async () => {
    const { status, value } = await server.places();
    if (status === 401 && teams === 'browser') return signIn();
    if (value === undefined)
      return goTo(status === 401 || status === 403 ? 'trouble-refused' : 'trouble-later');
    drawPlaces(value.places, (to) => void begin({ ticket: to }));
    return goTo('places');
  };
  return ticket === undefined ? choosePlace() : begin({ ticket });
}

const signIn = () => {
  location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
};

/**
 * @template {object} T
 * @param {T} facts
 */
const clean = (facts) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));

/**
 * @param {import('../../capture/contract.ts').PlacesAnswer['places']} places
 * @param {(ticket: string) => void} then
 */
function drawPlaces(places, then) {
  show('no-places', places.length === 0);
  part('places').replaceChildren(
    ...places.map(({ ticket: to, kind, name }) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'capture-button capture-button--plain';
      button.textContent = name ?? words.places[kind] ?? '';
      button.addEventListener('click', () => {
        then(to);
      });
      item.append(button);
      return item;
    }),
  );
}

start().catch(() => {
  // A browser without storage or keys of its own cannot keep a photograph safe until it is sent.
  goTo('trouble-later');
});

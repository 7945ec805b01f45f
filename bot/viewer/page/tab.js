// The personal tab: asks Teams who sits here, fetches that person's list with the token, and opens pictures outside.
/** @typedef {typeof import('@microsoft/teams-js')} Teams loaded before this script, under its own name */
/** @typedef {'outside' | 'no-sign-on' | 'refused' | 'later'} Trouble */

const teams = /** @type {Teams | undefined} */ (Reflect.get(globalThis, 'microsoftTeams'));
const list = document.getElementById('list');
/** Teams answers within a second or two; whoever does not is not Teams. */
const TEAMS_MS = 10_000;

/** @param {HTMLElement} into */
async function fill(into) {
  complain(undefined);
  const token = await tokenFromTeams(hostsOf(into));
  if (token === 'outside' || token === 'no-sign-on') return complain(token);
  const found = await rowsFor(token.given, into.dataset['from'] ?? '');
  if (typeof found === 'string') return complain(found);
  into.replaceChildren(...found);
  return undefined;
}

/** @param {HTMLElement} one */
const hostsOf = (one) => (one.dataset['hosts'] ?? '').split(' ').filter((host) => host !== '');

/**
 * @param {string[]} hosts origins beside Teams' own that may stand around this page
 * @returns {Promise<{ given: string } | 'outside' | 'no-sign-on'>}
 */
async function tokenFromTeams(hosts) {
  if (teams === undefined) return 'outside';
  try {
    await soon(teams.app.initialize(hosts));
  } catch {
    // Whatever stands around the page is not Teams: the browser says the same in its own words.
    return 'outside';
  }
  try {
    const given = await teams.authentication.getAuthToken();
    void teams.app.notifySuccess();
    return { given };
  } catch {
    // Not agreed to, or not known to the organisation: what to do about either is the same.
    void teams.app.notifySuccess();
    return 'no-sign-on';
  }
}

/**
 * @template T
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
const soon = (work) =>
  Promise.race([
    work,
    new Promise((_, reject) => setTimeout(() => reject(new Error('nobody answered')), TEAMS_MS)),
  ]);

/**
 * @param {string} token
 * @param {string} from
 * @returns {Promise<ChildNode[] | Trouble>}
 */
async function rowsFor(token, from) {
  try {
    const answer = await fetch(from, {
      headers: { authorization: `Bearer ${token}` },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
    if (answer.status === 401 || answer.status === 403) return 'refused';
    if (!answer.ok) return 'later';
    return [...new DOMParser().parseFromString(await answer.text(), 'text/html').body.childNodes];
  } catch {
    return 'later';
  }
}

/** @param {Trouble | undefined} which shown alone; none where all is well */
function complain(which) {
  const waiting = document.getElementById('waiting');
  if (waiting !== null) waiting.hidden = which !== undefined;
  document.querySelectorAll('[data-trouble]').forEach((one) => {
    /** @type {HTMLElement} */ (one).hidden = one.getAttribute('data-trouble') !== which;
  });
}

/**
 * A link leaves the frame through Teams, whose desktop and phone apps open no window by themselves; where Teams does
 * not, the browser does.
 *
 * @param {MouseEvent} event
 */
function openOutside(event) {
  const link = event.target instanceof Element ? event.target.closest('a[target=_blank]') : null;
  if (!(link instanceof HTMLAnchorElement) || teams === undefined || !teams.app.isInitialized()) return;
  event.preventDefault();
  teams.app.openLink(link.href).catch(() => window.open(link.href, '_blank', 'noopener'));
}

if (list !== null) {
  document.addEventListener('click', (event) => openOutside(event));
  document.querySelectorAll('[data-again]').forEach((one) => {
    one.addEventListener('click', () => void fill(list));
  });
  void fill(list);
}

import { webAddress } from './clean-html.js';
import { wordsOf } from './call-ward.js';
import { offerMedia } from './offer-media.js';

/** @typedef {{ id?: number, uuidAsString?: string, func?: string, args?: unknown[] }} Asked what TeamsJS posts to its host */

/** What a Teams client says it can do, as TeamsJS reads it (`IRuntime`, version 4). */
const RUNTIME = {
  apiVersion: 4,
  isLegacyTeams: false,
  hostVersionsInfo: {},
  supports: { pages: {}, dialog: { url: {} } },
};
/** The newest TeamsJS this client knows: what is newer is not asked of it. */
const KNOWN_SDK = '2.0.1';

/**
 * The Teams client's side of TeamsJS, for one frame: who it is, the person's token, and links out of the frame. Only
 * what that frame, at the app's own origin, asks is heard, and answers go nowhere else.
 *
 * @param {import('./call-ward.js').Ward} ward asked as the person who sits here
 * @param {HTMLIFrameElement} frame
 * @param {string} address what the frame shows
 * @param {{ frameContext: 'content' | 'task', complete?: (data: unknown) => void }} [manner] a tab's, or a dialog's
 */
export function hostTab(ward, frame, address, manner = { frameContext: 'content' }) {
  const { origin } = new URL(address);
  const media = offerMedia(ward);
  /** @type {Record<string, (args: unknown[]) => unknown[] | Promise<unknown[]>>} */
  const answers = {
    initialize: () => [manner.frameContext, 'web', JSON.stringify(RUNTIME), KNOWN_SDK],
    'authentication.getAuthToken': async () => {
      try {
        /** @type {{ token: string }} */
        const { token } = await ward.call('POST', 'tab-token');
        return [true, token];
      } catch (error) {
        return [false, wordsOf(error)];
      }
    },
    getContext: async () => [await contextOf(ward)],
    selectMedia: () => media.select(),
    'tasks.completeTask': ([data]) => {
      manner.complete?.(data);
      return [];
    },
    executeDeepLink: ([link]) => {
      const url = typeof link === 'string' ? webAddress(link) : undefined;
      if (url === undefined) return [false, 'Not an address that can be opened.'];
      window.open(url, '_blank', 'noopener');
      return [true];
    },
  };

  /** @param {MessageEvent<Asked | null>} event */
  const hear = async (event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return;
    const { id, uuidAsString, func = '', args = [] } = event.data ?? {};
    /** @type {import('./offer-media.js').Say} */
    const say = (said, more) =>
      frame.contentWindow?.postMessage(
        { id, uuidAsString, args: said, ...(more && { isPartialResponse: true }) },
        origin,
      );
    if (func === 'getMedia') return media.give(args[0], say);
    const answer = Object.hasOwn(answers, func) ? answers[func] : undefined;
    if (answer !== undefined) say(await answer(args), false);
  };
  const listen = (/** @type {MessageEvent<Asked | null>} */ event) => void hear(event);
  window.addEventListener('message', listen);
  return { letGo: () => window.removeEventListener('message', listen) };
}

/**
 * What a page may know of the client around it. A camera of its own has Teams on phones alone.
 *
 * @param {import('./call-ward.js').Ward} ward
 */
async function contextOf(ward) {
  /** @type {import('../page-contract.ts').Weather} */
  const { clientMedia } = await ward.call('GET', 'weather');
  return {
    locale: 'en-gb',
    theme: 'default',
    hostName: 'Teams',
    hostClientType: clientMedia === true ? 'android' : 'web',
  };
}

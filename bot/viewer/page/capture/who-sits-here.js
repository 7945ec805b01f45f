// In Teams' frame, Teams vouches for who sits here; in a browser, the session's cookie does.
import { standIns, teamsScript } from './on-page.js';

/** @typedef {typeof import('@microsoft/teams-js')} Teams under its own name */

/** Teams answers within a second or two; whoever does not is not Teams. */
const TEAMS_MS = 10_000;

/** A frame on a desk; on a phone Teams shows the page in a window of its own and says so. */
const isAround = window.parent !== window || 'nativeInterface' in window;

/**
 * Teams itself where it stands around the page; `outside` where something else does.
 *
 * @returns {Promise<Teams | 'browser' | 'outside'>}
 */
export async function findTeams() {
  if (!isAround) return 'browser';
  try {
    const script = await loaded();
    await Promise.race([
      script.app.initialize(standIns),
      new Promise((_, reject) => setTimeout(() => reject(new Error('nobody answered')), TEAMS_MS)),
    ]);
    script.app.notifySuccess();
    return script;
  } catch {
    return 'outside';
  }
}

/** @returns {Promise<Teams>} */
const loaded = () =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.onload = () => resolve(Reflect.get(globalThis, 'microsoftTeams'));
    script.onerror = () => reject(new Error('the script of Teams did not come'));
    script.src = teamsScript;
    document.head.append(script);
  });

/**
 * @param {Teams | 'browser' | 'outside'} teams
 * @returns {() => Promise<string | undefined>}
 */
export const tokenFrom = (teams) => async () =>
  typeof teams === 'string' ? undefined : teams.authentication.getAuthToken();

/**
 * Photographs by Teams' own camera, where it has one to offer.
 *
 * @param {Teams} teams
 * @param {number} most
 * @returns {Promise<Blob[]>}
 */
export async function photographsFromTeams(teams, most) {
  /** @type {import('@microsoft/teams-js').media.Media[]} */
  const taken = await new Promise((resolve, reject) => {
    teams.media.selectMedia(
      {
        mediaType: teams.media.MediaType.Image,
        maxMediaCount: Math.min(most, 10),
        imageProps: { sources: [teams.media.Source.Camera], startMode: teams.media.CameraStartMode.Photo },
      },
      (error, media) =>
        error === undefined || error === null ? resolve(media) : reject(new Error('no photograph')),
    );
  });
  return Promise.all(taken.map(blobOf));
}

/**
 * @param {import('@microsoft/teams-js').media.Media} media
 * @returns {Promise<Blob>}
 */
const blobOf = (media) =>
  new Promise((resolve, reject) => {
    media.getMedia((error, blob) => {
      if (error === undefined || error === null) resolve(blob);
      else reject(new Error('no photograph'));
    });
  });

/**
 * Teams has a camera of its own on phones and tablets alone.
 *
 * @param {Teams | 'browser' | 'outside'} teams
 */
export async function hasTeamsCamera(teams) {
  if (typeof teams === 'string') return false;
  const { app } = await teams.app.getContext();
  return ['android', 'ios', 'ipados'].includes(app.host.clientType);
}

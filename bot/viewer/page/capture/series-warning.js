// What is pointed out over all the photographs; neither is corrected unasked.
/** @import { Now } from './capture-now.js' */
import { phrase, words } from './on-page.js';

/**
 * As `seriesWarnings` of bot/policy/consent/warnings.ts: the same part on the other side, and the camera that mirrors.
 *
 * @param {Now} now
 */
export function seriesWarning({ shots }) {
  const all = shots.all().map(({ facts }) => facts);
  const turned = all.find(({ site, side }) =>
    all.some((other) => site !== undefined && other.site === site && isOpposite(side, other.side)),
  );
  if (turned?.site !== undefined) return phrase('theseAre', { where: words.sites[turned.site] ?? '' });
  const mirrored = all.some(({ selfie, side }) => selfie && (side === 'left' || side === 'right'));
  return mirrored ? phrase('mirrored') : undefined;
}

/**
 * @param {string | undefined} one
 * @param {string | undefined} other
 */
const isOpposite = (one, other) =>
  (one === 'left' && other === 'right') || (one === 'right' && other === 'left');

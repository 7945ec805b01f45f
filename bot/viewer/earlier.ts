import { glanceWords } from '../../cards/text/glance.ts';
import { onDay } from '../../cards/text/when.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import { isBlurredInGrid } from '../policy/consent/restrict.ts';
import { codeOf, patientOf } from '../policy/series/series-of.ts';
import type { StoredImage } from '../set/image.ts';
import type { Instant } from '../set/instant.ts';
import { earlierPath } from './earlier-path.ts';
import { glance } from './glance.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Reply, SignedInAnswer } from './http/asked.ts';
import { pictureStage } from './picture-stage.ts';
import type { PictureRoom } from './pictures.ts';
import { findImage } from './pictures.ts';
import type { InTime } from './series/find-series.ts';
import { findSeries } from './series/find-series.ts';
import { nameOfImage } from './series/picture-facts.ts';
import { fromWhen } from './series/times.ts';

/** Beside the newest a look back needs few; all of them are on the page of photographs over time. */
const MOST = 3;

/**
 * `GET /sets/:id/images/:image/earlier`: earlier photographs of the same place of the same patient, for the page's
 * script to put one swipe away. Only what this person may open now, and none is opened before it is about to be seen.
 */
export const showEarlier =
  (room: PictureRoom): SignedInAnswer =>
  async (asked) => {
    const found = await findImage(room, asked);
    if ('refused' in found) return found.refused;
    const { set, image } = found;
    const { account } = asked.session;
    const lookup = patientOf(image)?.lookup;
    if (lookup === undefined || earlierPath(set, [image], image) === undefined) return part(html``);
    const all = await findSeries(room, account, set.organisation, lookup);
    const { at } = fromWhen(set, image);
    const before = all
      .filter((one) => one.at < at && codeOf(one.image) === codeOf(image) && isToBeSeen(one.image))
      .toSorted((a, b) => b.at.localeCompare(a.at))
      .slice(0, MOST);
    const now = room.clock.now();
    await room.ledger.audit.append(set.organisation, [
      {
        ...{ kind: 'series-listed', at: now, by: account.person, set: set.id, image: image.id },
        facts: { images: before.length, of: 'viewer' },
      },
    ]);
    return part(html`${before.map((one) => earlierItem(one, now))}`);
  };

/** What is veiled stays on its own page (INT-01). */
const isToBeSeen = (image: StoredImage): boolean =>
  image.renditions.state === 'ready' && !isBlurredInGrid(factsOf(image));

const earlierItem = (one: InTime, now: Instant): Html => {
  const title = glanceWords.earlier(onDay(one.at));
  return html`<li
    class="safelight-item safelight-item--earlier"
    data-item="${title}"
    data-also="${nameOfImage(one)}"
  >
    <h2 class="nhsuk-heading-s safelight-item__title">${title}</h2>
    ${glance({ set: one.set, image: one.image, now })}
    ${pictureStage({
      image: one.image,
      path: `/sets/${one.set.id}/images/${one.image.id}`,
      alt: title,
      label: title,
      fetched: 'later',
    })}
  </li>`;
};

const part = (body: Html): Reply => ({ status: 200, type: 'text/html; charset=utf-8', body: body.markup });

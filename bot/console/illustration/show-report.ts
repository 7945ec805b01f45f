import { unsuitableWords, whyPhoneWords, worklistWords as words } from '../../../cards/text/illustration.ts';
import type { WardWeek } from '../../policy/illustration/report.ts';
import { wardWeeks, whyPhones } from '../../policy/illustration/report.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { DAY, later } from '../../set/instant.ts';
import { frame } from '../../viewer/frame.ts';
import type { Html } from '../../viewer/html.ts';
import { html } from '../../viewer/html.ts';
import type { SignedInAnswer } from '../../viewer/http/asked.ts';
import type { Room } from '../../viewer/room.ts';
import { wardNames } from '../ward-names.ts';
import { findWork } from './find-work.ts';
import { illustratedBy, leads, refuseReview } from './illustrator.ts';
import { reviewTabs } from './worklist-page.ts';

const SHOWN_FOR = 28 * DAY;

type ReportRoom = Pick<Room, 'ledger' | 'keys' | 'policy' | 'clock' | 'log'>;

/** `GET /illustration/report`: counts by ward and week, never a person (QUAL-06). */
export const showReport =
  (room: ReportRoom): SignedInAnswer =>
  async ({ session: { account } }) => {
    const own = illustratedBy(room, account);
    if (own === undefined) return refuseReview(room, account);
    const since = later(room.clock.now(), -SHOWN_FOR);
    const found = await room.ledger.find(own.id, { by: 'posted', since });
    // A chat with the bot is one person's: a count of it would be a count of them.
    const sets = found.filter(
      (one): one is StoredSet => one.state === 'stored' && one.origin.place.kind === 'channel',
    );
    const weeks = wardWeeks(sets);
    const names = await wardNames(room, own, sets);
    return frame({
      title: words.reportTitle,
      account,
      more: 'illustration',
      body: html`<h1 class="nhsuk-heading-m safelight-title">${words.reportTitle}</h1>
        ${reviewTabs({ at: 'report', work: await findWork(room, own.id), isLead: leads(own, account) })}
        <p>${words.reportText}</p>
        ${weeks.length === 0 && html`<p>${words.reportEmpty}</p>`}
        ${[...new Set(weeks.map(({ week }) => week))].map((week) =>
          table(
            words.week(week),
            weeks.filter((one) => one.week === week),
            names,
          ),
        )}
        ${why(whyPhones(sets))}`,
    });
  };

const why = (reasons: ReturnType<typeof whyPhones>): Html =>
  html`<h2 class="nhsuk-heading-s">${whyPhoneWords.report}</h2>
    ${
      reasons.length === 0
        ? html`<p>${whyPhoneWords.notSaid}</p>`
        : html`<ul class="nhsuk-list">
            ${reasons.map((one) => html`<li>${whyPhoneWords.reasons[one.why]}: ${one.count}</li>`)}
          </ul>`
    }`;

const table = (title: string, rows: readonly WardWeek[], names: ReadonlyMap<string, string>): Html =>
  html`<div class="review-report" tabindex="0" role="region" aria-label="${title}">
    <table class="nhsuk-table">
      <caption class="nhsuk-table__caption">
        ${title}
      </caption>
      <thead class="nhsuk-table__head">
        <tr>
          ${words.columns.map((one) => html`<th scope="col">${one}</th>`)}
        </tr>
      </thead>
      <tbody class="nhsuk-table__body">
        ${rows.map((one) => row(one, names.get(one.ward) ?? one.ward))}
      </tbody>
    </table>
  </div>`;

const row = (
  { accepted, notSuitable, waiting, photographersAsked, reasons }: WardWeek,
  name: string,
): Html => {
  const [commonest] = reasons;
  const said =
    commonest === undefined ? words.noReason : `${unsuitableWords[commonest.why]} (${commonest.count})`;
  return html`<tr class="nhsuk-table__row">
    <th scope="row" class="nhsuk-table__cell">${name}</th>
    ${[accepted, notSuitable, waiting, photographersAsked, said].map(
      (one) => html`<td class="nhsuk-table__cell">${one}</td>`,
    )}
  </tr>`;
};

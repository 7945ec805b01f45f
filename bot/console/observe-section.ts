import { coverageWords } from '../../cards/text/coverage.ts';
import { consoleWords } from '../../cards/text/console.ts';
import { ageWords } from '../../cards/text/viewer.ts';
import type { ObserveReport } from '../policy/observe-report.ts';
import type { Html } from '../viewer/html.ts';
import { html } from '../viewer/html.ts';

/** Newest of them; the whole report is `npx safelight observe-report`. */
const MOST = 20;

/** `all`: how many there are, of which the newest are in the report. What would have been removed in conversations that are watched only; nothing where there is none. */
export const observeSection = (
  { messages, wouldHaveGone, wouldHaveStayed, stillStanding }: ObserveReport,
  all: number,
): Html => {
  if (messages.length === 0) return html``;
  return html`<h2 class="nhsuk-heading-m">${coverageWords.observe}</h2>
    <p>${coverageWords.observeTotals(wouldHaveGone, wouldHaveStayed, stillStanding)}</p>
    ${all > messages.length && html`<p>${coverageWords.observedOf(messages.length, all)}</p>`}
    <ul class="safelight-list">
      ${messages
        .slice(-MOST)
        .reverse()
        .map(
          (one) =>
            html`<li class="safelight-list__row">
              <span>${consoleWords.posted(one.postedAt)}</span>
              <span>${coverageWords.stood(one.wouldHaveGone, ageWords(one.stoodMs), one.stands)}</span>
            </li>`,
        )}
    </ul>`;
};

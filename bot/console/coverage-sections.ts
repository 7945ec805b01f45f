import { coverageWords, gapWords, partAlertWords } from '../../cards/text/coverage.ts';
import { consoleWords } from '../../cards/text/console.ts';
import { ageWords } from '../../cards/text/viewer.ts';
import { observeReport } from '../policy/observe-report.ts';
import type { ChatRead } from '../ports/chat.ts';
import type { ChatCoverage } from '../ports/chat-coverage.ts';
import type { Clock } from '../ports/clock.ts';
import type { CoverageKept } from '../ports/coverage.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { PartAlerts } from '../ports/part-alerts.ts';
import type { Coverage } from '../set/coverage.ts';
import type { OrganisationId } from '../set/ids.ts';
import { millis } from '../set/instant.ts';
import type { PartAlert } from '../set/part-alert.ts';
import type { Html } from '../viewer/html.ts';
import { html } from '../viewer/html.ts';
import { nameCoverage, type Named } from './name-coverage.ts';
import { observeSection } from './observe-section.ts';

export interface CoverageSectionsRoom {
  readonly coverage: Pick<CoverageKept, 'all'>;
  readonly open: Pick<PartAlerts, 'open'>;
  readonly ledger: Pick<Ledger, 'find' | 'tally'>;
  readonly chat: Pick<ChatRead, 'members'>;
  readonly teams: Pick<ChatCoverage, 'channels'>;
  readonly clock: Clock;
}

/** A pilot's newest so many are counted on the page; `npx safelight observe-report` counts all. */
const OBSERVED = 500;

/** What the console shows of it: rows of its list of open alerts, and sections of their own. */
export interface CoverageShown {
  readonly alerts: readonly Html[];
  readonly sections: Html;
}

/** Alerts about parts, what is covered and what is not, who has not signed in, and what a pilot showed. */
export const coverageSections =
  (room: CoverageSectionsRoom) =>
  async (organisation: OrganisationId): Promise<CoverageShown> => {
    const [alerts, coverage, sets, tally] = await Promise.all([
      room.open.open(organisation),
      room.coverage.all(organisation),
      room.ledger.find(organisation, { by: 'observed', newest: OBSERVED }),
      room.ledger.tally(organisation),
    ]);
    const names = await nameCoverage(room, coverage);
    const age = ({ since }: PartAlert): string => ageWords(millis(room.clock.now()) - millis(since));
    return {
      alerts: alerts
        .filter((one) => one.toldAt !== undefined)
        .map(
          (one) =>
            html`<li class="safelight-list__row">
              <span>${partAlertWords[one.what]}, ${consoleWords.since(age(one))}</span>
            </li>`,
        ),
      sections: html`<h2 class="nhsuk-heading-m">${coverageWords.title}</h2>
        ${list(coverageWords.none, [...coverage].sort(uncoveredFirst).map(row(names)))}
        <p>${coverageWords.personal}</p>
        ${observeSection(observeReport(sets), tally.sets.observed)}`,
    };
  };

const list = (none: string, rows: readonly Html[]): Html =>
  rows.length === 0
    ? html`<p>${none}</p>`
    : html`<ul class="safelight-list">
        ${rows}
      </ul>`;

const uncoveredFirst = (a: Coverage, b: Coverage): number => b.gaps.length - a.gaps.length;

const row =
  (names: Named) =>
  (one: Coverage): Html => {
    const [gap] = one.gaps;
    const { outsiders, notSignedIn } = one;
    const covered = one.mode === 'observe' ? coverageWords.observed : coverageWords.covered;
    return html`<li class="safelight-list__row">
      <span>${names.conversation(one)}</span>
      <strong class="nhsuk-tag nhsuk-tag--${gap === undefined ? 'green' : 'red'}"
        >${gap === undefined ? covered : coverageWords.uncovered}</strong
      >
      ${gap && html`<span>${gapWords[gap].what} ${gapWords[gap].mend}</span>`}
      ${
        outsiders.length > 0 &&
        html`<span>${coverageWords.outsiders(outsiders.length)}: ${names.people(one, outsiders)}</span>`
      }
      ${
        notSignedIn.length > 0 &&
        html`<span>${coverageWords.notSignedIn(notSignedIn.length)}: ${names.people(one, notSignedIn)}</span>`
      }
      <span>${coverageWords.looked(one.checkedAt)}</span>
    </li>`;
  };

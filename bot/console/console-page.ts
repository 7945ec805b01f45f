import { decideWords } from '../../cards/text/consent-page.ts';
import { consentFigureWords } from '../../cards/text/consent-figures.ts';
import { alertWords, consoleWords, partWords } from '../../cards/text/console.ts';
import { errorWords } from '../../cards/text.ts';
import { ageWords } from '../../cards/text/viewer.ts';
import { takeBackUntil } from '../policy/not-clinical.ts';
import type { Tally } from '../ports/ledger.ts';
import type { Account } from '../set/account.ts';
import { isUnsettled } from '../set/copy.ts';
import { samePerson } from '../set/ids.ts';
import type { AlertKind, ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { millis } from '../set/instant.ts';
import { frame } from '../viewer/frame.ts';
import type { Html } from '../viewer/html.ts';
import { html } from '../viewer/html.ts';
import type { Reply } from '../viewer/http/asked.ts';
import type { PartHealth } from '../viewer/http/plain.ts';
import type { CoverageShown } from './coverage-sections.ts';

export interface ConsolePage {
  readonly account: Account;
  readonly organisation: string;
  readonly now: Instant;
  readonly health: readonly PartHealth[];
  readonly coverage?: CoverageShown;
  /** How many there are of each, however few are shown. */
  readonly tally: Tally['sets'];
  readonly alerting: readonly ImageSet[];
  /** What was said to be wrongly sent, and urgent care nobody has reviewed. */
  readonly exceptions: Html;
  /** What patients refused and nobody has decided about. */
  readonly declined: Html;
  readonly outstanding: readonly StoredSet[];
  readonly unfiled: readonly StoredSet[];
  /** Marked as not clinical and not disposed of yet. */
  readonly marked: readonly StoredSet[];
}

/** Oldest first everywhere: what has waited longest needs somebody soonest. No picture, no words, no patient. */
export const consolePage = (page: ConsolePage): Reply => {
  const age = (since: Instant): string => ageWords(millis(page.now) - millis(since));
  return frame({
    title: consoleWords.title,
    account: page.account,
    body: html`<h1 class="nhsuk-heading-l">${consoleWords.title}</h1>
      <p>${consoleWords.intro(page.organisation)}</p>
      ${health(page.health)}
      ${section(consoleWords.alerts, consoleWords.noAlerts, [
        ...(page.coverage?.alerts ?? []),
        ...page.alerting.map(alerts(age)),
        ...rest(page.alerting, page.tally.alerting),
      ])}
      ${page.exceptions} ${page.declined}
      <p><a href="/console/consent">${consentFigureWords.link}</a></p>
      ${section(decideWords.due, decideWords.noDue, page.alerting.filter(isAskedAgainOf).map(alerts(age, AGAIN)))}
      ${section(consoleWords.outstanding, consoleWords.noOutstanding, [
        ...page.outstanding.map((set) =>
          row(set, consoleWords.outstandingLine(set.copies.filter(isUnsettled).length, age(set.postedAt))),
        ),
        ...rest(page.outstanding, page.tally.outstanding),
      ])}
      ${section(consoleWords.unfiled, consoleWords.noUnfiled, [
        ...page.unfiled.map((set) =>
          row(set, consoleWords.unfiledLine(unfiledImages(set), age(set.postedAt))),
        ),
        ...rest(page.unfiled, page.tally.unfiled),
      ])}
      ${section(consoleWords.disposals, consoleWords.noDisposals, [
        ...page.marked.map((set) => disposal(set, page.account, age)),
        ...rest(page.marked, page.tally.marked),
      ])}
      ${page.coverage?.sections}`,
  });
};

const health = (parts: readonly PartHealth[]): Html =>
  html`<h2 class="nhsuk-heading-m">${consoleWords.health}</h2>
    <ul class="safelight-list">
      ${parts.map(
        (part) =>
          html`<li class="safelight-list__row">
            <span>${partWords(part.part)}</span>
            <strong class="nhsuk-tag nhsuk-tag--${part.ok ? 'green' : 'red'}"
              >${part.ok ? consoleWords.working : consoleWords.notWorking}</strong
            >
            ${part.code && html`<span>${errorWords[part.code].title}</span>`}
          </li>`,
      )}
    </ul>`;

const section = (title: string, none: string, rows: readonly Html[]): Html =>
  html`<h2 class="nhsuk-heading-m">${title}</h2>
    ${
      rows.length === 0
        ? html`<p>${none}</p>`
        : html`<ul class="safelight-list">
            ${rows}
          </ul>`
    }`;

/** A list that is cut short says so, and how many there are. */
const rest = (shown: readonly ImageSet[], all: number): readonly Html[] =>
  all > shown.length
    ? [
        html`<li class="safelight-list__row">
          <strong>${consoleWords.oldestOf(shown.length, all)}</strong>
        </li>`,
      ]
    : [];

const row = (set: ImageSet, line: string, more?: Html): Html =>
  html`<li class="safelight-list__row">
    <span>${consoleWords.posted(set.postedAt)}</span>
    <span>${line}</span>
    <a href="/sets/${set.id}/receipt" aria-label="${consoleWords.receiptOf(set.postedAt)}"
      >${consoleWords.receipt}</a
    >
    ${more}
  </li>`;

/** Emergencies, patients who could not be asked, and children who are 16 now. */
const AGAIN: readonly AlertKind[] = ['consent-due', 'sixteenth-birthday'];

const openOf = ({ alerts: all }: ImageSet, kinds?: readonly AlertKind[]): ImageSet['alerts'] =>
  all.filter((alert) => alert.closedAt === undefined && (kinds === undefined || kinds.includes(alert.what)));

const isAskedAgainOf = (set: ImageSet): boolean => openOf(set, AGAIN).length > 0;

const alerts =
  (age: (since: Instant) => string, kinds?: readonly AlertKind[]) =>
  (set: ImageSet): Html => {
    const open = openOf(set, kinds);
    return row(
      set,
      open.map(({ what, since }) => `${alertWords[what]}, ${consoleWords.since(age(since))}`).join('. '),
    );
  };

const unfiledImages = (set: StoredSet): number =>
  set.images.filter((image) => image.filing.state === 'unfiled').length;

const disposal = (set: StoredSet, account: Account, age: (since: Instant) => string): Html => {
  const mark = set.notClinical;
  if (mark === undefined) return html``;
  const line = consoleWords.disposalLine(age(mark.at));
  const says = (text: string): Html => row(set, line, html`<span>${text}</span>`);
  if (set.hold !== undefined) return says(consoleWords.held);
  if (mark.approvedBy !== undefined) return says(consoleWords.approvedFrom(takeBackUntil(mark)));
  if (samePerson(mark.by, account.person) || samePerson(set.poster, account.person))
    return says(consoleWords.marker);
  return row(
    set,
    line,
    html`<form method="post" action="/console/approve">
      <input type="hidden" name="set" value="${set.id}" />
      <button
        class="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
        aria-label="${consoleWords.approveFor(set.postedAt)}"
      >
        ${consoleWords.approve}
      </button>
    </form>`,
  );
};

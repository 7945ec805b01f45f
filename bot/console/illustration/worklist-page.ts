import { veilWords } from '../../../cards/text/consent-page.ts';
import type { WorklistDone } from '../../../cards/text/illustration.ts';
import { worklistWords as words } from '../../../cards/text/illustration.ts';
import { ageWords, setWords } from '../../../cards/text/viewer.ts';
import { when } from '../../../cards/text/when.ts';
import { noteWords } from '../../../cards/text/quality.ts';
import { placeOnBody } from '../../../cards/text/picture-facts.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { isBlurredInGrid } from '../../policy/consent/restrict.ts';
import type { Lane, ToReview } from '../../policy/illustration/lanes.ts';
import type { Account } from '../../set/account.ts';
import type { Instant } from '../../set/instant.ts';
import { millis } from '../../set/instant.ts';
import { frame } from '../../viewer/frame.ts';
import type { Html } from '../../viewer/html.ts';
import { html } from '../../viewer/html.ts';
import type { Reply } from '../../viewer/http/asked.ts';
import { sourceLabel } from '../../viewer/series/picture-facts.ts';
import type { Work } from './find-work.ts';
import { nameOfWork } from './find-work.ts';
import type { Pressing } from './presses.ts';
import { keyHelp, presses } from './presses.ts';

export interface WorklistPage extends Pressing {
  readonly account: Account;
  /** Policy lets this person open it: else it stays closed and is not judged. */
  readonly isOpen: boolean;
  readonly isLead: boolean;
  readonly now: Instant;
  readonly done?: WorklistDone;
  /** What was asked for is not on the list any more. */
  readonly isGone: boolean;
}

/** One picture at a time: nobody judges from a grid, and nothing is opened that is not looked at. */
export const worklistPage = (page: WorklistPage): Reply => {
  const current = page.at === undefined ? undefined : page.work[page.lane][page.at];
  return frame({
    title: words.title,
    account: page.account,
    pictures: true,
    more: 'illustration',
    body: html`<h1 class="nhsuk-heading-m safelight-title">${words.title}</h1>
      ${reviewTabs({ lane: page.lane, work: page.work, isLead: page.isLead })}
      <p role="status">${page.done && words.done[page.done]} ${page.isGone && words.gone}</p>
      ${current === undefined ? html`<p>${words.empty[page.lane]}</p>` : work(page, current)} ${keyHelp()}`,
  });
};

export interface Tabs {
  readonly lane?: Lane;
  readonly at?: 'jobs' | 'report' | 'training';
  readonly work: Work;
  readonly isLead: boolean;
}

export const reviewTabs = ({ lane, at, work: all, isLead }: Tabs): Html =>
  html`<nav aria-label="${words.lanesLabel}">
    <ul class="review-lanes">
      ${(['ward', 'poor', 'patient'] as const).map((one) =>
        tab(`/illustration?lane=${one}`, `${words.lanes[one]} (${all[one].length})`, one === lane),
      )}
      ${tab('/illustration/photographers', words.jobs, at === 'jobs')}
      ${tab('/illustration/report', words.report, at === 'report')}
      ${isLead && tab('/illustration/training', words.training, at === 'training')}
    </ul>
  </nav>`;

const tab = (href: string, text: string, isHere: boolean): Html =>
  html`<li><a href="${href}" ${isHere && html`aria-current="page"`}>${text}</a></li>`;

const work = (page: WorklistPage, current: ToReview): Html => {
  const all = page.work[page.lane];
  const at = page.at ?? 0;
  return html`<div class="review-work">
    <div>
      <h2 class="nhsuk-heading-s">${words.where(at + 1, all.length)}</h2>
      ${page.isOpen ? picture(current) : closed()} ${facts(current, page.now)}
    </div>
    <div class="review-do">
      <div class="review-steps">
        ${step(page.lane, all[at - 1], words.previous, 'k')} ${step(page.lane, all[at + 1], words.next, 'j')}
      </div>
      ${page.isOpen && presses(page, current)}
    </div>
  </div>`;
};

const step = (lane: Lane, to: ToReview | undefined, text: string, key: string): Html =>
  to === undefined
    ? html`<span></span>`
    : html`<a
        class="safelight-tool"
        href="/illustration?lane=${lane}&at=${nameOfWork(to)}"
        data-key="${key}"
        aria-keyshortcuts="${key}"
        >${text} <kbd aria-hidden="true">${key}</kbd></a
      >`;

/** What is restricted or intimate is fetched, and so on record as opened, only once it is pressed (INT-01). */
const picture = ({ set, image }: ToReview): Html => {
  if (image.renditions.state !== 'ready') return html`<p>${setWords.cannotShow}</p>`;
  const { width, height } = image.renditions.screen;
  const isVeiled = isBlurredInGrid(factsOf(image));
  const shown = html`<img
    class="review-picture"
    src="/sets/${set.id}/images/${image.id}"
    alt="${words.posted(when(set.postedAt))}"
    width="${width}"
    height="${height}"
    ${isVeiled && html`loading="lazy"`}
    data-screen
  />`;
  return isVeiled
    ? html`<details class="safelight-veil">
        <summary class="safelight-veil__press" data-key="o" aria-keyshortcuts="o">${veilWords}</summary>
        ${shown}
      </details>`
    : shown;
};

const closed = (): Html =>
  html`<div class="safelight-absent">
    <p><strong>${words.closed}</strong></p>
    <p>${words.closedText}</p>
  </div>`;

const facts = ({ set, image }: ToReview, now: Instant): Html => {
  const { sited } = factsOf(image);
  const flaws = image.renditions.state === 'ready' ? (image.renditions.quality ?? []) : [];
  return html`<div class="review-facts">
    <p>${words.postedAgo(when(set.postedAt), ageWords(millis(now) - millis(set.postedAt)))}</p>
    <p>${sourceLabel(image)}</p>
    ${sited !== undefined && html`<p>${placeOnBody(sited.site, sited.side)}</p>`}
    ${flaws.map((one) => html`<p>${noteWords(one)}</p>`)}
  </div>`;
};

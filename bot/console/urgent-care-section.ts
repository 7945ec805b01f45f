import { urgentCareReview } from '../../cards/text/urgent-care.ts';
import { endOfNextWorkingDay } from '../policy/working-days.ts';
import type { OpenedBy } from '../policy/opens.ts';
import type { Account } from '../set/account.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { isDue } from '../set/instant.ts';
import type { UrgentCare } from '../set/urgent-care.ts';
import type { Named } from '../viewer/consent/members.ts';
import type { Html } from '../viewer/html.ts';
import { html } from '../viewer/html.ts';

/** A set with urgent care to review or a mis-send to deal with, who opened it, and what those people are called. */
export interface Exceptional {
  readonly set: StoredSet;
  readonly opened: readonly OpenedBy[];
  readonly names: readonly Named[];
}

/** Each use of "Urgent care" that nobody has looked at: who, why, when, what was opened; proper, or to follow up. */
export const urgentCareSection = (all: readonly Exceptional[], account: Account, now: Instant): Html => {
  const waiting = all.flatMap((one) =>
    (one.set.urgentCare ?? [])
      .filter(({ reviewed }) => reviewed === undefined)
      .map((use) => ({ ...one, use })),
  );
  return html`<h2 class="nhsuk-heading-m">${urgentCareReview.title}</h2>
    ${
      waiting.length === 0
        ? html`<p>${urgentCareReview.none}</p>`
        : html`<ul class="safelight-list">
            ${waiting.map((one) => row(one, account, now))}
          </ul>`
    }`;
};

const row = (
  { set, opened, names, use }: Exceptional & { readonly use: UrgentCare },
  account: Account,
  now: Instant,
): Html => {
  const due = endOfNextWorkingDay(use.at);
  const times = opened
    .filter(({ person }) => samePerson(person, use.by))
    .reduce((sum, one) => sum + one.times, 0);
  const name = names.find((one) => samePerson(one.person, use.by))?.name ?? urgentCareReview.somebody;
  return html`<li class="safelight-list__row">
    <span>${urgentCareReview.line(use.reason, use.at)}</span>
    <span>${urgentCareReview.by(name)}. ${urgentCareReview.opened(times)}</span>
    ${use.rosterUnreachable && html`<span>${urgentCareReview.rosterUnreachable}</span>`}
    ${use.often !== undefined && html`<strong>${urgentCareReview.often(use.often)}</strong>`}
    <span>${isDue(due, now) ? urgentCareReview.overdue(due) : urgentCareReview.due(due)}</span>
    ${samePerson(use.by, account.person) ? html`<span>${urgentCareReview.own}</span>` : review(set, use)}
  </li>`;
};

const review = (set: StoredSet, { at }: UrgentCare): Html =>
  html`<form method="post" action="/console/urgent-care">
    <input type="hidden" name="set" value="${set.id}" />
    <input type="hidden" name="began" value="${at}" />
    <button
      class="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
      name="as"
      value="proper"
      aria-label="${urgentCareReview.properFor(at)}"
    >
      ${urgentCareReview.proper}
    </button>
    <button
      class="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
      name="as"
      value="to-follow-up"
      aria-label="${urgentCareReview.followUpFor(at)}"
    >
      ${urgentCareReview.followUp}
    </button>
  </form>`;

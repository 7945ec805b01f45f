import { misSendReview } from '../../cards/text/mis-send.ts';
import { unacknowledged } from '../policy/exceptions.ts';
import { NOTIFY_WITHIN_MS } from '../policy/incident.ts';
import type { Account } from '../set/account.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { HOUR, isDue, later, millis } from '../set/instant.ts';
import type { MisSend } from '../set/mis-send.ts';
import { isOpenMisSend } from '../set/mis-send.ts';
import type { Html } from '../viewer/html.ts';
import { html } from '../viewer/html.ts';
import type { Exceptional } from './urgent-care-section.ts';

/** What was said to have gone wrong and nobody has dealt with: the clock, who has not said that they know, the outcome. */
export const misSendSection = (all: readonly Exceptional[], account: Account, now: Instant): Html => {
  const open = all.flatMap(({ set }) =>
    (set.misSends ?? []).filter(isOpenMisSend).map((misSend) => ({ set, misSend })),
  );
  return html`<h2 class="nhsuk-heading-m">${misSendReview.title}</h2>
    ${
      open.length === 0
        ? html`<p>${misSendReview.none}</p>`
        : html`<ul class="safelight-list">
            ${open.map(({ set, misSend }) => row(set, misSend, account, now))}
          </ul>`
    }`;
};

const row = (set: StoredSet, misSend: MisSend, account: Account, now: Instant): Html => {
  const hours = Math.ceil((millis(later(misSend.at, NOTIFY_WITHIN_MS)) - millis(now)) / HOUR);
  const isUndoable = misSend.settledAt === undefined && !isDue(misSend.undoUntil, now);
  return html`<li class="safelight-list__row">
    <span>${misSendReview.line(misSend.kind, misSend.at)}</span>
    <strong>${misSendReview.clock(hours)}</strong>
    ${misSend.kind === 'wrong-patient' && html`<span>${misSendReview.unread(unacknowledged(misSend).length)}</span>`}
    <a href="/console/incidents/${set.id}" aria-label="${misSendReview.incidentOf(misSend.at)}"
      >${misSendReview.incident}</a
    >
    ${isUndoable ? html`<span>${misSendReview.undoable}</span>` : decide(set, misSend, account)}
  </li>`;
};

const decide = (set: StoredSet, misSend: MisSend, { person }: Account): Html => {
  const isOwn =
    samePerson(set.poster, person) ||
    samePerson(misSend.by, person) ||
    (misSend.destroyProposed !== undefined && samePerson(misSend.destroyProposed.by, person));
  const outcomes = misSendReview.fits[misSend.kind].filter((one) => one !== 'destroy' || !isOwn);
  return html`${misSend.destroyProposed && html`<strong>${misSendReview.proposed}</strong>`}
    <form method="post" action="/console/mis-send">
      <input type="hidden" name="set" value="${set.id}" />
      <input type="hidden" name="id" value="${misSend.id}" />
      <fieldset class="nhsuk-fieldset">
        <legend class="nhsuk-fieldset__legend">${misSendReview.outcome}</legend>
        ${outcomes.map(
          (outcome) =>
            html`<button
              class="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
              name="outcome"
              value="${outcome}"
            >
              ${misSendReview.outcomes[outcome]}
            </button>`,
        )}
      </fieldset>
    </form>`;
};

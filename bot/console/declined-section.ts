import { decideWords } from '../../cards/text/consent-page.ts';
import { ageWords } from '../../cards/text/viewer.ts';
import { when } from '../../cards/text/when.ts';
import type { Account } from '../set/account.ts';
import type { Consent, DeclineOutcome } from '../set/consent.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { millis } from '../set/instant.ts';
import type { Named } from '../viewer/consent/members.ts';
import { keyOf } from '../viewer/consent/members.ts';
import type { Html } from '../viewer/html.ts';
import { html } from '../viewer/html.ts';

/** A set in which the patient refused something nobody has decided about, and who could be named to open it. */
export interface Refused {
  readonly set: StoredSet;
  readonly members: readonly Named[];
}

type Declined = Extract<Consent, { state: 'declined' }>;

const OUTCOMES = Object.keys(decideWords.outcomes) as readonly DeclineOutcome[];

const undecided = (set: StoredSet): readonly Declined[] =>
  set.images.flatMap(({ consent }) =>
    consent?.consent.state === 'declined' && consent.consent.decided === undefined ? [consent.consent] : [],
  );

export const isRefused = (set: ImageSet): set is StoredSet =>
  set.state === 'stored' && undecided(set).length > 0;

/** Two people in information governance decide, each with a reason; neither posted it nor recorded the refusal. */
export const declinedSection = (refused: readonly Refused[], account: Account, now: Instant): Html =>
  html`<h2 class="nhsuk-heading-m">${decideWords.title}</h2>
    ${
      refused.length === 0
        ? html`<p>${decideWords.none}</p>`
        : html`<ul class="safelight-list">
            ${refused.map((one, at) => row(one, account, now, at))}
          </ul>`
    }`;

const row = ({ set, members }: Refused, account: Account, now: Instant, at: number): Html => {
  const declined = undecided(set);
  const [first] = declined;
  if (first === undefined) return html``;
  const { proposed } = first;
  const isOwn =
    samePerson(set.poster, account.person) ||
    declined.some((one) => samePerson(one.by, account.person)) ||
    (proposed !== undefined && samePerson(proposed.by, account.person));
  return html`<li class="safelight-list__row">
    <span>${decideWords.line(declined.length, ageWords(millis(now) - millis(first.at)))}</span>
    ${proposed && html`<strong>${decideWords.proposed(decideWords.outcomes[proposed.outcome])}</strong>`}
    ${isOwn ? html`<span>${decideWords.own}</span>` : decide(set, members, at)}
  </li>`;
};

const decide = (set: StoredSet, members: readonly Named[], at: number): Html =>
  html`<form method="post" action="/console/decide">
    <input type="hidden" name="set" value="${set.id}" />
    <div class="nhsuk-form-group">
      <label class="nhsuk-label" for="reason-${at}">${decideWords.reasonOf(when(set.postedAt))}</label>
      <input class="nhsuk-input" id="reason-${at}" name="reason" type="text" autocomplete="off" />
    </div>
    <div class="nhsuk-form-group">
      <label class="nhsuk-label" for="document-${at}">${decideWords.document}</label>
      <div class="nhsuk-hint" id="document-hint-${at}">${decideWords.documentHint}</div>
      <input
        class="nhsuk-input"
        id="document-${at}"
        name="document"
        type="text"
        autocomplete="off"
        aria-describedby="document-hint-${at}"
      />
    </div>
    <fieldset class="nhsuk-fieldset nhsuk-form-group">
      <legend class="nhsuk-fieldset__legend">${decideWords.viewers}</legend>
      <div class="nhsuk-checkboxes">
        ${members.map(
          ({ person, name }, number) =>
            html`<div class="nhsuk-checkboxes__item">
              <input
                class="nhsuk-checkboxes__input"
                id="viewer-${at}-${number}"
                name="viewer"
                type="checkbox"
                value="${keyOf(person)}"
              />
              <label class="nhsuk-label nhsuk-checkboxes__label" for="viewer-${at}-${number}">${name}</label>
            </div>`,
        )}
      </div>
    </fieldset>
    <div class="safelight-reasons">
      ${OUTCOMES.map(
        (outcome) =>
          html`<button class="nhsuk-button nhsuk-button--secondary" name="outcome" value="${outcome}">
            ${decideWords.outcomes[outcome]}
          </button>`,
      )}
    </div>
  </form>`;

import type { AskFault } from '../../../cards/text/ask.ts';
import { askWords, MOST_LETTERS } from '../../../cards/text/ask.ts';
import { ageWords } from '../../../cards/text/viewer.ts';
import type { Opinions } from '../../policy/opinions-of.ts';
import type { Account } from '../../set/account.ts';
import type { QuestionId } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import type { Urgency } from '../../set/question.ts';
import { imageChoice } from '../consent/chosen-images.ts';
import { problems } from '../consent/controls.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import { capital } from './capital.ts';
import type { PeopleToAsk, RoleToAsk } from './people-to-ask.ts';
import { personKey, roleKey } from './people-to-ask.ts';

/** What was pressed and written so far; nothing but the images is chosen before somebody does. */
export interface AskForm {
  readonly question: QuestionId;
  readonly who: string | null;
  readonly urgency: string | null;
  readonly line: string;
  readonly images: readonly string[];
  readonly answerTo: string | null;
}

export interface AskPage {
  readonly set: StoredSet;
  readonly images: readonly StoredImage[];
  readonly account: Account;
  readonly opinions: Opinions;
  readonly people: PeopleToAsk;
  readonly form: AskForm;
  readonly faults: readonly AskFault[];
}

/** `GET /sets/:id/ask`: whom, how soon, one line. */
export const askPage = (page: AskPage): Reply =>
  frame({
    status: page.faults.length === 0 ? 200 : 422,
    title: askWords.title,
    account: page.account,
    pictures: true,
    backTo: { href: `/sets/${page.set.id}`, text: askWords.back },
    body: html`<h1 class="nhsuk-heading-l">${askWords.title}</h1>
      ${problems(
        askWords.faultTitle,
        page.faults.map((one) => askWords.faults[one]),
      )}
      <form method="post" action="/sets/${page.set.id}/ask">
        <input type="hidden" name="question" value="${page.form.question}" />
        ${who(page)} ${urgency(page)} ${line(page)} ${images(page)} ${answerTo(page)}
        <p class="safelight-question__caution">${askWords.photograph}</p>
        <button class="nhsuk-button">${askWords.send}</button>
      </form>`,
  });

interface Choice {
  readonly value: string;
  readonly words: string;
  readonly hint?: string;
}

const choice = (name: string, id: string, { value, words, hint }: Choice, pressed: string | null): Html =>
  html`<div class="nhsuk-radios__item">
    <input
      class="nhsuk-radios__input"
      id="${id}"
      name="${name}"
      type="radio"
      value="${value}"
      ${hint !== undefined && html`aria-describedby="${id}-hint"`}
      ${pressed === value && html`checked`}
    />
    <label class="nhsuk-label nhsuk-radios__label" for="${id}">${words}</label>
    ${hint !== undefined && html`<div class="nhsuk-hint nhsuk-radios__hint" id="${id}-hint">${hint}</div>`}
  </div>`;

const who = ({ people, form, opinions }: AskPage): Html => {
  const groups: readonly (readonly [string, readonly Choice[]])[] = [
    [askWords.onCall, people.roles.map((role) => roleChoice(role, opinions.switchboard))],
    [
      askWords.inConversation,
      people.members.map(({ person, name }) => ({ value: personKey(person), words: name })),
    ],
    [
      askWords.outside,
      people.outside.map(({ person, name, trust }) => ({
        value: personKey(person),
        words: trust === undefined ? name : askWords.ofTrust(name, trust),
      })),
    ],
  ];
  return html`<fieldset class="nhsuk-fieldset nhsuk-form-group" aria-describedby="who-hint">
    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">${askWords.who}</legend>
    <div class="nhsuk-hint" id="who-hint">${askWords.whoHint}</div>
    ${groups.map(
      ([title, choices], at) =>
        choices.length > 0 &&
        html`<h2 class="nhsuk-heading-xs nhsuk-u-margin-top-4">${title}</h2>
          <div class="nhsuk-radios">
            ${choices.map((one, n) => choice('who', `who-${at}-${n}`, one, form.who))}
          </div>`,
    )}
  </fieldset>`;
};

const roleChoice = ({ id, name, ring, gap, age }: RoleToAsk, switchboard: string): Choice => ({
  value: roleKey(id),
  words: capital(name),
  hint:
    gap === undefined
      ? `${askWords.roleHint(ring)}${age === undefined ? '' : `. ${askWords.rotaAge(ageWords(age))}`}`
      : askWords.noOne(gap, switchboard),
});

export const URGENCIES: readonly Urgency[] = ['urgent', 'today', 'routine'];

const urgency = ({ opinions: { seenWithin }, form }: AskPage): Html => {
  const { urgencies } = askWords;
  const words: Readonly<Record<Urgency, string>> = {
    urgent: urgencies.urgent(seenWithin.urgent),
    today: urgencies.today(seenWithin.today),
    routine: urgencies.routine,
  };
  return html`<fieldset class="nhsuk-fieldset nhsuk-form-group">
    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">${askWords.urgency}</legend>
    <div class="nhsuk-radios">
      ${URGENCIES.map((one) => choice('urgency', `urgency-${one}`, { value: one, words: words[one] }, form.urgency))}
    </div>
  </fieldset>`;
};

const line = ({ form }: AskPage): Html =>
  html`<div class="nhsuk-form-group">
    <label class="nhsuk-label nhsuk-label--s" for="line">${askWords.line}</label>
    <div class="nhsuk-hint" id="line-hint">${askWords.lineHint}</div>
    <div class="nhsuk-hint" id="line-names">${askWords.noNames}</div>
    <input
      class="nhsuk-input"
      id="line"
      name="line"
      type="text"
      maxlength="${MOST_LETTERS}"
      autocomplete="off"
      aria-describedby="line-hint line-names"
      value="${form.line}"
    />
  </div>`;

/** All of them, unless somebody leaves one out. */
const images = ({ set, images: all, form }: AskPage): Html =>
  html`${all.length === 1 && html`<input type="hidden" name="image" value="${all[0]?.id ?? ''}" />`}
  ${imageChoice(set, all, { which: askWords.images }, form.images)}`;

/** Whoever holds the role when the answer comes hears it too. */
const answerTo = ({ people, form }: AskPage): Html | undefined =>
  people.roles.length === 0
    ? undefined
    : html`<div class="nhsuk-form-group">
        <label class="nhsuk-label nhsuk-label--s" for="answer-to">${askWords.answerTo}</label>
        <select class="nhsuk-select" id="answer-to" name="answer-to">
          <option value="">${askWords.nobodyElse}</option>
          ${people.roles.map(
            ({ id, name }) =>
              html`<option value="${id}" ${form.answerTo === id && html`selected`}>${capital(name)}</option>`,
          )}
        </select>
      </div>`;

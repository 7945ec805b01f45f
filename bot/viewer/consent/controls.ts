import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** One tap: the button is the answer. */
export const answerButton = (value: string, words: string, kind = 'nhsuk-button--secondary'): Html =>
  html`<button class="nhsuk-button ${kind}" name="answer" value="${value}">${words}</button>`;

export const folded = (title: string, inside: Html, open = false): Html =>
  html`<details class="nhsuk-details" ${open && html`open`}>
    <summary class="nhsuk-details__summary">
      <span class="nhsuk-details__summary-text">${title}</span>
    </summary>
    <div class="nhsuk-details__text">${inside}</div>
  </details>`;

/** A question with a few answers, none of them pressed until somebody presses it (CON-03). */
export const radios = (
  name: string,
  legend: string,
  choices: readonly (readonly [value: string, words: string])[],
  pressed?: string | null,
): Html =>
  html`<fieldset class="nhsuk-fieldset nhsuk-form-group">
    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">${legend}</legend>
    <div class="nhsuk-radios">
      ${choices.map(
        ([value, words], at) =>
          html`<div class="nhsuk-radios__item">
            <input
              class="nhsuk-radios__input"
              id="${name}-${at + 1}"
              name="${name}"
              type="radio"
              value="${value}"
              ${pressed === value && html`checked`}
            />
            <label class="nhsuk-label nhsuk-radios__label" for="${name}-${at + 1}">${words}</label>
          </div>`,
      )}
    </div>
  </fieldset>`;

export const checkboxes = (
  name: string,
  legend: string,
  hint: string | undefined,
  choices: readonly (readonly [value: string, words: string])[],
): Html =>
  html`<fieldset class="nhsuk-fieldset nhsuk-form-group">
    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">${legend}</legend>
    ${hint !== undefined && html`<div class="nhsuk-hint">${hint}</div>`}
    <div class="nhsuk-checkboxes">
      ${choices.map(
        ([value, words], at) =>
          html`<div class="nhsuk-checkboxes__item">
            <input
              class="nhsuk-checkboxes__input"
              id="${name}-${at + 1}"
              name="${name}"
              type="checkbox"
              value="${value}"
            />
            <label class="nhsuk-label nhsuk-checkboxes__label" for="${name}-${at + 1}">${words}</label>
          </div>`,
      )}
    </div>
  </fieldset>`;

export const textField = (name: string, label: string, value = ''): Html =>
  html`<div class="nhsuk-form-group">
    <label class="nhsuk-label" for="${name}">${label}</label>
    <input class="nhsuk-input" id="${name}" name="${name}" type="text" autocomplete="off" value="${value}" />
  </div>`;

/** What is still to be asked, or cannot stand: heard first. */
export const problems = (title: string, said: readonly string[]): Html | undefined =>
  said.length === 0
    ? undefined
    : html`<div class="nhsuk-error-summary" role="alert" tabindex="-1" data-focus aria-labelledby="problem">
        <h2 class="nhsuk-error-summary__title" id="problem">${title}</h2>
        <div class="nhsuk-error-summary__body">
          <ul class="nhsuk-list nhsuk-error-summary__list">
            ${said.map((one) => html`<li>${one}</li>`)}
          </ul>
        </div>
      </div>`;

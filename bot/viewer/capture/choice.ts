import type { Html } from '../html.ts';
import { html } from '../html.ts';

type Option = readonly [value: string, words: string];

export interface Choice {
  /** Name of the form's field. */
  readonly name: string;
  readonly legend: string;
  readonly options: readonly Option[];
  /** Further options under a sentence of their own. */
  readonly more?: { readonly words: string; readonly options: readonly Option[] };
  /** Codes of questions and refusals that are shown here (bot/set/consent-codes.ts). */
  readonly asks?: string;
  /** Routes, or other things pressed, for which it is asked: the script shows it then. */
  readonly for?: string;
  readonly hint?: string;
  /** The legend is read aloud only. */
  readonly quiet?: boolean;
}

/** One question with large answers, none of them chosen before somebody presses (CON-03). */
export const choice = (one: Choice): Html =>
  html`<fieldset class="capture-choice" ${asking(one)}>
    <legend class="capture-choice__legend ${one.quiet === true && 'nhsuk-u-visually-hidden'}">
      ${one.legend}
    </legend>
    ${one.hint !== undefined && html`<p class="capture-hint">${one.hint}</p>`} ${refusal()}
    ${chips(one.name, one.options)}
    ${
      one.more !== undefined &&
      html`<p class="capture-hint capture-more">${one.more.words}</p>
        ${chips(one.name, one.more.options)}`
    }
  </fieldset>`;

const chips = (name: string, options: readonly Option[]): Html =>
  html`<div class="capture-chips">${options.map(([value, words]) => chip(name, value, words))}</div>`;

const chip = (name: string, value: string, words: string): Html =>
  html`<label class="capture-chip"
    ><input type="radio" name="${name}" value="${value}" autocomplete="off" /><span>${words}</span></label
  >`;

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly asks?: string;
  readonly for?: string;
  readonly hint?: string;
  readonly numeric?: boolean;
  readonly lines?: number;
}

/** A line somebody types. */
export const field = (one: Field): Html =>
  html`<div class="capture-field" ${asking(one)}>
    <label class="capture-field__label" for="field-${one.name}">${one.label}</label>
    ${one.hint !== undefined && html`<p class="capture-hint" id="hint-${one.name}">${one.hint}</p>`}
    ${refusal()}
    ${
      one.lines === undefined
        ? html`<input
            class="nhsuk-input"
            id="field-${one.name}"
            name="${one.name}"
            autocomplete="off"
            spellcheck="false"
            ${one.numeric === true && html`inputmode="numeric"`}
            ${one.hint !== undefined && html`aria-describedby="hint-${one.name}"`}
          />`
        : html`<textarea
            class="nhsuk-textarea"
            id="field-${one.name}"
            name="${one.name}"
            rows="${one.lines}"
            autocomplete="off"
          ></textarea>`
    }
  </div>`;

const asking = (one: { readonly asks?: string; readonly for?: string }): Html =>
  html`${one.asks !== undefined && html`data-asks="${one.asks}"`}
  ${one.for !== undefined && html`data-for="${one.for}" hidden`}`;

/** Where the words of a refusal are put, beside the control they are about. */
export const refusal = (): Html => html`<p class="capture-refusal" data-refusal role="alert" hidden></p>`;

/** Reasons with one tap, and a line for any other (H8). */
export const reasons = (
  one: Omit<Choice, 'options'> & {
    readonly quick: readonly string[];
    readonly own: string;
  },
): Html =>
  html`<div ${asking(one)}>
    ${choice({ name: one.name, legend: one.legend, options: one.quick.map((words) => [words, words] as const) })}
    ${field({ name: `${one.name}-own`, label: one.own })}
  </div>`;

export const bigButton = (words: string, name: string, kind: 'go' | 'plain' | 'stop' = 'go'): Html =>
  html`<button class="capture-button capture-button--${kind}" type="button" data-press="${name}">
    ${words}
  </button>`;

/** One screen of the page; its script shows one at a time. */
export const screen = (name: string, title: string, inside: Html, quiet = false): Html =>
  html`<section
    class="capture-screen capture-screen--${name}"
    data-step="${name}"
    aria-labelledby="title-${name}"
    hidden
  >
    <h1 class="capture-title ${quiet && 'capture-title--quiet'}" id="title-${name}" tabindex="-1">
      ${title}
    </h1>
    ${inside}
  </section>`;

import { captureWords } from '../../../cards/text/capture-page.ts';
import { bodySiteWords, restrictionWords, subjectWords } from '../../../cards/text/picture-facts.ts';
import { BODY_SITES } from '../../set/body-site.ts';
import { IMPLIED_SUBJECTS, isImplied, SUBJECTS } from '../../set/subject.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { askPart } from './ask-part.ts';
import { bigButton, choice, refusal, screen } from './choice.ts';

const words = captureWords.review;

/** What wards photograph most; every other part is a search away. */
const COMMON_SITES = ['sacrum', 'heel', 'foot', 'lower-leg', 'hand', 'abdomen', 'face', 'chest'] as const;

export const reviewScreen = (): Html =>
  screen(
    'review',
    words.title,
    html`<div class="capture-sheet capture-sheet--review">
      <div data-part="send-summary">${refusal()}</div>
      <p class="capture-consent">
        <span class="capture-consent__words"
          >${words.consent}: <strong data-part="consent-said"></strong
        ></span>
        <button class="capture-link" type="button" data-press="consent">${words.change}</button>
      </p>
      <ul class="capture-shots" data-part="shots" aria-label="${words.pictures}"></ul>
      <p class="capture-warning" data-part="series" role="alert" hidden></p>
      ${bigButton(words.more, 'photograph', 'plain')}
      <details class="nhsuk-details">
        <summary class="nhsuk-details__summary">
          <span class="nhsuk-details__summary-text">${words.few}</span>
        </summary>
        <div class="nhsuk-details__text">
          ${choice({
            name: 'restrict',
            legend: words.few,
            hint: words.fewHint,
            quiet: true,
            options: [
              ...(['intimate', 'child', 'injury', 'forensic'] as const).map(
                (one) => [one, restrictionWords[one]] as const,
              ),
              ['none', words.fewNone],
            ],
          })}
        </div>
      </details>
      ${askPart()}
      <div class="capture-send">${bigButton(words.send, 'send')}</div>
    </div>`,
  );

/** One photograph on that screen, copied by the script for each. */
export const shotTemplate = (): Html =>
  html`<template id="shot-template">
    <li class="capture-shot">
      <div class="capture-shot__top">
        <img class="capture-shot__picture" alt="" />
        <p class="capture-shot__file" hidden></p>
        <div class="capture-shot__tools">
          <p class="capture-shot__words" data-shot="name"></p>
          <button class="capture-tool" type="button" data-shot="retake">${words.retake}</button>
          <button class="capture-tool" type="button" data-shot="crop">${words.crop}</button>
          <button class="capture-tool" type="button" data-shot="remove">${words.remove}</button>
        </div>
      </div>
      <p class="capture-hint" data-shot="note" hidden></p>
      <details class="nhsuk-details capture-shot__details">
        <summary class="nhsuk-details__summary">
          <span class="nhsuk-details__summary-text" data-shot="said">${words.details}</span>
        </summary>
        <div class="capture-shot__asks">
          ${choice({
            name: 'subject',
            legend: words.what,
            hint: words.whatHint,
            options: SUBJECTS.filter((one) => !isImplied(one)).map(
              (one) => [one, subjectWords[one]] as const,
            ),
            more: {
              words: words.implied,
              options: IMPLIED_SUBJECTS.map((one) => [one, subjectWords[one]] as const),
            },
          })}
          <div data-for="body" hidden>${where()}</div>
          <div data-for="implied" hidden>
            ${choice({
              name: 'explained',
              legend: words.explained,
              options: Object.entries(words.explainedOptions),
            })}
          </div>
          <button class="capture-tool" type="button" data-shot="same">${words.same}</button>
        </div>
      </details>
    </li>
  </template>`;

const where = (): Html =>
  html`${choice({
      name: 'common-site',
      legend: words.where,
      options: COMMON_SITES.map((one) => [one, bodySiteWords[one]] as const),
    })}
    <div class="capture-field">
      <label class="capture-field__label" data-for-label="site">${words.whereSearch}</label>
      <input class="nhsuk-input" name="site" list="body-sites" autocomplete="off" />
    </div>
    <div data-for="sided" hidden>
      ${choice({ name: 'side', legend: words.side, options: Object.entries(words.sides) })}
    </div>
    ${choice({ name: 'shown', legend: words.shown, options: Object.entries(words.shownOptions) })}
    <label class="capture-check"
      ><input type="checkbox" name="intimate" autocomplete="off" /><span>${words.intimate}</span></label
    >
    <p class="capture-warning" data-shot="two-people" role="status" hidden>${words.twoPeople}</p>`;

/** The coded list, searched by what a person types. */
export const siteList = (): Html =>
  html`<datalist id="body-sites">
    ${BODY_SITES.map(
      ({ code, sided, intimate }) =>
        html`<option
          value="${bodySiteWords[code]}"
          data-code="${code}"
          ${sided && html`data-sided`}
          ${intimate && html`data-intimate`}
        ></option>`,
    )}
  </datalist>`;

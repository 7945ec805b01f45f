import { filingWords } from '../../../cards/text/filing-page.ts';
import { captureWords } from '../../../cards/text/capture-page.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { bigButton, choice, field, refusal, screen } from './choice.ts';
import { gatesStrip } from './gates-strip.ts';

const words = captureWords.patient;

/** Who it is of: the band by camera, typed, or not known. Name and age are always confirmed by a person. */
export const patientScreen = (): Html =>
  screen(
    'patient',
    words.title,
    html`<div class="capture-sheet" data-panel="looking">
        <p class="capture-say" data-part="looking" aria-live="polite">${words.looking}</p>
        <div class="capture-row">
          ${bigButton(words.type, 'type-number', 'plain')} ${bigButton(words.cannot, 'no-number', 'plain')}
        </div>
        <label class="capture-file" data-part="band-photo" hidden>
          <input type="file" accept="image/*" capture="environment" data-files="band" />
          <span>${words.bandPhoto}</span>
        </label>
        ${gatesStrip()}
      </div>
      ${confirmPanel()} ${typePanel()} ${cannotPanel()}`,
    true,
  );

const confirmPanel = (): Html =>
  html`<div class="capture-sheet" data-panel="confirm" hidden>
    <h2 class="capture-subtitle">${words.confirmTitle}</h2>
    <p class="capture-name" data-part="found" aria-live="assertive"></p>
    <p class="capture-warning" data-part="newborn" hidden>${words.newborn}</p>
    <p class="capture-hint">${words.confirmHint}</p>
    ${bigButton(words.confirm, 'confirm-patient')} ${bigButton(words.wrong, 'wrong-patient', 'plain')}
  </div>`;

const typePanel = (): Html =>
  html`<form class="capture-sheet" data-panel="type" hidden novalidate>
    ${refusal()}
    ${field({ name: 'nhs-number', label: filingWords.nhsNumber, hint: filingWords.nhsNumberHint, numeric: true })}
    <fieldset class="capture-field">
      <legend class="capture-field__label">${filingWords.birthDate}</legend>
      <p class="capture-hint">${filingWords.birthDateHint}</p>
      <div class="capture-date">
        ${date('birth-day', filingWords.day, 2)} ${date('birth-month', filingWords.month, 2)}
        ${date('birth-year', filingWords.year, 4)}
      </div>
    </fieldset>
    <button class="capture-button capture-button--go">${words.find}</button>
    ${bigButton(words.back, 'look-again', 'plain')}
  </form>`;

const date = (name: string, label: string, width: number): Html =>
  html`<label class="capture-date__part">
    <span>${label}</span>
    <input
      class="nhsuk-input nhsuk-input--width-${width}"
      name="${name}"
      inputmode="numeric"
      autocomplete="off"
    />
  </label>`;

const cannotPanel = (): Html =>
  html`<form class="capture-sheet" data-panel="cannot" hidden novalidate>
    ${choice({
      name: 'unknown',
      legend: words.cannotTitle,
      hint: words.cannotHint,
      options: Object.entries(words.cannots),
    })}
    ${field({ name: 'temporary-number', label: words.temporary, for: 'temporary' })}
    <button class="capture-button capture-button--go">${words.cannotDo}</button>
    ${bigButton(words.back, 'look-again', 'plain')}
  </form>`;

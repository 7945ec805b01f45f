import { captureWords } from '../../../cards/text/capture-page.ts';
import {
  declineWords,
  notAConditionWords,
  stopWords,
  whyAskedWords,
} from '../../../cards/text/consent-script.ts';
import { ageBandWords, couldNotAskWords, questionWords, quickReasons } from '../../../cards/text/consent.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { bigButton, choice, field, reasons, refusal, screen } from './choice.ts';
import { levels, otherUses, signed } from './signed-fields.ts';

const words = captureWords.consent;
const yesNo = [
  ['yes', words.yes],
  ['no', words.no],
] as const;

/** Every way of answering. A field is shown once it is asked; nothing is answered before it is pressed (CON-03). */
export const consentScreen = (): Html =>
  screen(
    'consent',
    words.title,
    html`<form class="capture-sheet" data-part="consent-form" novalidate>
      <div data-part="consent-summary">${refusal()}</div>
      <details class="nhsuk-details">
        <summary class="nhsuk-details__summary">
          <span class="nhsuk-details__summary-text">${words.why}</span>
        </summary>
        <div class="nhsuk-details__text">
          <p>${whyAskedWords}</p>
          <p data-part="own-words" hidden></p>
        </div>
      </details>
      ${choice({
        name: 'age',
        legend: captureWords.photograph.age,
        asks: 'age',
        for: 'age-unknown',
        options: (['under-16', '16-17', 'adult'] as const).map((one) => [one, ageBandWords[one]] as const),
      })}
      <div data-part="stop-here" hidden>${bigButton(stopWords, 'stop', 'stop')}</div>
      ${choice({ name: 'route', legend: words.how, asks: 'method', options: routes() })}
      ${bigButton(declineWords.button, 'declined', 'plain')}
      <p class="capture-hint">${notAConditionWords}</p>
      ${levels()} ${told()} ${child()} ${parent()} ${decidedByOthers()} ${signed()} ${otherUses()}
      ${reasons({ name: 'need', legend: words.need, asks: 'need', for: 'need', quick: quickReasons.necessity, own: words.otherReason })}
      ${reasons({ name: 'late', legend: words.late, asks: 'late-reason', for: 'late', quick: quickReasons.late, own: words.otherReason })}
      ${reasons({ name: 'area', legend: questionWords['area-reason'], asks: 'area-reason', for: 'area', quick: quickReasons.area, own: words.otherReason })}
      ${field({ name: 'job-title', label: words.jobTitle, hint: words.professional, asks: 'professional', for: 'job' })}
      <button class="capture-button capture-button--go">${words.record}</button>
      ${bigButton(words.back, 'photograph', 'plain')}
    </form>`,
  );

const routes = (): readonly (readonly [string, string])[] => [
  ...Object.entries(words.routes),
  ['could-not-ask', captureWords.photograph.couldNotAsk],
];

const told = (): Html =>
  html`${choice({
    name: 'told',
    legend: words.asked,
    asks: 'informed',
    for: 'verbal parent written attorney',
    options: Object.entries(words.tellings),
  })}`;

/** Competence of somebody under 16 (CAP-01). */
const child = (): Html =>
  html`${choice({
    name: 'competence',
    legend: words.competence,
    asks: 'competence child-cannot-agree-alone',
    for: 'competence',
    options: [
      ['competent', words.competent],
      ['not-competent', words.notCompetent],
    ],
  })}
  ${choice({ name: 'parents-told', legend: words.parentsTold, for: 'competence', options: yesNo })}`;

const parent = (): Html =>
  html`<div data-for="parent-answers" data-asks="parent" hidden>
    ${refusal()} ${field({ name: 'parent-name', label: words.name })}
    ${field({ name: 'relationship', label: words.relationship })}
    ${choice({ name: 'responsible', legend: words.responsible, asks: 'parent-not-responsible', options: yesNo })}
  </div>`;

const decidedByOthers = (): Html =>
  html`${choice({
      name: 'could-not-why',
      legend: words.couldNotWhy,
      hint: words.couldNotDo,
      for: 'could-not-ask',
      options: Object.entries(couldNotAskWords),
    })}
    <div data-for="best-interests" data-asks="best-interests" hidden>
      <p class="capture-warning">${words.canItWait}</p>
      ${refusal()}
      ${reasons({ name: 'necessity', legend: words.necessity, quick: quickReasons.necessity, own: words.otherReason })}
      ${reasons({ name: 'least', legend: words.leastRestrictive, quick: quickReasons.leastRestrictive, own: words.otherReason })}
    </div>
    <div data-for="attorney" data-asks="attorney authority-document" hidden>
      ${refusal()}
      ${choice({ name: 'authority', legend: words.authority, options: Object.entries(words.authorities) })}
      ${field({ name: 'attorney-name', label: words.name })}
      ${field({ name: 'document', label: words.document })}
    </div>
    ${reasons({
      name: 'emergency',
      legend: words.emergency,
      asks: 'emergency-reason',
      for: 'emergency',
      quick: quickReasons.emergency,
      own: words.otherReason,
    })}`;

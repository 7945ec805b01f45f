import { askWords, MOST_LETTERS } from '../../../cards/text/ask.ts';
import { captureWords } from '../../../cards/text/capture-page.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { choice } from './choice.ts';

const words = captureWords.ask;

/** On the screen that checks: whom to ask, if anybody. Nobody is chosen; the line is asked for once somebody is. */
export const askPart = (): Html =>
  html`<div class="capture-field" data-part="ask" hidden>
    <label class="capture-field__label" for="ask-who">${words.who}</label>
    <select class="nhsuk-select" id="ask-who" data-part="ask-who" autocomplete="off">
      <option value="">${words.nobody}</option>
    </select>
    <div data-part="ask-more" hidden>
      <label class="capture-field__label" for="ask-line">${askWords.line}</label>
      <p class="capture-hint" id="ask-line-hint">${words.lineHint}</p>
      <input
        class="nhsuk-input"
        id="ask-line"
        data-part="ask-line"
        type="text"
        maxlength="${MOST_LETTERS}"
        autocomplete="off"
        aria-describedby="ask-line-hint"
      />
      ${choice({
        name: 'ask-audience',
        legend: words.audience,
        options: (['yes', 'no', 'could-not-ask'] as const).map(
          (one) => [one, words.audienceSaid[one]] as const,
        ),
      })}
    </div>
  </div>`;

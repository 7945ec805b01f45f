import { gatesWords as words } from '../../../cards/text/capture-tips.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/**
 * The gates before a photograph (BAD Figure 1, RISK-11), beside the search for the band: two that only a person can
 * answer, and those the page answers itself. Nothing is pressed here. What follows has its controls: "Patient said no",
 * the consent, and the reminder of the phone's own copies.
 */
export const gatesStrip = (): Html =>
  html`<section class="capture-gates" aria-label="${words.title}">
    <ul>
      ${gate('?', words.ask, words.need)} ${gate('?', words.ask, words.agrees)}
      ${gate('✓', words.known, words.deviceHere, 'gate-here')}
      ${gate('!', words.mind, words.devicePhone, 'gate-phone')} ${gate('✓', words.known, words.way)}
    </ul>
  </section>`;

/** `sign` is drawn, and said in words to those who hear the page. */
const gate = (sign: string, said: string, what: string, name?: string): Html =>
  html`<li ${name !== undefined && html`data-part="${name}" hidden`}>
    <span class="capture-gates__sign" aria-hidden="true">${sign}</span>
    <span><span class="nhsuk-u-visually-hidden">${said}: </span>${what}</span>
  </li>`;

import { captureWords } from '../../../cards/text/capture-page.ts';
import { appendixAStatements } from '../../../cards/text/consent-script.ts';
import { levelNames, levelWords } from '../../../cards/text/consent.ts';
import type { Level } from '../../set/consent.ts';
import { SECONDARY_USES } from '../../set/consent.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { bigButton, choice, field, refusal } from './choice.ts';

const words = captureWords.consent;
const yesNo = [
  ['yes', words.yes],
  ['no', words.no],
] as const;

/** Making and care are two questions (CON-01). */
export const levels = (): Html =>
  html`<div data-for="verbal parent written attorney" hidden>
    ${level('making', 'making')} ${level('care', 'care')}
  </div>`;

const level = (one: Level, asks: string): Html =>
  choice({ name: one, legend: levelNames[one], hint: levelWords[one], asks, options: yesNo });

/** The fields of BAD Appendix A (CON-27 to CON-33). */
export const signed = (): Html =>
  html`<div data-for="written" hidden>
    ${choice({
      name: 'signer',
      legend: words.whoSigns,
      asks: 'answering',
      options: Object.entries(words.signers),
    })}
    <p class="capture-choice__legend">${words.statements}</p>
    <ul class="nhsuk-list nhsuk-list--bullet capture-statements">
      ${Object.values(appendixAStatements).map((one) => html`<li>${one}</li>`)}
    </ul>
    <p class="capture-hint">${words.areas}</p>
    ${signature('signature', words.sign, 'signature')}
    ${field({ name: 'printed-name', label: words.printedName })}
    <label class="capture-check"
      ><input type="checkbox" name="cannot-sign" autocomplete="off" /><span>${words.cannotSign}</span></label
    >
    <div data-for="cannot-sign" data-asks="witness witness-is-the-professional" hidden>
      <h2 class="capture-subtitle">${words.witness}</h2>
      <p class="capture-hint">${words.witnessHint}</p>
      ${refusal()} ${field({ name: 'witness-name', label: words.printedName })}
      ${field({ name: 'witness-role', label: words.role })} ${signature('witness-signature', words.sign, '')}
    </div>
    <label class="capture-check"
      ><input type="checkbox" name="interpreter" autocomplete="off" /><span>${words.interpreter}</span></label
    >
    <p class="capture-hint">${words.professional}</p>
  </div>`;

const signature = (name: string, label: string, asks: string): Html =>
  html`<div class="capture-signature" data-signature="${name}" data-asks="${asks}">
    <p class="capture-field__label" id="label-${name}">${label}</p>
    ${refusal()}
    <canvas
      class="capture-signature__field"
      role="img"
      aria-labelledby="label-${name}"
      width="660"
      height="240"
    ></canvas>
    ${bigButton(words.signClear, `clear-${name}`, 'plain')}
  </div>`;

/** Each use beyond care has its own sentence, and is answered by itself (CON-02, CON-04, CON-30). */
export const otherUses = (): Html =>
  html`<div data-for="written" hidden>
    <label class="capture-check"
      ><input type="checkbox" name="other-uses" autocomplete="off" /><span>${words.otherUses}</span></label
    >
    <div data-for="other-uses" hidden>
      ${choice({ name: 'secondary', legend: words.secondary, asks: 'secondary', options: yesNo })}
      <div data-for="secondary-yes" data-asks="uses use-not-explained" hidden>
        ${refusal()} ${SECONDARY_USES.map((use) => level(use, ''))}
        ${field({ name: 'note', label: words.note, asks: 'note', lines: 3 })}
      </div>
    </div>
  </div>`;

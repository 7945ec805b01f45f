import { scaleTipWords, tipsWords } from '../../../cards/text/capture-tips.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** Folded until asked for, and folded again with the same press; it came with the page, so that it is there offline too (QUAL-08). */
export const tipsPanel = (): Html =>
  html`<details class="capture-tips" data-part="tips">
    <summary class="capture-tool capture-tips__open">${tipsWords.open}</summary>
    ${(['body', 'paper'] as const).map(
      (kind) =>
        html`<div class="capture-tips__list" data-part="tips-${kind}" ${kind === 'paper' && html`hidden`}>
          <h2 class="capture-subtitle">${tipsWords[kind].title}</h2>
          <ul>
            ${tipsWords[kind].tips.map((tip) => html`<li>${tip}</li>`)}
          </ul>
        </div>`,
    )}
  </details>`;

/** Under the sentence that asks for another photograph (QUAL-09). */
export const scaleTip = (): Html =>
  html`<p class="capture-hint" data-part="scale-tip" hidden>${scaleTipWords}</p>`;

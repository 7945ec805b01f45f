import { captureWords } from '../../../cards/text/capture-page.ts';
import { declineWords, notAConditionWords, stopWords } from '../../../cards/text/consent-script.ts';
import { ageBandWords } from '../../../cards/text/consent.ts';
import { useAnywayWords } from '../../../cards/text/quality.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { bigButton, choice, screen } from './choice.ts';
import { scaleTip, tipsPanel } from './tips-panel.ts';

const words = captureWords.photograph;

/** Shutter and spoken consent on one screen: what is said comes before what is taken. */
export const photographScreen = (): Html =>
  screen(
    'photograph',
    words.title,
    html`<div class="capture-shutter" data-part="shutter-row">
        <button
          class="capture-round capture-thumbs"
          type="button"
          data-press="review"
          data-part="thumb"
          hidden
        >
          <img data-part="thumb-image" alt="" /><span data-part="thumb-words"></span>
        </button>
        <button class="capture-shutter__button" type="button" data-press="shutter" disabled>
          <span class="nhsuk-u-visually-hidden">${words.shutter}</span>
        </button>
        <button class="capture-round" type="button" data-press="turn-camera" data-part="turn" hidden>
          ${words.turn}
        </button>
      </div>
      <div class="capture-aids">${ghost()} ${tipsPanel()}</div>
      <p class="nhsuk-u-visually-hidden" data-part="taken" aria-live="polite"></p>
      <p class="capture-warning" data-part="selfie" role="alert" hidden>${words.selfie}</p>
      <div class="capture-warning" data-part="quality" role="alert" hidden>
        <p data-part="quality-words"></p>
        ${scaleTip()}
        <div class="capture-row">
          <button class="capture-tool" type="button" data-press="retake-last">
            ${captureWords.review.retake}
          </button>
          <button class="capture-tool" type="button" data-press="use-anyway">${useAnywayWords}</button>
        </div>
      </div>
      ${otherWays()}
      <div class="capture-sheet">${spoken()} ${answered()} ${about()}</div>`,
    true,
  );

/** Off until asked: the last photograph of the same place, faintly over the camera and never in the picture taken. */
const ghost = (): Html =>
  html`<div class="capture-ghost" data-part="ghost-row" hidden>
    <button class="capture-tool" type="button" data-press="ghost" data-part="ghost-ask">
      ${words.ghost}
    </button>
    <button class="capture-tool" type="button" data-press="ghost-off" data-part="ghost-off" hidden>
      ${words.ghostOff}
    </button>
    <div class="capture-row" data-part="ghosts" role="group" aria-label="${words.ghostWhich}"></div>
  </div>`;

/** Shown open where there is no camera, folded where there is. */
const otherWays = (): Html =>
  html`<div class="capture-other" data-part="other-ways" hidden>
    <p class="capture-say">${words.noCamera} ${words.noCameraWhy}</p>
    <button
      class="capture-button capture-button--plain"
      type="button"
      data-press="teams-camera"
      data-part="teams"
      hidden
    >
      ${words.teams}
    </button>
    <label class="capture-file">
      <input type="file" accept="image/*" capture="environment" multiple data-files="phone" />
      <span>${words.phoneCamera}</span>
    </label>
    <label class="capture-file">
      <input type="file" accept="image/*,video/*,audio/*" multiple data-files="choose" />
      <span>${words.choose}</span>
    </label>
    <p class="capture-hint">${words.pasteOrDrop}</p>
    <p class="capture-hint">${words.mayKeep}</p>
  </div>`;

const spoken = (): Html =>
  html`<div data-part="spoken">
    <div data-part="age-wanted" hidden>
      ${choice({
        name: 'quick-age',
        legend: words.age,
        options: (['under-16', '16-17', 'adult'] as const).map((one) => [one, ageBandWords[one]] as const),
      })}
    </div>
    <h2 class="capture-subtitle">${words.sayFirst}</h2>
    <blockquote class="capture-script" data-part="script"></blockquote>
    <div class="capture-answers">
      <div data-part="child-stop" hidden>${bigButton(stopWords, 'stop', 'stop')}</div>
      ${bigButton(words.agreed, 'agreed')}
      <div class="capture-row">
        ${bigButton(declineWords.button, 'declined', 'plain')}
        ${bigButton(words.couldNotAsk, 'could-not-ask', 'plain')}
      </div>
    </div>
    <div class="capture-row">
      ${bigButton(words.other, 'consent', 'plain')} ${bigButton(words.notNeeded, 'not-needed', 'plain')}
    </div>
    <p class="capture-hint">${notAConditionWords}</p>
  </div>`;

/** Asked once and for all of these photographs; neither holds anybody up. */
const about = (): Html =>
  html`<div data-part="about">
    ${choice({ name: 'purpose', legend: words.purpose, options: Object.entries(words.purposes) })}
    ${choice({ name: 'device', legend: words.whoseDevice, options: Object.entries(words.devices) })}
  </div>`;

const answered = (): Html =>
  html`<div data-part="answered" hidden>
    <p class="capture-say" data-part="answered-words"></p>
    ${bigButton(words.goOn, 'review')}
  </div>`;

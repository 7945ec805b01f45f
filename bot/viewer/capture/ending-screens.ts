import { whyPhoneWords } from '../../../cards/text/illustration.ts';
import type { PageWords } from '../../../cards/text/viewer.ts';
import { captureTroubles, captureWords, deletionWords } from '../../../cards/text/capture-page.ts';
import { declineWords } from '../../../cards/text/consent-script.ts';
import { leafletOffer } from '../../../cards/text/leaflet.ts';
import { WHY_PHONE } from '../../set/why-phone.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { bigButton, screen } from './choice.ts';

export const cropScreen = (): Html => {
  const words = captureWords.crop;
  return screen(
    'crop',
    words.title,
    html`<div class="capture-sheet">
      <p class="capture-hint">${words.hint}</p>
      <div class="capture-crop" data-part="crop-area" role="group" aria-label="${words.area}">
        <img class="capture-crop__picture" data-part="crop-picture" alt="" draggable="false" />
        <div class="capture-crop__frame" data-part="crop-frame"></div>
      </div>
      <div class="capture-crop__edges">
        ${Object.entries(words.edges).map(
          ([name, label]) =>
            html`<label
              ><span>${label}</span
              ><input type="range" name="crop-${name}" min="0" max="1000" step="10" autocomplete="off"
            /></label>`,
        )}
      </div>
      ${bigButton(words.use, 'use-crop')} ${bigButton(words.whole, 'no-crop', 'plain')}
      ${bigButton(words.cancel, 'review', 'plain')}
    </div>`,
  );
};

export const sendingScreen = (): Html => {
  const words = captureWords.sending;
  return screen(
    'sending',
    words.title,
    html`<div class="capture-sheet">
      <p class="capture-say" data-part="sending-words" aria-live="polite">${words.hold}</p>
      <progress
        class="capture-progress"
        data-part="progress"
        max="100"
        value="0"
        aria-label="${words.progress}"
      ></progress>
      <p class="capture-hint" data-part="progress-words"></p>
      <p class="capture-warning" data-part="paused" role="status" hidden>${words.paused}</p>
      <p class="capture-say" data-part="storing" hidden>${words.storing}</p>
      <p class="capture-warning" data-part="slow" hidden>${words.slow}</p>
      <div data-part="send-failed" hidden>
        <p class="capture-refusal" role="alert">${words.failed}</p>
        ${bigButton(captureWords.again, 'send')}
      </div>
    </div>`,
  );
};

export const safeScreen = (): Html => {
  const words = captureWords.safe;
  return screen(
    'safe',
    words.title,
    html`<div class="capture-sheet">
      <p>${words.card}</p>
      <p class="capture-warning" data-part="two-people" hidden>${words.twoPeople}</p>
      <p data-part="camera-only" hidden>${words.camera}</p>
      <section class="capture-reminder" data-part="reminder" aria-labelledby="reminder-title" hidden>
        <h2 class="capture-subtitle" id="reminder-title">${words.reminderTitle}</h2>
        <p>${words.reminderUnsure}</p>
        ${(['iphone', 'android', 'computer'] as const).map(
          (one) =>
            html`<ol class="nhsuk-list nhsuk-list--number" data-device="${one}" hidden>
              ${deletionWords[one].map((line) => html`<li>${line}</li>`)}
              <li>${deletionWords.everywhere}</li>
            </ol>`,
        )}
        ${bigButton(words.done, 'deleted')}
        <p class="capture-say" data-part="deleted-thanks" role="status" hidden>${words.doneThanks}</p>
      </section>
      <section class="capture-leaflet" aria-labelledby="leaflet-title">
        <h2 class="capture-subtitle" id="leaflet-title">${leafletOffer.title}</h2>
        <p>${leafletOffer.text}</p>
        <img data-part="leaflet-code" alt="${leafletOffer.code}" width="160" height="160" />
      </section>
      ${whyPhone()} ${bigButton(words.another, 'another', 'plain')}
      ${bigButton(words.next, 'next-patient', 'plain')}
      <div data-part="close" hidden>${bigButton(words.close, 'close', 'plain')}</div>
    </div>`,
  );
};

/** One tap or none: it is folded away, and nothing waits for it (QUAL-11). */
const whyPhone = (): Html =>
  html`<details class="capture-why">
    <summary>${whyPhoneWords.title}</summary>
    <div class="capture-row" data-part="why-phone">
      ${WHY_PHONE.map(
        (why) =>
          html`<button class="capture-tool" type="button" value="${why}">
            ${whyPhoneWords.reasons[why]}
          </button>`,
      )}
    </div>
    <p class="capture-say" data-part="why-phone-thanks" role="status" hidden>${whyPhoneWords.thanks}</p>
  </details>`;

/** After "no", and after a child's "stop": nothing is kept (CON-05, CON-13, CAP-04, INF-09). */
export const stoppedScreens = (): Html =>
  html`${screen(
    'declined',
    declineWords.thanks,
    html`<div class="capture-sheet">
      <p class="capture-say">${declineWords.care}</p>
      <p>${declineWords.mightHaveHelped}</p>
      ${bigButton(captureWords.safe.next, 'next-patient', 'plain')}
    </div>`,
  )}
  ${screen(
    'stopped',
    declineWords.stopped,
    html`<div class="capture-sheet">
      <p>${declineWords.care}</p>
      ${bigButton(captureWords.safe.next, 'next-patient', 'plain')}
    </div>`,
  )}`;

export const placesScreen = (): Html =>
  screen(
    'places',
    captureWords.places.title,
    html`<div class="capture-sheet">
      <p class="capture-hint">${captureWords.places.hint}</p>
      <ul class="capture-places" data-part="places"></ul>
      <p data-part="no-places" hidden>${captureWords.places.none}</p>
    </div>`,
  );

export const troubleScreens = (): readonly Html[] =>
  Object.entries(captureTroubles).map(([name, one]) => trouble(name, one));

const trouble = (name: string, words: PageWords): Html =>
  screen(
    `trouble-${name}`,
    words.title,
    html`<div class="capture-sheet" role="alert">
      <p>${words.whatToDo}</p>
      ${bigButton(captureWords.again, 'reload', 'plain')}
    </div>`,
  );

import { bandFaultWords } from '../../../cards/text/band.ts';
import { capturePhrases, captureWords } from '../../../cards/text/capture-page.ts';
import { verbalScript } from '../../../cards/text/consent-script.ts';
import { couldNotAskWords, methodWords } from '../../../cards/text/consent.ts';
import { bodySiteWords, subjectWords } from '../../../cards/text/picture-facts.ts';
import { retakePaperWords } from '../../../cards/text/capture-tips.ts';
import { retakeWords } from '../../../cards/text/quality.ts';
import { coverWords, frameWords } from '../../../cards/text/viewer.ts';
import { IMPLIED_SUBJECTS } from '../../set/subject.ts';
import type { BandRules } from '../../set/band.ts';
import type { Answer } from '../http/asked.ts';
import { assetPath } from '../http/assets.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Room } from '../room.ts';
import { consentScreen } from './consent-screen.ts';
import {
  cropScreen,
  placesScreen,
  safeScreen,
  sendingScreen,
  stoppedScreens,
  troubleScreens,
} from './ending-screens.ts';
import { patientScreen } from './patient-screen.ts';
import { photographScreen } from './photograph-screen.ts';
import { reviewScreen, shotTemplate, siteList } from './review-screen.ts';

/** The prefix under which NHS numbers become GSRNs (requirements.md C4). */
const GSRN_PREFIX = '5050898';

/**
 * `GET /capture`: the same for everybody, with nothing of anybody's in it. Who sits there, which conversation it is
 * for and which patient, its script asks of the server with a session's cookie, or with the token Teams vouches by.
 */
export const showCapture = ({ client, live }: Pick<Room, 'client' | 'live'>): Answer => {
  // The same bytes for everybody: made once.
  const body = `<!doctype html>\n${page(client.standIns, live).markup}`;
  return async () => ({ status: 200, type: 'text/html; charset=utf-8', body });
};

const page = (standIns: readonly string[], live: boolean): Html =>
  html`<html lang="en-GB">
    <head>
      <meta charset="utf-8" />
      <title>${captureWords.title} – ${frameWords.product}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="robots" content="noindex, nofollow" />
      <link rel="icon" href="${assetPath('icon.svg')}" type="image/svg+xml" />
      <link rel="stylesheet" href="${assetPath('nhsuk.css')}" />
      <link rel="stylesheet" href="${assetPath('capture.css')}" />
      <script src="${assetPath('start-capture.js')}" type="module"></script>
    </head>
    <body class="capture">
      <main
        id="capture"
        data-teams="${assetPath('teams.js')}"
        data-hosts="${standIns.join(' ')}"
        data-rules="${JSON.stringify(bandRules(live))}"
        data-words="${JSON.stringify(scriptWords())}"
      >
        <noscript><p class="capture-sheet">${captureWords.noScript}</p></noscript>
        ${strip()} ${camera()}
        <section class="capture-screen" data-step="starting">
          <h1 class="nhsuk-u-visually-hidden">${captureWords.title}</h1>
          <p class="capture-say" role="status">${captureWords.starting}</p>
        </section>
        ${placesScreen()} ${patientScreen()} ${photographScreen()} ${consentScreen()} ${reviewScreen()}
        ${cropScreen()} ${sendingScreen()} ${safeScreen()} ${stoppedScreens()} ${troubleScreens()}
      </main>
      <p class="capture-note" data-part="note" role="status" hidden></p>
      ${cover()} ${shotTemplate()} ${siteList()}
    </body>
  </html>`;

/** Whose photographs these are and where their card goes: shown all the way (H1). */
const strip = (): Html =>
  html`<header class="capture-strip" data-part="strip" hidden>
    <div class="capture-strip__who">
      <strong data-part="strip-patient"></strong>
      <button class="capture-strip__change" type="button" data-press="wrong-patient" data-part="strip-change">
        ${captureWords.strip.change}
      </button>
    </div>
    <p class="capture-strip__place">${captureWords.strip.goesTo} <span data-part="strip-place"></span></p>
  </header>`;

/** The one camera, for the band and for the photographs: it shows and never records. */
const camera = (): Html =>
  html`<div class="capture-camera" data-part="camera" hidden>
    <video
      class="capture-camera__view"
      data-part="video"
      muted
      playsinline
      aria-label="${captureWords.photograph.camera}"
    ></video>
    <img class="capture-camera__ghost" data-part="ghost" alt="${captureWords.photograph.ghostAlt}" hidden />
    <div class="capture-camera__flash" data-part="flash" hidden></div>
  </div>`;

const cover = (): Html =>
  html`<div class="capture-cover" data-part="cover" role="alert" hidden>
    <h2>${coverWords.idle.title}</h2>
    <p>${coverWords.idle.text}</p>
    <button class="capture-button capture-button--plain" type="button" data-press="reload">
      ${frameWords.idleAgain}
    </button>
  </div>`;

const bandRules = (live: boolean): BandRules => ({
  live,
  gsrnPrefix: GSRN_PREFIX,
  hospitalNumbers: [],
  hospitalFields: [],
  bareNhsNumbers: false,
});

/** What the script puts into the page by itself. */
const scriptWords = () => ({
  phrases: capturePhrases,
  bandFaults: bandFaultWords,
  methods: methodWords,
  couldNotAsk: couldNotAskWords,
  subjects: subjectWords,
  sites: bodySiteWords,
  sides: captureWords.review.sides,
  implied: IMPLIED_SUBJECTS,
  retake: retakeWords,
  retakePaper: { ...retakeWords, ...retakePaperWords },
  looking: captureWords.patient.looking,
  noCamera: captureWords.patient.noCamera,
  unknownPatient: captureWords.strip.unknown,
  notThisPatient: captureWords.strip.change,
  findPatient: captureWords.strip.find,
  places: captureWords.places.kinds,
  details: captureWords.review.details,
  cropped: captureWords.review.cropped,
  several: captureWords.review.several,
  forensicCrop: captureWords.review.forensicCrop,
  keepsNone: captureWords.photograph.keepsNone,
  hold: captureWords.sending.hold,
  scripts: {
    trust: verbalScript('trust', '{audience}'),
    'own-under-policy': verbalScript('own-under-policy', '{audience}'),
    unset: [capturePhrases.anyDevice, ...verbalScript('trust', '{audience}').slice(1)],
  },
});

import { veilWords } from '../../cards/text/consent-page.ts';
import { noteWords } from '../../cards/text/quality.ts';
import { ageWords, setWords, takenWords } from '../../cards/text/viewer.ts';
import { when } from '../../cards/text/when.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import { isBlurredInGrid } from '../policy/consent/restrict.ts';
import { spacedNhsNumber } from '../policy/nhs-number.js';
import type { StoredImage } from '../set/image.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { instant, millis } from '../set/instant.ts';
import { consentTag } from './consent/consent-on-set.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { SetWords } from './read-words.ts';
import { sourceLabel } from './series/picture-facts.ts';
import { takenMoment } from './taken.ts';

export interface Gallery {
  readonly set: StoredSet;
  /** Only those that may be opened, in the order they were posted. */
  readonly images: readonly StoredImage[];
  readonly words: SetWords;
  readonly now: Instant;
}

/** The images side by side: swiped, stepped through with buttons, or reached by their own address (#image-2). */
export const gallery = (shown: Gallery): Html =>
  html`<section class="safelight-gallery" aria-label="${setWords.gallery}" data-gallery>
    <ol class="safelight-gallery__items" data-items>
      ${shown.images.map((image, at) => item(shown, image, at + 1))}
    </ol>
    ${
      shown.images.length > 1 &&
      html`<div class="safelight-gallery__steps">
        <button type="button" class="safelight-tool" data-step="-1" disabled>${setWords.back}</button>
        <p class="safelight-gallery__where" data-where aria-live="polite"></p>
        <button type="button" class="safelight-tool" data-step="1">${setWords.next}</button>
      </div>`
    }
  </section>`;

const item = (shown: Gallery, image: StoredImage, at: number): Html => {
  const title = setWords.item(at, shown.images.length, image.kind);
  return html`<li class="safelight-item" id="image-${at}" data-item="${title}" data-image="${image.id}">
    <h2 class="nhsuk-heading-s safelight-item__title">${title} ${filingTag(image)} ${consentTag(image)}</h2>
    ${filedTo(shown, image)} ${veiled(image, picture(shown, image, at))}
    <p class="safelight-item__times">${times(shown, image)}</p>
    ${image.kind === 'image' && html`<p class="safelight-item__source">${sourceLabel(image)}</p>`}
    ${about(shown, image)}
  </li>`;
};

/** Restricted or intimate: nothing is fetched, and so nothing is on record as opened, until somebody presses (INT-01). */
const veiled = (image: StoredImage, inside: Html): Html =>
  isBlurredInGrid(factsOf(image))
    ? html`<details class="safelight-veil">
        <summary class="safelight-veil__press">${veilWords}</summary>
        ${inside}
      </details>`
    : inside;

const filingTag = ({ filing }: StoredImage): Html => {
  const { colour, text } = {
    filed: { colour: 'green', text: setWords.filed },
    waiting: { colour: 'yellow', text: setWords.waiting },
    unfiled: { colour: 'red', text: setWords.unfiled },
  }[filing.state];
  return html`<strong class="nhsuk-tag nhsuk-tag--${colour}">${text}</strong>`;
};

/** The patient's name is shown to whoever has opened the picture, and nowhere before. */
const filedTo = ({ words }: Gallery, image: StoredImage): Html | undefined => {
  const patient = words.images.get(image.id)?.patient;
  return (
    patient &&
    html`<p class="safelight-item__patient">
      <strong>${patient.name}</strong>, ${setWords.born(patient.birthDate)},
      ${setWords.nhsNumber(spacedNhsNumber(patient.nhsNumber))}
    </p>`
  );
};

const picture = (shown: Gallery, image: StoredImage, at: number): Html => {
  const path = `/sets/${shown.set.id}/images/${image.id}`;
  if (image.renditions.state === 'owed' && image.kind === 'image')
    return html`<div class="safelight-absent">
      <p>${setWords.preparing}</p>
      <p><a href="/sets/${shown.set.id}">${setWords.lookAgain}</a></p>
    </div>`;
  if (image.renditions.state !== 'ready') return instead(image, path);
  const { screen, preview, partial = false, quality = [] } = image.renditions;
  const alt = setWords.alt(at, shown.images.length, shown.words.message.author, shown.set.postedAt, partial);
  return html`${partial && html`<p class="safelight-partial"><strong>${setWords.partial}</strong></p>`}
    ${quality[0] !== undefined && html`<p class="safelight-partial">${noteWords(quality[0])}</p>`}
    <div class="safelight-stage" data-stage tabindex="0" role="group" aria-label="${setWords.stage(at)}">
      <div class="safelight-photo" data-photo>
        <img
          class="safelight-photo__preview"
          src="${path}/preview"
          alt=""
          width="${preview.width}"
          height="${preview.height}"
          ${lazy(image, at)}
          data-preview
        />
        <img
          class="safelight-photo__screen"
          src="${path}"
          alt="${alt}"
          width="${screen.width}"
          height="${screen.height}"
          ${lazy(image, at)}
          data-screen
        />
      </div>
    </div>
    <p class="safelight-failed nhsuk-error-message" data-failed hidden>${setWords.loadFailed}</p>
    <div class="safelight-zoom" data-zoom>
      <button type="button" class="safelight-tool" data-zoom-by="0.8">${setWords.zoomOut}</button>
      <button type="button" class="safelight-tool" data-zoom-by="1.25">${setWords.zoomIn}</button>
      <button type="button" class="safelight-tool" data-zoom-to="fit">${setWords.fit}</button>
      <button
        type="button"
        class="safelight-tool"
        data-zoom-to="actual"
        aria-label="${setWords.actualSizeAloud}"
      >
        ${setWords.actualSize}
      </button>
    </div>`;
};

/** The first picture at once, the others when they are about to be seen: each opening is on record. */
const lazy = (image: StoredImage, at: number): Html =>
  at === 1 && !isBlurredInGrid(factsOf(image)) ? html`` : html`loading="lazy"`;

const instead = (image: StoredImage, path: string): Html =>
  html`<div class="safelight-absent">
    <p>
      ${image.kind === 'image' ? setWords.cannotShow : `${setWords.notPicture[image.kind]} (${image.mediaType}).`}
    </p>
    <p>
      <a
        class="nhsuk-button nhsuk-button--secondary"
        href="${path}/original"
        ${image.kind === 'image' ? '' : html`target="_blank" rel="noopener"`}
        >${setWords.openOriginal[image.kind]}</a
      >
    </p>
    <p class="nhsuk-hint">${setWords.originalNote}</p>
  </div>`;

const times = ({ set, now }: Gallery, image: StoredImage): string => {
  const posted = takenWords.oldSincePosted(ageWords(millis(now) - millis(set.postedAt)));
  if (image.takenAt === undefined) return `${takenWords.unknown}. ${posted}.`;
  const taken = takenMoment(image.takenAt, set.postedAt);
  if (!Number.isFinite(taken.at)) return `${takenWords.unknown}. ${posted}.`;
  const said = takenWords.exif(when(instant(taken.at)));
  if (taken.clockWrong) return `${said}. ${takenWords.clockWrong} ${posted}.`;
  return `${said}. ${takenWords.oldSinceTaken(ageWords(millis(now) - taken.at))}. ${posted}.`;
};

const about = ({ set, words }: Gallery, image: StoredImage): Html => {
  const { name, device } = words.images.get(image.id) ?? {};
  const rows: readonly (readonly [string, string | undefined])[] = [
    [setWords.takenBy, device],
    [setWords.fileName, name],
    [
      setWords.dimensions,
      image.width && image.height ? setWords.pixels(image.width, image.height) : undefined,
    ],
  ];
  return html`<details class="nhsuk-details safelight-more">
    <summary class="nhsuk-details__summary">
      <span class="nhsuk-details__summary-text">${setWords.about}</span>
    </summary>
    <div class="nhsuk-details__text">
      <dl class="safelight-facts">
        ${rows.map(
          ([what, value]) =>
            value !== undefined &&
            html`<dt>${what}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
      ${image.hasLocation && html`<p>${setWords.hasLocation}</p>`}
      ${
        image.renditions.state === 'ready' &&
        html`<p>
            <a href="/sets/${set.id}/images/${image.id}/original">${setWords.openOriginal[image.kind]}</a>
          </p>
          <p class="nhsuk-hint">${setWords.originalNote}</p>`
      }
    </div>
  </details>`;
};

import { veilWords } from '../../cards/text/consent-page.ts';
import { setWords } from '../../cards/text/viewer.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import { isBlurredInGrid } from '../policy/consent/restrict.ts';
import { spacedNhsNumber } from '../policy/nhs-number.js';
import type { ImageId } from '../set/ids.ts';
import type { StoredImage } from '../set/image.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { chaperoneOn } from './chaperone/chaperone-on-set.ts';
import { consentTag } from './consent/consent-on-set.ts';
import { earlierPath } from './earlier-path.ts';
import { glance } from './glance.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { pictureStage } from './picture-stage.ts';
import type { SetWords } from './read-words.ts';
import { notSaidOn } from './said-taken/said-taken-on-set.ts';
import { reviewOn } from './review/review-banner.ts';

export interface Gallery {
  readonly set: StoredSet;
  /** Only those that may be opened, in the order they were posted. */
  readonly images: readonly StoredImage[];
  readonly words: SetWords;
  /** Small pictures that come inside the page, as data: addresses. */
  readonly previews?: ReadonlyMap<ImageId, string>;
  readonly now: Instant;
}

/** The images side by side: swiped, stepped through with buttons, or reached by their own address (#image-2). */
export const gallery = (shown: Gallery): Html =>
  html`<section class="safelight-gallery" aria-label="${setWords.gallery}" data-gallery>
    <ol class="safelight-gallery__items" data-items>
      ${shown.images.map((image, at) => item(shown, image, at + 1))}
    </ol>
    <div class="safelight-gallery__steps" data-steps ${shown.images.length < 2 && html`hidden`}>
      <button type="button" class="safelight-tool" data-step="-1" disabled>${setWords.back}</button>
      <p class="safelight-gallery__where" data-where aria-live="polite"></p>
      <button type="button" class="safelight-tool" data-step="1">${setWords.next}</button>
    </div>
  </section>`;

const item = (shown: Gallery, image: StoredImage, at: number): Html => {
  const title = setWords.item(at, shown.images.length, image.kind);
  const earlier = earlierPath(shown.set, shown.images, image);
  return html`<li
    class="safelight-item"
    id="image-${at}"
    data-item="${title}"
    data-image="${image.id}"
    ${earlier !== undefined && html`data-earlier="${earlier}"`}
  >
    <h2 class="nhsuk-heading-s safelight-item__title">${title} ${filingTag(image)} ${consentTag(image)}</h2>
    ${filedTo(shown, image)} ${reviewOn(image)} ${glance({ ...shown, image })} ${chaperoneOn(image)}
    ${veiled(image, picture(shown, image, at))} ${about(shown, image)}
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
  const { partial = false } = image.renditions;
  const preview = shown.previews?.get(image.id);
  return html`${pictureStage({
    ...{ image, path, label: setWords.stage(at) },
    alt: setWords.alt(at, shown.images.length, shown.words.message.author, shown.set.postedAt, partial),
    fetched: at === 1 && !isBlurredInGrid(factsOf(image)) ? 'now' : 'later',
    ...(preview === undefined ? {} : { preview }),
  })}`;
};

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

const about = ({ words }: Gallery, image: StoredImage): Html => {
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
      ${notSaidOn(image)} ${image.hasLocation && html`<p>${setWords.hasLocation}</p>`}
      ${image.renditions.state === 'ready' && html`<p class="nhsuk-hint">${setWords.originalNote}</p>`}
    </div>
  </details>`;
};

import { setWords } from '../../../cards/text/viewer.ts';
import type { ImageId } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import { smallPicture } from '../filing/small-picture.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** Images that are ticked, of those offered; all of them where none is. */
export const chosenFrom = (sent: URLSearchParams, offered: readonly StoredImage[]): readonly ImageId[] => {
  const ticked = sent.getAll('image');
  const chosen = offered.filter((one) => ticked.includes(one.id));
  return (chosen.length === 0 ? offered : chosen).map((one) => one.id);
};

/** Nothing is ticked but what `ticked` says; a single image is shown and needs no tick. */
export const imageChoice = (
  set: StoredSet,
  images: readonly StoredImage[],
  words: { readonly which: string; readonly hint?: string },
  ticked: readonly string[] = [],
): Html => {
  const [only, another] = images;
  if (only !== undefined && another === undefined)
    return html`<p class="safelight-choices">${smallPicture(set.id, only, nameIn(set, only))}</p>`;
  return html`<fieldset
    class="nhsuk-fieldset"
    ${words.hint !== undefined && html`aria-describedby="which-hint"`}
  >
    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">${words.which}</legend>
    ${words.hint !== undefined && html`<div class="nhsuk-hint" id="which-hint">${words.hint}</div>`}
    <div class="nhsuk-checkboxes safelight-choices">
      ${images.map(
        (image, at) =>
          html`<div class="nhsuk-checkboxes__item safelight-choice">
            <input
              class="nhsuk-checkboxes__input"
              id="image-${at + 1}"
              name="image"
              type="checkbox"
              value="${image.id}"
              ${ticked.includes(image.id) && html`checked`}
            />
            <label class="nhsuk-label nhsuk-checkboxes__label safelight-choice__label" for="image-${at + 1}">
              ${smallPicture(set.id, image)}<span>${nameIn(set, image)}</span>
            </label>
          </div>`,
      )}
    </div>
  </fieldset>`;
};

/** `Image 2 of 3`, as the page of the set says it. */
export const nameIn = (set: StoredSet, image: StoredImage): string =>
  setWords.item(set.images.findIndex((one) => one.id === image.id) + 1, set.images.length, image.kind);

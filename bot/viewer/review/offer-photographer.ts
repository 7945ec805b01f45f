import { reviewBanner as words } from '../../../cards/text/illustration.ts';
import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { folded } from '../consent/controls.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** One open request a picture: where there is one its state stands above the picture. */
export const mayAsk = ({ kind, review }: StoredImage): boolean =>
  kind === 'image' && (review?.photographer === undefined || review.photographer.closed !== undefined);

/** Folded away on a set's page: anybody who may open the picture may ask for a better one (QUAL-03). */
export const offerPhotographer = (set: StoredSet, images: readonly StoredImage[]): Html | undefined => {
  const image = images.find(mayAsk);
  if (image === undefined) return undefined;
  return folded(
    words.ask,
    html`<p>${words.askText}</p>
      <form method="post" action="/sets/${set.id}/photographer">
        <input type="hidden" name="image" value="${image.id}" />
        <button class="nhsuk-button nhsuk-button--secondary">${words.askDo}</button>
      </form>`,
  );
};

import { leafletOffer } from '../../../cards/text/leaflet.ts';
import { levelsGranted } from '../../policy/consent/levels-granted.ts';
import { deviceOfAll } from '../../policy/leaflet.ts';
import type { Level } from '../../set/consent.ts';
import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { LEAFLET, leafletQuery } from './leaflet-address.ts';

/** Folded away on a set's page: the way to the page for patients, as a link and as a code for the patient's own phone. */
export const offerLeaflet = ({ organisation }: StoredSet, images: readonly StoredImage[]): Html => {
  const query = leafletQuery(
    organisation,
    agreedToAll(images),
    deviceOfAll(images.map(({ consent }) => consent?.capture)),
  );
  return html`<details class="nhsuk-details">
    <summary class="nhsuk-details__summary">
      <span class="nhsuk-details__summary-text">${leafletOffer.title}</span>
    </summary>
    <div class="nhsuk-details__text">
      <p>${leafletOffer.text}</p>
      <p>
        <img
          class="safelight-code"
          src="${LEAFLET}/code.svg?${query}"
          alt="${leafletOffer.code}"
          width="180"
          height="180"
          loading="lazy"
        />
      </p>
      <p><a href="${LEAFLET}?${query}" target="_blank" rel="noopener">${leafletOffer.link}</a></p>
    </div>
  </details>`;
};

/** What was agreed to for every one of them: a sheet never promises of one picture what holds of another alone (CON-36). */
export const agreedToAll = (images: readonly StoredImage[]): readonly Level[] => {
  const granted = images.map(({ consent }) => (consent === undefined ? [] : levelsGranted(consent)));
  return (granted[0] ?? []).filter((level) => granted.every((levels) => levels.includes(level)));
};

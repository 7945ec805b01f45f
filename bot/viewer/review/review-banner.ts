import { reviewBanner as words } from '../../../cards/text/illustration.ts';
import { important } from '../../../cards/text/viewer.ts';
import type { StoredImage } from '../../set/image.ts';
import type { PhotographerJob } from '../../set/review.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** What Medical Illustration said of this picture: for everybody who opens it, above the picture (QUAL-02). */
export const reviewOn = ({ review }: StoredImage): Html | undefined => {
  if (review === undefined) return undefined;
  const { verdict, photographer } = review;
  return html`${
    verdict?.says === 'not-suitable' &&
    html`<section class="safelight-warning">
      <h3 class="safelight-warning__title">
        <span class="nhsuk-u-visually-hidden">${important}</span>${words.notSuitable}
      </h3>
      <p>${words.why(verdict.why, verdict.at)}</p>
    </section>`
  }
  ${verdict?.says === 'accepted' && html`<p class="safelight-item__review">${words.accepted(verdict.at)}</p>`}
  ${photographer && html`<p class="safelight-item__review">${jobWords(photographer)}</p>`}`;
};

const jobWords = ({ askedAt, acknowledged, closed }: PhotographerJob): string => {
  if (closed !== undefined) return words[closed.why](closed.at);
  return acknowledged === undefined ? words.asked(askedAt) : words.acknowledged(acknowledged.at);
};

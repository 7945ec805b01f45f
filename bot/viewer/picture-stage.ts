import { glanceWords, sizeWords } from '../../cards/text/glance.ts';
import { setWords } from '../../cards/text/viewer.ts';
import type { StoredImage } from '../set/image.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';

export interface Stage {
  readonly image: StoredImage;
  /** Of the picture, without what is asked of it. */
  readonly path: string;
  readonly alt: string;
  /** Names the box that scrolls. */
  readonly label: string;
  /** `now`: as soon as the page is there; `later`: when it is about to be seen, for each opening is on record. */
  readonly fetched: 'now' | 'later';
  /** The small picture itself, as a data: address; fetched like the other where it is absent. */
  readonly preview?: string;
}

/** The picture in a box that zooms: the small one at once, the large one in its place once it is decoded. */
export const pictureStage = ({ image, path, alt, label, fetched, preview }: Stage): Html | undefined => {
  if (image.renditions.state !== 'ready') return undefined;
  const { screen, preview: small } = image.renditions;
  const lazy = fetched === 'now' ? html`fetchpriority="high"` : html`loading="lazy"`;
  return html`<div class="safelight-stage" data-stage tabindex="0" role="group" aria-label="${label}">
      <div class="safelight-photo" data-photo>
        <img
          class="safelight-photo__preview"
          src="${preview ?? `${path}/preview`}"
          alt=""
          width="${small.width}"
          height="${small.height}"
          ${preview === undefined && lazy}
          data-preview
        />
        <img
          class="safelight-photo__screen"
          src="${path}"
          alt="${alt}"
          width="${screen.width}"
          height="${screen.height}"
          decoding="async"
          ${lazy}
          data-screen
        />
      </div>
    </div>
    <p class="safelight-failed nhsuk-error-message" data-failed hidden>${setWords.loadFailed}</p>
    ${tools(image, path)}`;
};

/** What page/zoom.js answers to. */
export const zoomButtons = (): Html =>
  html`<button type="button" class="safelight-tool" data-zoom-by="0.8">${setWords.zoomOut}</button>
    <button type="button" class="safelight-tool" data-zoom-by="1.25">${setWords.zoomIn}</button>
    <button type="button" class="safelight-tool" data-zoom-to="fit">${setWords.fit}</button>
    <button
      type="button"
      class="safelight-tool"
      data-zoom-to="actual"
      aria-label="${setWords.actualSizeAloud}"
    >
      ${setWords.actualSize}
    </button>`;

const tools = (image: StoredImage, path: string): Html => {
  const size = sizeWords(image.original.plainBytes);
  return html`<div class="safelight-zoom" data-zoom>
      ${zoomButtons()}
      <button
        type="button"
        class="safelight-tool safelight-tool--hold"
        data-clear="${path}/unmarked"
        aria-label="${glanceWords.holdAloud}"
        hidden
      >
        ${glanceWords.hold}
      </button>
      <a class="safelight-tool" href="${path}/original" aria-label="${glanceWords.originalAloud(size)}"
        >${glanceWords.original(size)}</a
      >
    </div>
    <p
      class="safelight-cleared"
      data-cleared
      data-words="${glanceWords.held('{n}')}"
      role="timer"
      aria-label="${glanceWords.clearedAloud}"
      hidden
    ></p>
    <p class="nhsuk-error-message" data-clear-failed role="alert" hidden>${glanceWords.holdFailed}</p>`;
};

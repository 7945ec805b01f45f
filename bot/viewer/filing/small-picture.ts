import { factsOf } from '../../policy/consent/facts-of.ts';
import { isBlurredInGrid } from '../../policy/consent/restrict.ts';
import type { SetId } from '../../set/ids.ts';
import type { StoredImage } from '../../set/image.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** A small picture to recognise an image by; nothing where there is none to show yet. */
export const smallPicture = (set: SetId, image: StoredImage, words = ''): Html | undefined =>
  image.renditions.state === 'ready'
    ? html`<img
        class="safelight-choice__picture ${isBlurredInGrid(factsOf(image)) && 'safelight-blurred'}"
        src="/sets/${set}/images/${image.id}/preview"
        alt="${words}"
        data-screen
      />`
    : undefined;

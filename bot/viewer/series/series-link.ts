import { seriesWords } from '../../../cards/text/series.ts';
import { patientOf } from '../../policy/series/series-of.ts';
import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** From a set to its patient's photographs over time; nothing while nobody is linked. */
export const seriesLink = (set: StoredSet, images: readonly StoredImage[]): Html | undefined =>
  images.some((one) => patientOf(one) !== undefined)
    ? html`<p><a href="/sets/${set.id}/series">${seriesWords.link}</a></p>`
    : undefined;

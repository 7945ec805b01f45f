import { modeWords, wardPhotographWords } from '../../../cards/text/picture-facts.ts';
import { noteWords } from '../../../cards/text/quality.ts';
import { fromWords, seriesWords } from '../../../cards/text/series.ts';
import { ageWords } from '../../../cards/text/viewer.ts';
import { sourceOf } from '../../policy/series/source.ts';
import type { StoredImage } from '../../set/image.ts';
import type { Instant } from '../../set/instant.ts';
import { millis } from '../../set/instant.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { InTime } from './find-series.ts';

/** Whose picture it is: a ward photograph never passes for one of the studio's (META-08, META-09). */
export const sourceLabel = (image: StoredImage): string => {
  const mode = sourceOf(image);
  return mode === undefined ? wardPhotographWords : modeWords[mode];
};

/** When it is from, how old it is, whose it is, and what may be amiss with it: shown wherever two are compared. */
export const seriesFacts = ({ image, at, said }: InTime, now: Instant): Html =>
  html`<p>${fromWords(said, at)}<br />${seriesWords.age(ageWords(millis(now) - millis(at)))}</p>
    <p>${sourceLabel(image)}</p>
    ${amiss(image)}`;

const amiss = ({ renditions }: StoredImage): Html | undefined => {
  if (renditions.state !== 'ready') return undefined;
  const [flaw] = renditions.quality ?? [];
  return html`${renditions.partial && html`<p><strong>${seriesWords.partial}</strong></p>`}
  ${flaw !== undefined && html`<p>${noteWords(flaw)}</p>`}`;
};

/** `<set>.<image>`: how an address names one image of another set. */
export const nameOfImage = ({ set, image }: Pick<InTime, 'set' | 'image'>): string => `${set.id}.${image.id}`;

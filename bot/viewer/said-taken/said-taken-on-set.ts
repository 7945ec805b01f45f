import {
  saidTakenWords,
  takenWhenChoices,
  takenWhenSaid,
  takenWithChoices,
  takerChoices,
  takerSaid,
} from '../../../cards/text/said-taken.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { trioMissing } from '../../policy/said-taken.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { TAKEN_WHEN, TAKEN_WITH, TAKERS } from '../../set/said-taken.ts';
import { folded } from '../consent/controls.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** Asked of a picture alone, and only where Safelight's own camera did not take it. */
export const isAskedHow = (image: StoredImage): boolean =>
  image.kind === 'image' && factsOf(image).capture === undefined;

/** Beside the picture: what was said of it afterwards. */
export const saidTakenOn = (set: StoredSet, image: StoredImage): Html | undefined => {
  const said = saidOf(set, image);
  return said === undefined ? undefined : html`<p class="safelight-glance__facts">${said}.</p>`;
};

/** Who took it may have been named with the consent (CON-20): as much of it is said here as of anybody, never a name. */
const saidOf = ({ poster }: StoredSet, image: StoredImage): string | undefined => {
  const { saidTaken } = image;
  if (saidTaken !== undefined) return `${takerSaid[saidTaken.taker]}, ${takenWhenSaid[saidTaken.when]}`;
  const { takenBy } = factsOf(image);
  return takenBy && takerSaid[samePerson(takenBy, poster) ? 'poster' : 'colleague'];
};

/** Among the facts below it: which of the three nobody has said (META-04). */
export const notSaidOn = (image: StoredImage): Html | undefined => {
  const missing = isAskedHow(image) ? trioMissing(image) : [];
  return missing.length === 0
    ? undefined
    : html`<p>${saidTakenWords.missing(missing.map((one) => saidTakenWords.parts[one]))}</p>`;
};

/** Three choices for all the pictures of the set that this person may open; nothing is chosen beforehand. */
export const offerSaidTaken = (set: StoredSet, images: readonly StoredImage[]): Html | undefined => {
  const asked = images.filter(isAskedHow);
  if (asked.length === 0) return undefined;
  const isSaid = asked.every(({ saidTaken }) => saidTaken !== undefined);
  return folded(
    isSaid ? saidTakenWords.change : saidTakenWords.ask,
    html`<p>${saidTakenWords.why}</p>
      <form method="post" action="/sets/${set.id}/said-taken">
        ${choose('taker', saidTakenWords.taker, TAKERS, takerChoices)}
        ${choose('with', saidTakenWords.with, TAKEN_WITH, takenWithChoices)}
        ${choose('when', saidTakenWords.when, TAKEN_WHEN, takenWhenChoices)}
        <button class="nhsuk-button nhsuk-button--secondary">${saidTakenWords.save}</button>
      </form>`,
  );
};

const choose = <Code extends string>(
  name: string,
  label: string,
  all: readonly Code[],
  words: Readonly<Record<Code, string>>,
): Html =>
  html`<div class="nhsuk-form-group">
    <label class="nhsuk-label" for="said-${name}">${label}</label>
    <select class="nhsuk-select" id="said-${name}" name="${name}" required>
      <option value="">${saidTakenWords.choose}</option>
      ${all.map((one) => html`<option value="${one}">${words[one]}</option>`)}
    </select>
  </div>`;

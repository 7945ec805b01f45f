import {
  tipNames,
  tipWords,
  unsuitableWords,
  worklistWords as words,
} from '../../../cards/text/illustration.ts';
import { modeWords } from '../../../cards/text/picture-facts.ts';
import type { Lane, ToReview } from '../../policy/illustration/lanes.ts';
import { laneOf } from '../../policy/illustration/lanes.ts';
import { sourceOf } from '../../policy/series/source.ts';
import { MODES_OF_CAPTURE } from '../../set/capture.ts';
import type { Instant } from '../../set/instant.ts';
import { TIPS, UNSUITABLE } from '../../set/review.ts';
import type { Html } from '../../viewer/html.ts';
import { html } from '../../viewer/html.ts';
import { nameOfWork } from './find-work.ts';
import type { Work } from './find-work.ts';

export interface Pressing {
  readonly work: Work;
  readonly lane: Lane;
  /** Which of the lane is shown; absent where nothing waits. */
  readonly at?: number;
  /** When the poster may be given another tip; absent: now. */
  readonly nextTipAt?: Instant;
}

/** Everything that can be said of one picture, each a button with a key of its own. */
export const presses = (page: Pressing, current: ToReview): Html => {
  const { image } = current;
  const form = (press: string, inside: Html): Html =>
    html`<form method="post" action="/illustration/${current.set.id}">
      <input type="hidden" name="image" value="${image.id}" />
      <input type="hidden" name="lane" value="${page.lane}" />
      <input type="hidden" name="next" value="${nextOf(page)}" />
      <input type="hidden" name="press" value="${press}" />
      ${inside}
    </form>`;
  return html`${form('accept', button(words.accept, 'a', ''))}
  ${choices('n', words.notSuitable, (one) => form('not-suitable', one), toOptions(UNSUITABLE, unsuitableWords))}
  ${choices(
    'l',
    words.label,
    (one) => form('label', one),
    toOptions(
      MODES_OF_CAPTURE.filter((mode) => mode !== sourceOf(image)),
      modeWords,
    ),
  )}
  ${
    image.review?.photographer !== undefined && image.review.photographer.closed === undefined
      ? html`<p>${words.photographerAsked}</p>`
      : form('photographer', button(words.photographer, 'p', 'nhsuk-button--secondary'))
  }
  ${laneOf(image) !== 'patient' && tip(page, current, (one) => form('tip', one))}`;
};

/** The one after this, or the one before where it is the last; gone itself once it is judged. */
const nextOf = ({ work, lane, at = 0 }: Pressing): string => {
  const next = work[lane][at + 1] ?? work[lane][at - 1];
  return next === undefined ? '' : nameOfWork(next);
};

const button = (text: string, key: string, kind: string): Html =>
  html`<button class="nhsuk-button ${kind}" data-key="${key}" aria-keyshortcuts="${key}">
    ${text} <kbd aria-hidden="true">${key}</kbd>
  </button>`;

interface Option {
  readonly value: string;
  readonly text: string;
}
const toOptions = <Code extends string>(
  codes: readonly Code[],
  said: Readonly<Record<Code, string>>,
): readonly Option[] => codes.map((value) => ({ value, text: said[value] }));

/** Opened by its key, chosen by a number: two keys, and no way to press the wrong one by resting a finger. */
const choices = (
  key: string,
  title: string,
  form: (inside: Html) => Html,
  options: readonly Option[],
  hint?: string,
): Html =>
  html`<details class="nhsuk-details" data-choices>
    <summary class="nhsuk-details__summary" data-key="${key}" aria-keyshortcuts="${key}">
      <span class="nhsuk-details__summary-text">${title}</span> <kbd aria-hidden="true">${key}</kbd>
    </summary>
    <div class="nhsuk-details__text">
      ${hint !== undefined && html`<p>${hint}</p>`}
      ${form(
        html`<div class="review-choices">
          ${options.map(
            ({ value, text }, at) =>
              html`<button name="value" value="${value}">
                <kbd aria-hidden="true">${at + 1}</kbd> ${text}
              </button>`,
          )}
        </div>`,
      )}
    </div>
  </details>`;

const tip = (page: Pressing, { image }: ToReview, form: (inside: Html) => Html): Html => {
  if (image.review?.tip !== undefined) return html`<p>${words.tipGiven}</p>`;
  if (page.nextTipAt !== undefined) return html`<p>${words.tipLater(page.nextTipAt)}</p>`;
  const options = TIPS.map((one) => ({ value: one, text: `${tipNames[one]}: ${tipWords[one]}` }));
  return choices('t', words.tip, form, options, words.tipPrivate);
};

/** On the screen, and off at a tick: single keys must not get in anybody's way (WCAG 2.1.4). */
export const keyHelp = (): Html =>
  html`<details class="nhsuk-details review-keys">
    <summary class="nhsuk-details__summary" data-key="?" aria-keyshortcuts="?">
      <span class="nhsuk-details__summary-text">${words.keys}</span>
    </summary>
    <div class="nhsuk-details__text">
      <dl>
        ${words.help.map(
          ([key, does]) =>
            html`<dt><kbd>${key}</kbd></dt>
              <dd>${does}</dd>`,
        )}
      </dl>
      <p>${words.keysText}</p>
      <div class="nhsuk-checkboxes">
        <div class="nhsuk-checkboxes__item">
          <input class="nhsuk-checkboxes__input" id="single-keys" type="checkbox" checked data-keys />
          <label class="nhsuk-label nhsuk-checkboxes__label" for="single-keys">${words.keysOn}</label>
        </div>
      </div>
    </div>
  </details>`;

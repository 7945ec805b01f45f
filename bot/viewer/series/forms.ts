import { bodySiteWords } from '../../../cards/text/picture-facts.ts';
import { daysWords, seriesWords } from '../../../cards/text/series.ts';
import { captureWords } from '../../../cards/text/capture-page.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { DAYS_AHEAD, isPhotographDue } from '../../policy/series/next-photograph.ts';
import type { Series } from '../../policy/series/series-of.ts';
import { numberIn } from '../../policy/series/series-of.ts';
import { BODY_SITES } from '../../set/body-site.ts';
import type { Instant } from '../../set/instant.ts';
import { MOST_NUMBERS } from '../../set/series.ts';
import { folded } from '../consent/controls.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { InTime } from './find-series.ts';

/** Each image is changed at its own set's address: there it is admitted by itself. */
const form = ({ set, image }: InTime, press: string, inside: Html): Html =>
  html`<form method="post" action="/sets/${set.id}/series">
    <input type="hidden" name="image" value="${image.id}" />
    <input type="hidden" name="press" value="${press}" />
    ${inside}
  </form>`;

export const pinButton = (one: InTime): Html =>
  form(one, 'pin', html`<button class="series-list__press">${seriesWords.pin}</button>`);

/** The number; and the place where nobody said it, which is said once. */
export const labelForm = (one: InTime): Html => {
  const { sited } = factsOf(one.image);
  const id = one.image.id;
  return folded(
    seriesWords.label,
    form(
      one,
      'label',
      html`<p>${seriesWords.labelText}</p>
        ${
          sited === undefined &&
          html`${select(`${id}-site`, 'site', seriesWords.site, siteOptions)}
            ${select(`${id}-side`, 'side', seriesWords.side, sideOptions)}
            <p class="nhsuk-hint">${seriesWords.siteHint}</p>`
        }
        ${select(`${id}-number`, 'number', seriesWords.number, numberOptions, String(numberIn(one.image)))}
        <button class="nhsuk-button nhsuk-button--secondary">${seriesWords.keepLabel}</button>`,
    ),
  );
};

type Option = readonly [value: string, words: string];

/** An intimate place closes the picture to all but named viewers: it is said where that is asked (Restrict). */
const siteOptions: readonly Option[] = BODY_SITES.filter(({ intimate }) => !intimate).map(({ code }) => [
  code,
  bodySiteWords[code],
]);
const sideOptions: readonly Option[] = [
  ['', seriesWords.noSide],
  ...Object.entries(captureWords.review.sides),
];
const numberOptions: readonly Option[] = Array.from({ length: MOST_NUMBERS }, (_, at) => [
  String(at + 1),
  String(at + 1),
]);

const select = (id: string, name: string, label: string, options: readonly Option[], chosen?: string): Html =>
  html`<div class="nhsuk-form-group">
    <label class="nhsuk-label" for="${id}">${label}</label>
    <select class="nhsuk-select" id="${id}" name="${name}">
      ${options.map(
        ([value, words]) =>
          html`<option value="${value}" ${value === chosen && html`selected`}>${words}</option>`,
      )}
    </select>
  </div>`;

/** When the next photograph is due; set by whom the policy names, tied to the change of dressing. */
export const planForm = ({ images }: Series<InTime>, mayPlan: boolean, now: Instant): Html | undefined => {
  const [newest] = images;
  if (newest === undefined) return undefined;
  const next = newest.image.series?.next;
  const stands = next !== undefined && next.over === undefined ? next : undefined;
  if (!mayPlan && stands === undefined) return undefined;
  const isDue = isPhotographDue(newest.image, now);
  return html`<div class="series-next">
    <h3 class="nhsuk-heading-s">${seriesWords.next}</h3>
    <p>
      ${
        stands === undefined
          ? seriesWords.nextNone
          : isDue
            ? seriesWords.nextOverdue(stands.dueAt)
            : seriesWords.nextDue(stands.dueAt)
      }
      ${seriesWords.nextRule}
    </p>
    ${mayPlan && folded(seriesWords.plan, form(newest, 'plan', days(stands !== undefined)))}
  </div>`;
};

/** One tap: each day is itself the button. */
const days = (isPlanned: boolean): Html =>
  html`<div class="safelight-reasons" role="group" aria-label="${seriesWords.plan}">
    ${DAYS_AHEAD.map(
      (ahead) =>
        html`<button class="nhsuk-button nhsuk-button--secondary" name="days" value="${ahead}">
          ${daysWords(ahead)}
        </button>`,
    )}
    ${
      isPlanned &&
      html`<button class="nhsuk-button nhsuk-button--secondary" name="days" value="not-needed">
        ${seriesWords.notNeeded}
      </button>`
    }
  </div>`;

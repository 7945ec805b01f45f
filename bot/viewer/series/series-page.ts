import { veilWords } from '../../../cards/text/consent-page.ts';
import type { SeriesDone } from '../../../cards/text/series.ts';
import { fromWords, seriesDone, seriesName, seriesWords } from '../../../cards/text/series.ts';
import { setWords } from '../../../cards/text/viewer.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { isBlurredInGrid } from '../../policy/consent/restrict.ts';
import { spacedNhsNumber } from '../../policy/nhs-number.js';
import { bestSourceFirst } from '../../policy/series/best-source.ts';
import type { Series } from '../../policy/series/series-of.ts';
import type { Account } from '../../set/account.ts';
import type { ImageId } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { doneBanner } from '../done-banner.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import type { FiledPatient } from '../read-words.ts';
import type { InTime } from './find-series.ts';
import { labelForm, pinButton, planForm } from './forms.ts';
import { nameOfImage, seriesFacts } from './picture-facts.ts';

export interface SeriesPage {
  readonly set: StoredSet;
  /** Whose photographs they are, in the address. */
  readonly image: ImageId;
  readonly account: Account;
  readonly patient: FiledPatient;
  readonly series: readonly Series<InTime>[];
  /** Of this set, images of other patients: each its own page. */
  readonly others: readonly string[];
  readonly mayPlan: boolean;
  /** Members and keepers of the record; whoever was only asked, or judges quality, changes nothing. */
  readonly mayChange: boolean;
  /** The best source first; else the newest. */
  readonly bySource: boolean;
  readonly now: Instant;
  readonly done?: SeriesDone;
}

/** One patient's photographs by site, newest first. */
export const seriesPage = (page: SeriesPage): Reply =>
  frame({
    title: seriesWords.title,
    account: page.account,
    pictures: true,
    more: 'series',
    backTo: { href: `/sets/${page.set.id}`, text: seriesWords.back },
    body: html`${page.done && doneBanner(seriesDone[page.done])}
      <h1 class="nhsuk-heading-l">${seriesWords.title}</h1>
      <p>
        <strong>${page.patient.name}</strong>, ${setWords.born(page.patient.birthDate)},
        ${setWords.nhsNumber(spacedNhsNumber(page.patient.nhsNumber))}
      </p>
      <p>${seriesWords.intro}</p>
      ${order(page)} ${otherPatients(page)} ${page.series.map((one) => section(page, one))}`,
  });

/** Two ways to read the list; which of two is compared stays a choice by time. */
const order = ({ set, image, bySource, series }: SeriesPage): Html | undefined => {
  if (series.every(({ images }) => images.length < 2)) return undefined;
  const here = `/sets/${set.id}/series?image=${image}`;
  return html`<p>
    ${
      bySource
        ? html`<strong>${seriesWords.bestFirst}</strong> · <a href="${here}">${seriesWords.newestFirst}</a>`
        : html`<strong>${seriesWords.newestFirst}</strong> ·
            <a href="${here}&by=source">${seriesWords.bestFirst}</a>`
    }
  </p>`;
};

const otherPatients = ({ set, others }: SeriesPage): Html | undefined =>
  others.length === 0
    ? undefined
    : html`<p>
        ${seriesWords.severalPatients}
        ${others.map((image, at) => html`<a href="/sets/${set.id}/series?image=${image}">${at + 1}</a> `)}
      </p>`;

const section = (page: SeriesPage, series: Series<InTime>): Html => {
  const name = seriesName(series.sited, series.number, series.isOneOfSeveral);
  const id = `series-${series.code.replace(/[^a-z0-9]/g, '-')}`;
  return html`<section aria-labelledby="${id}">
    <h2 class="nhsuk-heading-m" id="${id}">${name}</h2>
    ${series.images.length < 2 ? html`<p>${seriesWords.only}</p>` : compareForms(page, series, id)}
    <ol class="series-list">
      ${(page.bySource ? bestSourceFirst(series.images) : series.images).map((one) => item(page, series, one, name))}
    </ol>
    ${series.sited !== undefined && planForm(series, page.mayPlan, page.now)}
  </section>`;
};

const item = (page: SeriesPage, series: Series<InTime>, one: InTime, name: string): Html => {
  const isBaseline = one === series.baseline && series.images.length > 1;
  return html`<li class="series-list__item ${isBaseline && 'series-list__item--baseline'}">
    ${veiled(one, smallPicture(one, name))}
    ${isBaseline && html`<p><strong class="nhsuk-tag">${seriesWords.baseline}</strong></p>`}
    ${seriesFacts(one, page.now)}
    <p>
      <a
        href="/sets/${one.set.id}#image-1"
        aria-label="${seriesWords.open}: ${name}, ${fromWords(one.said, one.at)}"
        >${seriesWords.open}</a
      >
    </p>
    ${page.mayChange && !isBaseline && series.images.length > 1 && pinButton(one)}
    ${page.mayChange && labelForm(one)}
  </li>`;
};

const smallPicture = (one: InTime, name: string): Html =>
  one.image.renditions.state === 'ready'
    ? html`<img
        class="series-list__picture"
        src="/sets/${one.set.id}/images/${one.image.id}/preview"
        alt="${seriesWords.alt(name, fromWords(one.said, one.at))}"
        loading="lazy"
        data-screen
      />`
    : html`<p>${setWords.cannotShow}</p>`;

/** Restricted or intimate: nothing is fetched until somebody presses (INT-01). */
const veiled = (one: InTime, inside: Html): Html =>
  isBlurredInGrid(factsOf(one.image))
    ? html`<details class="safelight-veil">
        <summary class="safelight-veil__press">${veilWords}</summary>
        ${inside}
      </details>`
    : inside;

const compareForms = (page: SeriesPage, series: Series<InTime>, id: string): Html => {
  const [newest] = series.images;
  const { baseline } = series;
  const address = `/sets/${page.set.id}/series/compare`;
  return html`${
      newest !== undefined &&
      newest !== baseline &&
      html`<a class="nhsuk-button" href="${address}?a=${nameOfImage(baseline)}&b=${nameOfImage(newest)}"
        >${seriesWords.compareWithBaseline}</a
      >`
    }
    <details class="nhsuk-details">
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">${seriesWords.which}</span>
      </summary>
      <div class="nhsuk-details__text">
        <form method="get" action="${address}">
          <div class="series-choose">
            ${choose(`${id}-a`, 'a', seriesWords.earlier, series, baseline)}
            ${choose(`${id}-b`, 'b', seriesWords.later, series, newest)}
          </div>
          <button class="nhsuk-button nhsuk-button--secondary">${seriesWords.compare}</button>
        </form>
      </div>
    </details>`;
};

const choose = (
  id: string,
  name: string,
  label: string,
  { images }: Series<InTime>,
  chosen: InTime | undefined,
): Html =>
  html`<div class="nhsuk-form-group">
    <label class="nhsuk-label" for="${id}">${label}</label>
    <select class="nhsuk-select" id="${id}" name="${name}">
      ${images.map(
        (one) =>
          html`<option value="${nameOfImage(one)}" ${one === chosen && html`selected`}>
            ${fromWords(one.said, one.at)}
          </option>`,
      )}
    </select>
  </div>`;

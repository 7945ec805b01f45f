import { fromWords, seriesName, seriesWords } from '../../../cards/text/series.ts';
import { setWords } from '../../../cards/text/viewer.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { numberIn } from '../../policy/series/series-of.ts';
import type { Scale } from '../../policy/series/scale.ts';
import type { Account } from '../../set/account.ts';
import type { SetId } from '../../set/ids.ts';
import type { Renditions } from '../../set/image.ts';
import type { Instant } from '../../set/instant.ts';
import { standingPath } from '../device/standing-path.ts';
import { frame } from '../frame.ts';
import { zoomButtons } from '../picture-stage.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import type { InTime } from './find-series.ts';
import { nameOfImage, seriesFacts } from './picture-facts.ts';

export interface ComparePage {
  readonly set: SetId;
  readonly account: Account;
  /** Earlier and later, both with a picture to show. */
  readonly pair: readonly [Compared, Compared];
  readonly as: 'side' | 'slider';
  readonly scale: Scale;
  readonly now: Instant;
}

export interface Compared extends InTime {
  readonly shown: Extract<Renditions, { state: 'ready' }>;
}

/** Two photographs as they were taken: beside one another, or one over the other behind an edge that moves. */
export const comparePage = (page: ComparePage): Reply =>
  frame({
    title: seriesWords.compare,
    account: page.account,
    pictures: true,
    standing: standingPath({ id: page.set }, [], page.pair.map(nameOfImage)),
    more: 'series',
    backTo: { href: `/sets/${page.set}/series`, text: seriesWords.backToSeries },
    body: html`<h1 class="nhsuk-heading-l">${names(page.pair)}</h1>
      ${switchTo(page)} ${scale(page.scale)} ${page.as === 'slider' ? slider(page) : sideBySide(page)}`,
  });

const nameOf = ({ image }: InTime): string => seriesName(factsOf(image).sited, numberIn(image), false);

const names = ([a, b]: ComparePage['pair']): string =>
  nameOf(a) === nameOf(b) ? nameOf(a) : `${nameOf(a)} · ${nameOf(b)}`;

const switchTo = ({ set, pair, as }: ComparePage): Html =>
  html`<nav class="series-switch" aria-label="${seriesWords.compare}">
    ${(['side', 'slider'] as const).map(
      (one) =>
        html`<a
          class="safelight-tool"
          href="/sets/${set}/series/compare?a=${nameOfImage(pair[0])}&b=${nameOfImage(pair[1])}&as=${one}"
          ${one === as && html`aria-current="page"`}
          >${seriesWords.as[one]}</a
        >`,
    )}
  </nav>`;

const scale = (known: Scale): Html => {
  const [title, why] =
    known === 'same-pixels'
      ? [seriesWords.samePixels, seriesWords.samePixelsWhy]
      : [seriesWords.notToScale, seriesWords.notToScaleWhy];
  return html`<p class="series-scale"><strong>${title}.</strong> ${why}</p>`;
};

const sideBySide = ({ pair, now }: ComparePage): Html =>
  html`<div data-gallery>
    <ol class="series-pair" data-items>
      ${pair.map((one, at) => {
        const which = at === 0 ? seriesWords.earlier : seriesWords.later;
        return html`<li class="series-pair__item" data-item="${which}">
          <h2 class="nhsuk-heading-s">${which}</h2>
          <div class="series-facts">${seriesFacts(one, now)}</div>
          <div
            class="safelight-stage"
            data-stage
            tabindex="0"
            role="group"
            aria-label="${which}: ${setWords.stage(at + 1)}"
          >
            <div class="safelight-photo" data-photo>${picture(one, 'safelight-photo__screen')}</div>
          </div>
          <p class="safelight-failed nhsuk-error-message" data-failed hidden>${setWords.loadFailed}</p>
          ${zoom(which)}
        </li>`;
      })}
    </ol>
  </div>`;

const zoom = (which: string): Html =>
  html`<div class="safelight-zoom" data-zoom role="group" aria-label="${which}">${zoomButtons()}</div>`;

const slider = ({ pair: [a, b], now, set }: ComparePage): Html =>
  html`<div class="series-slider" data-slider>
    <div class="series-slider__box">
      ${picture(a, 'series-slider__picture')}
      <div class="series-slider__over" data-over>${picture(b, 'series-slider__picture')}</div>
    </div>
    <p data-needs-script>
      ${seriesWords.slideNeedsScript}
      <a href="/sets/${set}/series/compare?a=${nameOfImage(a)}&b=${nameOfImage(b)}&as=side"
        >${seriesWords.as.side}</a
      >
    </p>
    <input
      class="series-slider__edge"
      type="range"
      min="0"
      max="100"
      value="50"
      aria-label="${seriesWords.slide}"
      data-edge
      hidden
    />
    <div class="series-slider__ends series-facts">
      <div>
        <h2 class="nhsuk-heading-s">${seriesWords.earlier}</h2>
        ${seriesFacts(a, now)}
      </div>
      <div>
        <h2 class="nhsuk-heading-s">${seriesWords.later}</h2>
        ${seriesFacts(b, now)}
      </div>
    </div>
    <p class="nhsuk-hint">${seriesWords.slideHint}</p>
  </div>`;

const picture = (one: Compared, name: string): Html =>
  html`<img
    class="${name}"
    src="/sets/${one.set.id}/images/${one.image.id}"
    alt="${seriesWords.alt(nameOf(one), fromWords(one.said, one.at))}"
    width="${one.shown.screen.width}"
    height="${one.shown.screen.height}"
    data-screen
  />`;

import {
  consentPress,
  consentStates,
  restrictedTag,
  surgicalFormTag,
  waitingTag,
  withdrawnTag,
} from '../../../cards/text/consent-page.ts';
import { newUseWords } from '../../../cards/text/new-use.ts';
import { sightRefusalWords } from '../../../cards/text/picture-facts.ts';
import {
  exposureWords,
  imageRiskWords,
  riskWords,
  routeWords,
  saferRouteWords,
} from '../../../cards/text/risk.ts';
import type { Closed } from '../../policy/access.ts';
import { factsOf, isUnanswered } from '../../policy/consent/facts-of.ts';
import { usesToAskFor, useWaiting } from '../../policy/consent/new-use.ts';
import { levelsGranted } from '../../policy/consent/levels-granted.ts';
import { meterOf } from '../../policy/exposure.ts';
import { isAskedAgain } from '../../policy/to-do.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import type { Instant } from '../../set/instant.ts';
import type { RiskLevel } from '../../set/risk.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** One image's state of consent, as a tag beside its title. */
export const consentTag = (image: StoredImage): Html => {
  const facts = factsOf(image);
  if (facts.restriction !== undefined)
    return tag('purple', facts.restriction.why === 'unconfirmed' ? waitingTag : restrictedTag);
  if (facts.withdrawals.length > 0) return tag('red', withdrawnTag);
  const { consent } = facts;
  const state = tag(consent.state === 'unanswered' ? 'red' : 'green', consentStates[consent.state]);
  return consent.state === 'given' && consent.method.how === 'surgical-form'
    ? html`${state} ${tag('yellow', surgicalFormTag)}`
    : state;
};

const tag = (colour: string, words: string): Html =>
  html`<strong class="nhsuk-tag nhsuk-tag--${colour}">${words}</strong>`;

/** What of this set is closed to the person who looks at it: that it is there they know from the card. */
export const closedImages = (closed: readonly Closed[]): Html | undefined =>
  closed.length === 0
    ? undefined
    : html`<section class="safelight-warning">
        <h2 class="safelight-warning__title">${consentPress.closed(closed.length)}</h2>
        ${[...new Set(closed.map((one) => sightRefusalWords[one.why]))].map((words) => html`<p>${words}</p>`)}
      </section>`;

/** The ways to the three pages of consent, as far as there is something to do on them. */
export const consentLinks = (set: StoredSet, images: readonly StoredImage[], now: Instant): Html => {
  const toAnswer = images.some((one) => isUnanswered(factsOf(one)) || isAskedAgain(one, now));
  const toWithdraw = images.some((one) => levelsGranted(factsOf(one)).length > 0);
  const isOpen = images.some((one) => factsOf(one).restriction === undefined);
  const newUse = newUseLink(images);
  return html`${
      toAnswer && html`<a class="nhsuk-button" href="/sets/${set.id}/consent">${consentPress.record}</a>`
    }
    <p>
      <a class="nhsuk-button nhsuk-button--secondary" href="/sets/${set.id}/restrict"
        >${isOpen ? consentPress.restrict : consentPress.restriction}</a
      >
    </p>
    ${newUse !== undefined && html`<p><a href="/sets/${set.id}/new-use">${newUse}</a></p>`}
    ${toWithdraw && html`<p><a href="/sets/${set.id}/withdraw">${consentPress.withdraw}</a></p>`}`;
};

/** CON-22: a task that stands comes before a new one. */
const newUseLink = (images: readonly StoredImage[]): string | undefined => {
  const all = images.map((one) => factsOf(one));
  if (all.some((one) => useWaiting(one) !== undefined)) return newUseWords.linkWaiting;
  return all.some((one) => usesToAskFor(one).length > 0) ? newUseWords.link : undefined;
};

const COLOURS: Readonly<Record<RiskLevel, string>> = {
  low: 'green',
  medium: 'yellow',
  high: 'orange',
  'very-high': 'red',
};

/** BAD Figure 3 for this set: how it travelled, what it shows, for how long it could be seen, and the next safer way. */
export const riskOf = (set: StoredSet): Html => {
  const meter = meterOf(set);
  return html`<section class="safelight-risk" aria-label="${riskWords[meter.level]}">
    <p>
      ${tag(COLOURS[meter.level], riskWords[meter.level])} ${routeWords[meter.route]}.
      ${imageRiskWords[meter.image]}.
    </p>
    ${meter.exposure && html`<p>${exposureWords(meter.exposure)}</p>`}
    ${meter.safer && html`<p>${saferRouteWords[meter.safer]}</p>`}
  </section>`;
};

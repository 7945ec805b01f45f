import { consentPage, pressedReasons, restrictPage } from '../../../cards/text/consent-page.ts';
import { restrictionWords } from '../../../cards/text/picture-facts.ts';
import { when } from '../../../cards/text/when.ts';
import { mayHold } from '../../actions/place-hold.ts';
import type { PressedReason } from '../../actions/restrict.ts';
import { isIntimate, mayBeChild } from '../../policy/consent/case.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { mayChangeRestriction } from '../../policy/consent/may-change-restriction.ts';
import { ROLES } from '../../policy/roles.ts';
import type { Account } from '../../set/account.ts';
import type { Confirmer } from '../../set/consented.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import { imageChoice, nameIn } from './chosen-images.ts';
import { answerButton, checkboxes } from './controls.ts';
import type { Named } from './members.ts';
import { keyOf, nameOf } from './members.ts';

export interface RestrictPage {
  readonly set: StoredSet;
  readonly account: Account;
  /** Those this person may open; for information governance those restricted, and no picture of them. */
  readonly images: readonly StoredImage[];
  readonly members: readonly Named[];
}

export const REASONS = Object.keys(pressedReasons) as readonly PressedReason[];

/** "Intimate, child or injury": the reason is the button. What is restricted already is shown below, with who may see it. */
export const restrictPageOf = (page: RestrictPage): Reply => {
  const open = page.images.filter((one) => factsOf(one).restriction === undefined);
  const closed = page.images.filter((one) => factsOf(one).restriction !== undefined);
  return frame({
    title: restrictPage.title,
    account: page.account,
    pictures: true,
    backTo: { href: `/sets/${page.set.id}`, text: consentPage.back },
    body: html`<h1 class="nhsuk-heading-l">${restrictPage.title}</h1>
      ${open.length > 0 && restrictForm(page, open)} ${closed.map((image) => standing(page, image))}
      ${page.images.map((image) => confirmation(page, image))} ${hold(page)}`,
  });
};

/** Put in front of whoever restricted what may be evidence (INT-08); information governance places and lifts it on anything. */
const hold = (page: RestrictPage): Html | undefined => {
  const { set, account } = page;
  const press = (answer: string, words: string): Html =>
    html`<form method="post" action="/sets/${set.id}/restrict">${answerButton(answer, words)}</form>`;
  if (set.hold === undefined) return mayHold(set, account) ? press('hold', restrictPage.hold) : undefined;
  return html`<p>${restrictPage.held(when(set.hold.since))}</p>
    ${account.roles.includes(ROLES.informationGovernance) && press('lift-hold', restrictPage.liftHold)}`;
};

const restrictForm = (page: RestrictPage, images: readonly StoredImage[]): Html =>
  html`<p>${restrictPage.intro}</p>
    <form method="post" action="/sets/${page.set.id}/restrict">
      ${imageChoice(page.set, images, { which: consentPage.which, hint: consentPage.whichHint })}
      ${others(page, restrictPage.who, restrictPage.whoHint)}
      <fieldset class="nhsuk-fieldset">
        <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">${restrictPage.why}</legend>
        <div class="safelight-reasons">
          ${REASONS.map((why) => answerButton(`restrict:${why}`, pressedReasons[why], ''))}
        </div>
      </fieldset>
      <p class="nhsuk-hint">${restrictPage.forensic}</p>
    </form>`;

const others = ({ members, account }: RestrictPage, legend: string, hint?: string): Html =>
  checkboxes(
    'viewer',
    legend,
    hint,
    members
      .filter((one) => !samePerson(one.person, account.person))
      .map(({ person, name }) => [keyOf(person), name]),
  );

const standing = (page: RestrictPage, image: StoredImage): Html | undefined => {
  const { restriction } = factsOf(image);
  if (restriction === undefined) return undefined;
  const may = (change: 'extend' | 'lift'): boolean => mayChangeRestriction(restriction, page.account, change);
  return html`<section class="safelight-warning" aria-label="${nameIn(page.set, image)}">
    <h2 class="nhsuk-heading-s">${nameIn(page.set, image)}: ${restrictPage.stands}</h2>
    <p>${restrictPage.reason(restrictionWords[restriction.why])}</p>
    ${
      restriction.viewers.length === 0
        ? html`<p>${restrictPage.nobody}</p>`
        : html`<ul class="nhsuk-list nhsuk-list--bullet">
            ${restriction.viewers.map((one) => html`<li>${nameOf(one, page.members)}</li>`)}
          </ul>`
    }
    ${restriction.keepWhole && html`<p>${restrictPage.forensic}</p>`}
    ${
      may('extend') &&
      pressForm(
        page,
        image,
        html`${others(page, restrictPage.who)} ${answerButton('extend', restrictPage.extend)}`,
      )
    }
    ${may('lift') && pressForm(page, image, answerButton('lift', restrictPage.lift))}
  </section>`;
};

const pressForm = ({ set }: RestrictPage, image: StoredImage, inside: Html): Html =>
  html`<form method="post" action="/sets/${set.id}/restrict">
    <input type="hidden" name="image" value="${image.id}" />
    ${inside}
  </form>`;

const CONFIRMERS: readonly (readonly [Confirmer, string])[] = [
  ['senior', ROLES.senior],
  ['safeguarding', ROLES.safeguarding],
];

/** INT-07: shown where it is asked for, with a button for whoever has the role. */
const confirmation = (page: RestrictPage, image: StoredImage): Html | undefined => {
  const facts = factsOf(image);
  if (!isIntimate(facts) || !mayBeChild(facts)) return undefined;
  return html`<section>
    <p>${nameIn(page.set, image)}: ${restrictPage.confirmIntro}</p>
    ${CONFIRMERS.map(([as, role]) =>
      facts.confirmations?.[as] !== undefined
        ? html`<p>${restrictPage.confirmed[as]}</p>`
        : page.account.roles.includes(role) &&
          pressForm(
            page,
            image,
            html`${answerButton(`confirm:${as}`, restrictPage.confirm[as])}
            ${facts.restriction?.why === 'unconfirmed' && answerButton(`refuse:${as}`, restrictPage.refuse)}`,
          ),
    )}
  </section>`;
};

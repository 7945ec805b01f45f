import { doneWords, important, pressWords, setWords, warningWords } from '../../cards/text/viewer.ts';
import { renewalReasons } from '../../cards/text/held-card.ts';
import { misSendWords } from '../../cards/text/mis-send.ts';
import type { Done } from '../../cards/text/viewer.ts';
import type { Closed, OpenAs, Warning } from '../policy/access.ts';
import { mayTakeBack, takeBackUntil } from '../policy/not-clinical.ts';
import type { Account } from '../set/account.ts';
import { urgentCareUntil } from '../policy/urgent-care.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import { questionSections } from './answer/question-section.ts';
import { askLinks } from './ask/ask-link.ts';
import type { QuestionShown } from './read-questions.ts';
import { cameByOn, offerCameBy } from './came-by/offer-came-by.ts';
import { offerChaperone } from './chaperone/chaperone-on-set.ts';
import { closedImages, consentLinks, riskOf } from './consent/consent-on-set.ts';
import { standingPath } from './device/standing-path.ts';
import { recheckBanner } from './mis-send/recheck-banner.ts';
import { urgentCareBanner } from './urgent-care/urgent-care-page.ts';
import { doneBanner } from './done-banner.ts';
import { frame } from './frame.ts';
import type { Gallery } from './gallery.ts';
import { gallery } from './gallery.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Reply } from './http/asked.ts';
import { offerLeaflet } from './leaflet/offer-leaflet.ts';
import { offerPhotographer } from './review/offer-photographer.ts';
import { offerSaidTaken } from './said-taken/said-taken-on-set.ts';
import { seriesLink } from './series/series-link.ts';

export interface SetPage extends Gallery {
  readonly account: Account;
  readonly as: OpenAs;
  readonly warnings: readonly Warning[];
  readonly closed: readonly Closed[];
  readonly questions: readonly QuestionShown[];
  /** The policy file says who may be asked for an opinion. */
  readonly mayAsk: boolean;
  readonly done?: Done;
  /** Said before the first picture somebody opens. */
  readonly notice?: Html;
  /** To make this phone the person's for the shift, where that can be had. */
  readonly ownPhone?: Html;
  readonly again?: { readonly seconds: number; readonly href: string };
}

/** The viewer: what was posted, by whom, its words above its pictures, and what can be done about it. */
export const setPage = (page: SetPage): Reply =>
  frame({
    title: setWords.title(page.images.map((image) => image.kind)),
    account: page.account,
    pictures: true,
    standing: standingPath(page.set, page.images),
    ...(page.again === undefined ? {} : { again: page.again }),
    body: html`${page.done && doneBanner(doneWords[page.done])} ${urgentCare(page)}
    ${recheckBanner(page.set, page.account.person)} ${heading(page)} ${page.notice}
    ${page.warnings.filter(isOfThePicture).map(callout)} ${message(page)} ${gallery(page)}
    ${page.warnings.filter((one) => !isOfThePicture(one)).map(callout)} ${questionSections(page)}
    ${closedImages(page.closed)} ${actions(page)} ${riskOf(page.set)} ${cameByOn(page.set)}`,
  });

const urgentCare = ({ as, set, account, now }: SetPage): Html | undefined => {
  const until = as === 'urgent-care' ? urgentCareUntil(set, account.person) : undefined;
  return until === undefined ? undefined : urgentCareBanner(until, now);
};

const heading = ({ set, images, words }: SetPage): Html =>
  html`<h1 class="nhsuk-heading-m safelight-title">${setWords.title(images.map((image) => image.kind))}</h1>
    <p class="safelight-posted">
      ${setWords.postedBy(words.message.author, set.postedAt)}<br />
      ${setWords.postedIn(words.message.place, set.origin.place.kind)}
    </p>`;

/** What changes how the picture is read stands above it; the consent each picture says at its own title. */
const isOfThePicture = (warning: Warning): boolean => warning !== 'consent-not-recorded';

const callout = (warning: Warning): Html =>
  html`<section class="safelight-warning">
    <h2 class="safelight-warning__title">
      <span class="nhsuk-u-visually-hidden">${important}</span>${warningWords[warning].title}
    </h2>
    <p>${warningWords[warning].text}</p>
  </section>`;

const message = ({ words }: SetPage): Html =>
  words.message.text.trim() === ''
    ? html`<p class="safelight-silent">${setWords.noMessage}</p>`
    : html`<section class="safelight-message" aria-label="${setWords.message}">
        <p>${words.message.text}</p>
      </section>`;

const actions = (page: SetPage): Html => {
  const { set, account } = page;
  const isPoster = samePerson(set.poster, account.person);
  const isUntouched = set.images.every((image) => image.filing.state === 'unfiled');
  const canFile =
    set.notClinical === undefined && page.images.some((image) => image.filing.state === 'unfiled');
  return html`<div class="safelight-actions">
    ${page.ownPhone} ${askLinks(set, page.as, account.person, page.mayAsk)}
    ${page.as === 'member' && set.notClinical === undefined && consentLinks(set, page.images, page.now)}
    ${page.as === 'member' && offerChaperone(set, page.images)}
    ${canFile && html`<a class="nhsuk-button" href="/sets/${set.id}/file">${pressWords.file}</a>`}
    ${seriesLink(set, page.images)} ${offerPhotographer(set, page.images)}
    <p><a href="/sets/${set.id}/mis-send">${misSendWords.button}</a></p>
    <p><a href="/sets/${set.id}/receipt">${pressWords.receipt}</a></p>
    ${offerLeaflet(set, page.images)} ${page.as === 'member' && offerSaidTaken(set, page.images)}
    ${page.as === 'member' && offerCameBy(set)}
    ${page.images.some((image) => image.filing.state !== 'unfiled') && retract(page)}
    ${isPoster && isUntouched && (set.questions ?? []).length === 0 && set.notClinical === undefined && notClinical(set)}
    ${isPoster && takeBack(page)}
    ${page.as === 'member' && set.notClinical === undefined && renewForm(set, setWords.opensUntil(set.lapsesAt))}
  </div>`;
};

const folded = (title: string, inside: Html): Html =>
  html`<details class="nhsuk-details">
    <summary class="nhsuk-details__summary">
      <span class="nhsuk-details__summary-text">${title}</span>
    </summary>
    <div class="nhsuk-details__text">${inside}</div>
  </details>`;

const retract = ({ set, images }: SetPage): Html =>
  folded(
    pressWords.retract,
    html`<p>${pressWords.retractText}</p>
      ${images.map(
        (image, at) =>
          image.filing.state !== 'unfiled' &&
          html`<form method="post" action="/sets/${set.id}/retract">
            <input type="hidden" name="image" value="${image.id}" />
            <button class="nhsuk-button nhsuk-button--warning">
              ${pressWords.retractDo}: ${setWords.item(at + 1, images.length, image.kind)}
            </button>
          </form>`,
      )}`,
  );

const notClinical = (set: StoredSet): Html =>
  folded(
    pressWords.notClinical,
    html`<p>${pressWords.notClinicalText}</p>
      <form method="post" action="/sets/${set.id}/not-clinical">
        <button class="nhsuk-button nhsuk-button--secondary">${pressWords.notClinicalDo}</button>
      </form>`,
  );

const takeBack = ({ set, now }: SetPage): Html | undefined =>
  set.notClinical === undefined || !mayTakeBack(set.notClinical, now)
    ? undefined
    : html`<form method="post" action="/sets/${set.id}/take-back">
        <p>${pressWords.takeBackUntil(takeBackUntil(set.notClinical))}</p>
        <button class="nhsuk-button nhsuk-button--secondary">${pressWords.takeBack}</button>
      </form>`;

/** One tap: each reason is itself the button. */
export const renewForm = (set: Pick<StoredSet, 'id'>, hint: string): Html =>
  folded(
    pressWords.renew,
    html`<p>${hint}</p>
      ${renewButtons(set)}`,
  );

export const renewButtons = (set: Pick<StoredSet, 'id'>): Html =>
  html`<form method="post" action="/sets/${set.id}/renew">
    <fieldset class="nhsuk-fieldset">
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">${pressWords.renewQuestion}</legend>
      <div class="safelight-reasons">
        ${Object.entries(renewalReasons).map(
          ([reason, words]) =>
            html`<button class="nhsuk-button nhsuk-button--secondary" name="reason" value="${reason}">
              ${words}
            </button>`,
        )}
      </div>
    </fieldset>
  </form>`;

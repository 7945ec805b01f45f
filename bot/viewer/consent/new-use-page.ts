import { levelNames, levelWords } from '../../../cards/text/consent.ts';
import { consentPage } from '../../../cards/text/consent-page.ts';
import { appendixAStatements, declineWords, notAConditionWords } from '../../../cards/text/consent-script.ts';
import { newUseWords as words } from '../../../cards/text/new-use.ts';
import type { Account } from '../../set/account.ts';
import type { SecondaryUse } from '../../set/consent.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import type { NewUse } from '../../set/new-use.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import { imageChoice } from './chosen-images.ts';
import { answerButton, checkboxes, folded, problems, radios, textField } from './controls.ts';

export interface NewUsePage {
  readonly set: StoredSet;
  readonly account: Account;
  readonly images: readonly StoredImage[];
  readonly problems: readonly string[];
  readonly sent: URLSearchParams;
}

/** First what is wanted: nothing is ticked, and asking grants nothing. */
export const askNewUsePage = (page: NewUsePage, uses: readonly SecondaryUse[]): Reply =>
  framed(
    page,
    words.title,
    html`<p>${words.intro}</p>
      <form method="post" action="/sets/${page.set.id}/new-use">
        ${imageChoice(page.set, page.images, { which: consentPage.which, hint: consentPage.whichHint })}
        ${checkboxes(
          'use',
          words.which,
          undefined,
          uses.map((use) => [use, `${levelNames[use]}. ${levelWords[use]}`]),
        )}
        <button class="nhsuk-button" name="answer" value="ask">${words.ask}</button>
      </form>`,
  );

/** Then what the patient says to each: unset until pressed, a no as near as a yes, and a yes signed. */
export const answerNewUsePage = (page: NewUsePage, { uses }: NewUse): Reply =>
  framed(
    page,
    words.answerTitle,
    html`<form method="post" action="/sets/${page.set.id}/new-use" novalidate autocomplete="off">
      ${answerButton('no', declineWords.button, '')}
      <p class="nhsuk-hint">${notAConditionWords}</p>
      <p>${words.read}</p>
      ${uses.map((use) =>
        radios(
          use,
          `${levelNames[use]}. ${levelWords[use]}`,
          [
            ['yes', words.yes],
            ['no', words.no],
          ],
          page.sent.get(use),
        ),
      )}
      ${radios('told', words.told, Object.entries(words.tellings), page.sent.get('told'))} ${under18(page)}
      ${textField('note', words.note, page.sent.get('note') ?? '')}
      <p>${words.statements}</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        ${Object.values(appendixAStatements).map((one) => html`<li>${one}</li>`)}
      </ul>
      ${signature()} ${textField('printed-name', words.printedName, page.sent.get('printed-name') ?? '')}
      ${textField('job', consentPage.job, page.sent.get('job') ?? '')}
      ${answerButton('record', words.record, '')}
    </form>`,
  );

const framed = (page: NewUsePage, title: string, body: Html): Reply =>
  frame({
    status: page.problems.length === 0 ? 200 : 422,
    title: page.problems.length === 0 ? title : `${consentPage.error}${title}`,
    account: page.account,
    pictures: true,
    more: 'sign',
    backTo: { href: `/sets/${page.set.id}`, text: consentPage.back },
    body: html`${problems(consentPage.problem, page.problems)}
      <h1 class="nhsuk-heading-l">${title}</h1>
      ${body}`,
  });

/** Asked only where the picture is not known to be of an adult. */
const under18 = ({ images, sent }: NewUsePage): Html | undefined =>
  images.every(({ consent }) => consent?.ageBand === 'adult')
    ? undefined
    : folded(
        consentPage.young,
        html`${radios(
          'answering',
          consentPage.answering,
          [
            ['patient', consentPage.child],
            ['competent', consentPage.competent],
            ['parent', consentPage.parent],
          ],
          sent.get('answering'),
        )}
        ${textField('parent-name', consentPage.parentName, sent.get('parent-name') ?? '')}
        ${textField('relationship', consentPage.relationship, sent.get('relationship') ?? '')}`,
        true,
      );

const signature = (): Html =>
  html`<div class="nhsuk-form-group" data-sign>
    <p class="nhsuk-label" id="label-sign">${words.sign}</p>
    <canvas class="sign-field" role="img" aria-labelledby="label-sign" width="660" height="240"></canvas>
    <input type="hidden" name="strokes" value="" />
    <button class="nhsuk-button nhsuk-button--secondary" type="button">${words.clear}</button>
  </div>`;

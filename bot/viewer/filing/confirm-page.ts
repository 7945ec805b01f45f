import { ageOfPatient, confirmWords, genders } from '../../../cards/text/filing-page.ts';
import { anotherWords } from '../../../cards/text/shown.ts';
import { dayWords, important, setWords } from '../../../cards/text/viewer.ts';
import { count } from '../../../cards/text/count.ts';
import { ageOn, dayInLondon } from '../../policy/birth-date.ts';
import { spacedNhsNumber } from '../../policy/nhs-number.js';
import type { PatientFound } from '../../ports/record.ts';
import type { Account } from '../../set/account.ts';
import type { SetId } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { standingPath } from '../device/standing-path.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import type { Typed } from './filing-form.ts';
import { nameOf } from './filing-form.ts';
import { smallPicture } from './small-picture.ts';

export interface ConfirmPage {
  readonly set: SetId;
  readonly account: Account;
  readonly typed: Typed;
  readonly patient: PatientFound;
  /** The sets the ticked images are in. */
  readonly offer: readonly StoredSet[];
  readonly now: Instant;
  /** The record's answer is not the one that was shown before. */
  readonly changed: boolean;
  /** A number that can be read in one of them is not this patient's (H1). */
  readonly another: boolean;
}

/** Name, age and number as the record has them, read back before anything is written. */
export const confirmPage = (page: ConfirmPage): Reply =>
  frame({
    title: confirmWords.title,
    account: page.account,
    pictures: true,
    standing: standingPath({ id: page.set }, []),
    body: html`<h1 class="nhsuk-heading-l">${confirmWords.title}</h1>
      ${notes(page)} ${facts(page)} ${pictures(page)}
      <form method="post" action="/sets/${page.set}/file">
        ${kept(page)}
        <div class="safelight-reasons">
          <button class="nhsuk-button" name="step" value="confirm">${confirmWords.yes}</button>
          <button class="nhsuk-button nhsuk-button--secondary" name="step" value="change">
            ${confirmWords.no}
          </button>
        </div>
      </form>`,
  });

const notes = ({ patient, changed, another }: ConfirmPage): Html => {
  const said = [
    another && anotherWords.beforeFiling,
    changed && confirmWords.changed,
    patient.deceased && confirmWords.deceased,
    patient.superseded && confirmWords.superseded,
  ].filter((one) => one !== false);
  return html`${said.map(
    (one) =>
      html`<div class="nhsuk-inset-text">
        <span class="nhsuk-u-visually-hidden">${important}</span>
        <p>${one}</p>
      </div>`,
  )}`;
};

/** The pictures themselves are read back too: the wrong one ticked is as bad as the wrong name. */
const pictures = ({ typed, offer }: ConfirmPage): Html => {
  const ticked = offer.flatMap((set) =>
    set.images.flatMap((image, at) =>
      typed.images.some((one) => one.set === set.id && one.image === image.id)
        ? [smallPicture(set.id, image, setWords.item(at + 1, set.images.length, image.kind))]
        : [],
    ),
  );
  return html`<div class="safelight-choices safelight-reasons">${ticked}</div>`;
};

const facts = ({ patient, typed, now }: ConfirmPage): Html => {
  const rows = [
    [confirmWords.name, patient.name],
    [confirmWords.birthDate, dayWords(patient.birthDate)],
    [confirmWords.age, ageOfPatient(ageOn(patient.birthDate, dayInLondon(now)))],
    [confirmWords.gender, genders[patient.gender]],
    [confirmWords.nhsNumber, spacedNhsNumber(patient.nhsNumber)],
    [confirmWords.images, count(typed.images.length, 'image')],
  ] as const;
  return html`<dl class="nhsuk-summary-list">
    ${rows.map(
      ([key, value]) =>
        html`<div class="nhsuk-summary-list__row">
          <dt class="nhsuk-summary-list__key">${key}</dt>
          <dd class="nhsuk-summary-list__value">${value}</dd>
        </div>`,
    )}
  </dl>`;
};

/** What was typed travels in the form, never in an address: addresses are logged. */
const kept = ({ typed, patient }: ConfirmPage): Html => {
  const fields = [
    ...typed.images.map((image) => ['image', nameOf(image)] as const),
    ['nhs-number', typed.nhsNumber] as const,
    ['birth-day', typed.birthDate.day] as const,
    ['birth-month', typed.birthDate.month] as const,
    ['birth-year', typed.birthDate.year] as const,
    ['shown', patient.reference] as const,
  ];
  return html`${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}`;
};

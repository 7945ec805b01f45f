import { birthDateFaults, filingWords, nhsNumberFaults } from '../../../cards/text/filing-page.ts';
import { setWords } from '../../../cards/text/viewer.ts';
import { when } from '../../../cards/text/when.ts';
import type { ImageRef } from '../../policy/filing.ts';
import type { Account } from '../../set/account.ts';
import type { SetId } from '../../set/ids.ts';
import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { standingPath } from '../device/standing-path.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import type { FilingFaults, Typed } from './filing-form.ts';
import { nameOf } from './filing-form.ts';
import { smallPicture } from './small-picture.ts';

export interface FormPage {
  readonly set: SetId;
  /** What is offered as one filing, oldest first. */
  readonly offer: readonly StoredSet[];
  /** Of those sets, the images this person may open and file. */
  readonly images: readonly ImageRef[];
  readonly account: Account;
  readonly typed: Typed;
  readonly faults: FilingFaults;
}

interface Fault {
  readonly text: string;
  readonly field: string;
}

/** NHS number and date of birth for the images ticked: both are asked for, because a number alone is not a person. */
export const formPage = (page: FormPage): Reply => {
  const faults = faultsOf(page.faults);
  return frame({
    status: faults.length === 0 ? 200 : 400,
    title: faults.length === 0 ? filingWords.title : `${filingWords.error}${filingWords.title}`,
    account: page.account,
    backTo: { href: `/sets/${page.set}`, text: filingWords.back },
    pictures: true,
    standing: standingPath({ id: page.set }, []),
    ...(isUntouched(page) && hasOwed(page) ? { again: { seconds: 3, href: `/sets/${page.set}/file` } } : {}),
    body: html`${faults.length > 0 && summary(faults)}
      <h1 class="nhsuk-heading-l">${filingWords.title}</h1>
      <form method="post" action="/sets/${page.set}/file" novalidate autocomplete="off">
        ${images(page)} ${nhsNumber(page)} ${birthDate(page)}
        <button class="nhsuk-button" name="step" value="look-up">${filingWords.lookUp}</button>
      </form>`,
  });
};

/** Nothing typed or ticked would be lost by looking again. */
const isUntouched = ({ typed, faults }: FormPage): boolean =>
  typed.nhsNumber === '' && Object.keys(faults).length === 0;
const hasOwed = ({ offer }: FormPage): boolean =>
  offer.some((set) => set.images.some((image) => image.renditions.state === 'owed'));

const textsOf = (faults: FilingFaults): Readonly<Record<keyof FilingFaults, string | undefined>> => ({
  images: faults.images && filingWords.noImages,
  nhsNumber:
    faults.nhsNumber &&
    (faults.nhsNumber === 'not-found' ? filingWords.notFound : nhsNumberFaults[faults.nhsNumber]),
  birthDate: faults.birthDate && birthDateFaults[faults.birthDate],
});

const FIELDS: Readonly<Record<keyof FilingFaults, string>> = {
  images: 'image-1',
  nhsNumber: 'nhs-number',
  birthDate: 'birth-day',
};

const faultsOf = (faults: FilingFaults): readonly Fault[] =>
  Object.entries(textsOf(faults)).flatMap(([field, text]) =>
    text === undefined ? [] : [{ text, field: FIELDS[field as keyof FilingFaults] }],
  );

const summary = (faults: readonly Fault[]): Html =>
  html`<div class="nhsuk-error-summary" role="alert" tabindex="-1" data-focus aria-labelledby="problem">
    <h2 class="nhsuk-error-summary__title" id="problem">${filingWords.problem}</h2>
    <div class="nhsuk-error-summary__body">
      <ul class="nhsuk-list nhsuk-error-summary__list">
        ${faults.map(({ text, field }) => html`<li><a href="#${field}">${text}</a></li>`)}
      </ul>
    </div>
  </div>`;

const errorMessage = (id: string, text: string | undefined): Html | undefined =>
  text === undefined
    ? undefined
    : html`<span class="nhsuk-error-message" id="${id}-error"
        ><span class="nhsuk-u-visually-hidden">${filingWords.error}</span>${text}</span
      >`;

const groupClass = (text: string | undefined): string =>
  text === undefined ? 'nhsuk-form-group' : 'nhsuk-form-group nhsuk-form-group--error';
const inputClass = (text: string | undefined): string => (text === undefined ? '' : 'nhsuk-input--error');
const describedBy = (id: string, text: string | undefined): string =>
  text === undefined ? `${id}-hint` : `${id}-hint ${id}-error`;

const images = ({ set, offer, images: offered, typed, faults }: FormPage): Html => {
  const text = textsOf(faults).images;
  const all = offer.flatMap((one) => one.images.map((image, at) => ({ one, image, at })));
  const names = new Set(offered.map(nameOf));
  const fileable = all.filter(({ one, image }) => names.has(nameOf({ set: one.id, image: image.id })));
  return html`<div class="${groupClass(text)}">
    <fieldset class="nhsuk-fieldset" aria-describedby="${describedBy('images', text)}">
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">${filingWords.which}</legend>
      <div class="nhsuk-hint" id="images-hint">${filingWords.whichHint}</div>
      ${errorMessage('images', text)}
      ${fileable.some(({ image }) => image.renditions.state === 'owed') && html`<p>${filingWords.preparing}</p>`}
      <div class="nhsuk-checkboxes safelight-choices" data-module="nhsuk-checkboxes">
        ${fileable.map(({ one, image, at }, number) =>
          choice(one, image, at, number + 1, {
            ticked: typed.images.some((each) => each.image === image.id && each.set === one.id),
            own: one.id === set,
          }),
        )}
      </div>
    </fieldset>
  </div>`;
};

const choice = (
  set: StoredSet,
  image: StoredImage,
  at: number,
  number: number,
  { ticked, own }: { readonly ticked: boolean; readonly own: boolean },
): Html => {
  const name = setWords.item(at + 1, set.images.length, image.kind);
  return html`<div class="nhsuk-checkboxes__item safelight-choice">
    <input
      class="nhsuk-checkboxes__input"
      id="image-${number}"
      name="image"
      type="checkbox"
      value="${nameOf({ set: set.id, image: image.id })}"
      ${ticked && html`checked`}
    />
    <label class="nhsuk-label nhsuk-checkboxes__label safelight-choice__label" for="image-${number}">
      ${smallPicture(set.id, image)}
      <span
        >${name}${!own && html`<br /><span class="nhsuk-hint">${filingWords.otherSet(when(set.postedAt))}</span>`}</span
      >
    </label>
  </div>`;
};

const nhsNumber = ({ typed, faults }: FormPage): Html => {
  const text = textsOf(faults).nhsNumber;
  return html`<div class="${groupClass(text)}">
    <label class="nhsuk-label nhsuk-label--m" for="nhs-number">${filingWords.nhsNumber}</label>
    <div class="nhsuk-hint" id="nhs-number-hint">${filingWords.nhsNumberHint}</div>
    ${errorMessage('nhs-number', text)}
    <input
      class="nhsuk-input nhsuk-input--width-10 nhsuk-input--code ${inputClass(text)}"
      id="nhs-number"
      name="nhs-number"
      type="text"
      inputmode="numeric"
      spellcheck="false"
      autocomplete="off"
      aria-describedby="${describedBy('nhs-number', text)}"
      value="${typed.nhsNumber}"
    />
  </div>`;
};

const birthDate = ({ typed, faults }: FormPage): Html => {
  const text = textsOf(faults).birthDate;
  const box = (part: 'day' | 'month' | 'year', width: number): Html =>
    html`<div class="nhsuk-date-input__item">
      <div class="nhsuk-form-group">
        <label class="nhsuk-label nhsuk-date-input__label" for="birth-${part}">${filingWords[part]}</label>
        <input
          class="nhsuk-input nhsuk-date-input__input nhsuk-input--width-${width} ${inputClass(text)}"
          id="birth-${part}"
          name="birth-${part}"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          value="${typed.birthDate[part]}"
        />
      </div>
    </div>`;
  return html`<div class="${groupClass(text)}">
    <fieldset class="nhsuk-fieldset" role="group" aria-describedby="${describedBy('birth', text)}">
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">${filingWords.birthDate}</legend>
      <div class="nhsuk-hint" id="birth-hint">${filingWords.birthDateHint}</div>
      ${errorMessage('birth', text)}
      <div class="nhsuk-date-input">${box('day', 2)} ${box('month', 2)} ${box('year', 4)}</div>
    </fieldset>
  </div>`;
};

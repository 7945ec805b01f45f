import { ageBandWords, couldNotAskWords, quickReasons } from '../../../cards/text/consent.ts';
import { consentPage } from '../../../cards/text/consent-page.ts';
import {
  declineWords,
  notAConditionWords,
  stopWords,
  whyAskedWords,
} from '../../../cards/text/consent-script.ts';
import { bodySiteWords, subjectWords } from '../../../cards/text/picture-facts.ts';
import { setWords } from '../../../cards/text/viewer.ts';
import { spacedNhsNumber } from '../../policy/nhs-number.js';
import { BODY_SITES } from '../../set/body-site.ts';
import type { BodySiteCode } from '../../set/body-site.ts';
import type { Account } from '../../set/account.ts';
import type { AgeBand } from '../../set/consented.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import { IMPLIED_SUBJECTS } from '../../set/subject.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import type { FiledPatient } from '../read-words.ts';
import { imageChoice } from './chosen-images.ts';
import { answerButton, folded, problems, radios, textField } from './controls.ts';
import type { Named } from './members.ts';
import { keyOf } from './members.ts';
import { AGE_BANDS, COULD_NOT_ASK, NOT_BODY } from './read-answer.ts';

export interface ConsentPage {
  readonly set: StoredSet;
  readonly account: Account;
  /** Those still to be answered for, open to this person. */
  readonly images: readonly StoredImage[];
  /** Filed to these, each once; none where nobody has said who it is. */
  readonly patients: readonly FiledPatient[];
  /** Known from the record, where it is filed to one patient. */
  readonly ageBand?: AgeBand;
  /** In the conversation: one of them may have taken it, or asked (CON-20). */
  readonly colleagues: readonly Named[];
  /** The trust's own paragraph (CON-39). */
  readonly ownWords?: string;
  readonly problems: readonly string[];
  /** What was sent, so that nothing has to be typed twice. */
  readonly sent: URLSearchParams;
}

/**
 * The same two questions as at the camera, answered after the fact (issue C part 6). Every control is unset; yes and no
 * are the same one tap, side by side.
 */
export const consentPageOf = (page: ConsentPage): Reply =>
  frame({
    status: page.problems.length === 0 ? 200 : 422,
    title: page.problems.length === 0 ? consentPage.title : `${consentPage.error}${consentPage.title}`,
    account: page.account,
    pictures: true,
    backTo: { href: `/sets/${page.set.id}`, text: consentPage.back },
    body: html`${problems(consentPage.problem, page.problems)}
      <h1 class="nhsuk-heading-l">${consentPage.title}</h1>
      <p>${consentPage.intro}</p>
      ${patient(page)}
      <form method="post" action="/sets/${page.set.id}/consent" novalidate autocomplete="off">
        ${imageChoice(page.set, page.images, { which: consentPage.which, hint: consentPage.whichHint })}
        ${where(page)} ${page.ageBand === undefined && age(page)}
        <div class="safelight-reasons">
          ${answerButton('agreed', consentPage.agreed, '')} ${answerButton('no', declineWords.button, '')}
          ${page.ageBand !== 'adult' && answerButton('stop', stopWords)}
        </div>
        <p class="nhsuk-hint">${consentPage.agreedHint} ${notAConditionWords}</p>
        ${page.ageBand !== 'adult' && young(page)} ${otherWays(page)} ${colleague(page)}
        ${textField('job', consentPage.job, page.sent.get('job') ?? '')}
      </form>
      <p><a href="/sets/${page.set.id}/restrict">${consentPage.restrict}</a></p>
      ${folded(
        consentPage.why,
        html`<p>${whyAskedWords}</p>
          ${page.ownWords !== undefined && html`<p>${page.ownWords}</p>`}`,
      )}`,
  });

const patient = ({ set, patients }: ConsentPage): Html =>
  html`<h2 class="nhsuk-heading-s">${consentPage.who}</h2>
    ${
      patients.length === 0
        ? html`<p>${consentPage.notFiled} <a href="/sets/${set.id}/file">${consentPage.file}</a></p>`
        : patients.map(
            (one) =>
              html`<p class="safelight-item__patient">
                <strong>${one.name}</strong>, ${setWords.born(one.birthDate)},
                ${setWords.nhsNumber(spacedNhsNumber(one.nhsNumber))}
              </p>`,
          )
    }`;

/** What wards photograph most is one tap; every other part is in the list. */
const COMMON: readonly BodySiteCode[] = [
  ...(['sacrum', 'heel', 'foot', 'lower-leg', 'hand', 'abdomen', 'face', 'chest'] as const),
];

/** Asked where nobody has said it yet: unset until it is pressed, and never a condition (PID-06). */
const where = ({ images, sent }: ConsentPage): Html | undefined =>
  images.every(({ consent }) => consent?.sited !== undefined)
    ? undefined
    : html`${radios(
          'site',
          consentPage.site,
          COMMON.map((code) => [code, bodySiteWords[code]]),
          sent.get('site'),
        )}
        <div class="nhsuk-form-group">
          <label class="nhsuk-label" for="other-site">${consentPage.otherSite}</label>
          <select class="nhsuk-select" id="other-site" name="other-site">
            <option value=""></option>
            ${BODY_SITES.map(({ code }) => html`<option value="${code}">${bodySiteWords[code]}</option>`)}
          </select>
        </div>
        ${radios('side', consentPage.side, Object.entries(consentPage.sides), sent.get('side'))}`;

const age = ({ sent }: ConsentPage): Html =>
  radios(
    'age',
    consentPage.age,
    AGE_BANDS.map((one) => [one, ageBandWords[one]]),
    sent.get('age'),
  );

const young = ({ sent, ageBand }: ConsentPage): Html =>
  folded(
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
    ${textField('relationship', consentPage.relationship, sent.get('relationship') ?? '')}
    ${radios('need', consentPage.need, indexed(quickReasons.necessity), sent.get('need'))}`,
    ageBand !== undefined || sent.get('age') !== null,
  );

const otherWays = ({ sent }: ConsentPage): Html =>
  html`${folded(
    consentPage.notBody,
    buttons(NOT_BODY.map((one) => answerButton(`shows:${one}`, subjectWords[one]))),
  )}
  ${folded(
    consentPage.surgical,
    html`<p>${consentPage.surgicalHint}</p>
      ${textField('surgical-document', consentPage.surgicalDocument, sent.get('surgical-document') ?? '')}
      ${buttons([answerButton('surgical', consentPage.surgicalDo)])}`,
  )}
  ${folded(
    consentPage.couldNotAsk,
    buttons(COULD_NOT_ASK.map((one) => answerButton(`could-not-ask:${one}`, couldNotAskWords[one]))),
  )}
  ${folded(
    consentPage.emergency,
    buttons(quickReasons.emergency.map((words, at) => answerButton(`emergency:${at}`, words))),
  )}
  ${folded(
    consentPage.bestInterests,
    html`${radios('necessity', consentPage.necessity, indexed(quickReasons.necessity), sent.get('necessity'))}
    ${radios('least', consentPage.least, indexed(quickReasons.leastRestrictive), sent.get('least'))}
    ${buttons([answerButton('best-interests', consentPage.bestInterestsDo)])}`,
  )}
  ${folded(
    consentPage.six,
    html`${radios(
        'kind',
        consentPage.six,
        IMPLIED_SUBJECTS.map((one) => [one, subjectWords[one]]),
        sent.get('kind'),
      )}
      <p>${consentPage.sixQuestion}</p>
      ${buttons([answerButton('six:yes', consentPage.sixYes), answerButton('six:no', consentPage.sixNo)])}`,
  )}`;

/** CON-20: nobody is chosen beforehand; in front of whoever answers for what somebody else posted. */
const colleague = ({ set, account, colleagues, sent }: ConsentPage): Html =>
  folded(
    consentPage.colleague,
    html`${chooseFrom('taken-by', consentPage.takenBy, colleagues, sent)}
    ${chooseFrom('asked-by', consentPage.askedBy, colleagues, sent)}
    ${textField('asked-job', consentPage.askedJob, sent.get('asked-job') ?? '')}
    ${buttons([answerButton('agreed-colleague', consentPage.colleagueDo)])}`,
    !samePerson(set.poster, account.person),
  );

const chooseFrom = (name: string, label: string, colleagues: readonly Named[], sent: URLSearchParams): Html =>
  html`<div class="nhsuk-form-group">
    <label class="nhsuk-label" for="${name}">${label}</label>
    <select class="nhsuk-select" id="${name}" name="${name}">
      <option value="">${consentPage.nobodyChosen}</option>
      ${colleagues.map(
        (one) =>
          html`<option value="${keyOf(one.person)}" ${sent.get(name) === keyOf(one.person) && html`selected`}>
            ${one.name}
          </option>`,
      )}
    </select>
  </div>`;

const buttons = (all: readonly Html[]): Html => html`<div class="safelight-reasons">${all}</div>`;

const indexed = (words: readonly string[]): readonly (readonly [string, string])[] =>
  words.map((one, at) => [String(at), one]);

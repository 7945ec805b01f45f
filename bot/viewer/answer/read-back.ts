import { randomBytes } from 'node:crypto';
import { answerCategories, answerWords, notTheSame, pictureWords } from '../../../cards/text/opinion.ts';
import { placeOnBody } from '../../../cards/text/picture-facts.ts';
import { ageWords } from '../../../cards/text/viewer.ts';
import { ageOn, dayInLondon } from '../../policy/birth-date.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { openWrongPatient } from '../../policy/exceptions.ts';
import type { Account } from '../../set/account.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import type { Instant } from '../../set/instant.ts';
import { millis } from '../../set/instant.ts';
import type { AnswerCategory, Question } from '../../set/question.ts';
import { frame } from '../frame.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import type { SetWords } from '../read-words.ts';
import { takenMoment } from '../taken.ts';

export interface ReadBack {
  readonly account: Account;
  readonly set: StoredSet;
  readonly question: Question;
  readonly category: AnswerCategory;
  readonly text: string;
  /** Those it will be about. */
  readonly images: readonly StoredImage[];
  readonly words: SetWords;
  readonly now: Instant;
}

/** What is about to be sent, with site, side and age, before it is sent: the wrong patient is noticed here. */
export const readBackPage = (page: ReadBack): Reply => {
  const { account, set, question, category, text, images } = page;
  const about = images.map((image) => pictureWords(factsRead(page, image)));
  const [only] = about;
  return frame({
    title: answerWords.check,
    account,
    backTo: { href: `/sets/${set.id}#question-${question.id}`, text: answerWords.change },
    body: html`<h1 class="nhsuk-heading-l">${answerWords.check}</h1>
      <p class="nhsuk-body-l">
        ${answerWords.youAnswer} <strong>${answerCategories[category]}</strong> –
        ${about.length === 1 && only !== undefined ? answerWords.about(only) : answerWords.aboutAll(about.length)}
      </p>
      ${
        about.length > 1 &&
        html`<ul class="nhsuk-list nhsuk-list--bullet">
          ${about.map((one) => html`<li>${answerWords.one(one)}</li>`)}
        </ul>`
      }
      ${text !== '' && html`<blockquote class="safelight-question__asked">${text}</blockquote>`}
      <p class="safelight-question__caution">${notTheSame}</p>
      <form method="post" action="/sets/${set.id}/answer">
        <input type="hidden" name="question" value="${question.id}" />
        <input type="hidden" name="category" value="${category}" />
        <input type="hidden" name="text" value="${text}" />
        <input type="hidden" name="answer" value="${randomBytes(16).toString('base64url')}" />
        <button class="nhsuk-button" name="confirmed" value="yes">${answerWords.send}</button>
      </form>`,
  });
};

const factsRead = ({ set, words, now }: ReadBack, image: StoredImage): Parameters<typeof pictureWords>[0] => {
  const { sited, capture } = factsOf(image);
  const texts = words.images.get(image.id);
  // Said to be the wrong patient: their age is no check of anything.
  const patient = openWrongPatient(set) === undefined ? texts?.patient : undefined;
  const age = patient === undefined ? undefined : ageOn(patient.birthDate, dayInLondon(now));
  const taken = image.takenAt === undefined ? undefined : takenMoment(image.takenAt, set.postedAt);
  const isKnown = taken !== undefined && !taken.clockWrong;
  const by = capture?.mode;
  return {
    site: sited === undefined ? undefined : placeOnBody(sited.site, sited.side),
    age,
    taken: isKnown ? ageWords(millis(now) - taken.at) : undefined,
    posted: ageWords(millis(now) - millis(set.postedAt)),
    with:
      by?.endsWith('phone') === true ? 'phone' : by?.endsWith('camera') === true ? 'camera' : texts?.device,
    place: words.message.place,
  };
};

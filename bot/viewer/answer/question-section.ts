import {
  aColleague,
  answerCategories,
  answerWords,
  notTheSame,
  urgencyTag,
} from '../../../cards/text/opinion.ts';
import { ageWords } from '../../../cards/text/viewer.ts';
import { when } from '../../../cards/text/when.ts';
import { isOpenQuestion, MOST_LETTERS } from '../../policy/opinion/answering.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { millis } from '../../set/instant.ts';
import type { Urgency } from '../../set/question.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { QuestionShown } from '../read-questions.ts';

export interface QuestionsOnSet {
  readonly set: StoredSet;
  readonly questions: readonly QuestionShown[];
  readonly now: Instant;
}

/** Under the picture: what was asked, what was answered, and the five answers for whoever may give one. */
export const questionSections = ({ set, questions, now }: QuestionsOnSet): Html | undefined =>
  questions.length === 0 ? undefined : html`${questions.map((one) => section(set, one, now))}`;

const section = (set: StoredSet, shown: QuestionShown, now: Instant): Html => {
  const { question, asked, answers } = shown;
  const title = `question-${question.id}`;
  return html`<section class="safelight-question" id="${title}" aria-labelledby="${title}-title">
    <h2 class="nhsuk-heading-s" id="${title}-title">
      ${answerWords.title(shown.isMine)} ${urgency(question.urgency)}
    </h2>
    <blockquote class="safelight-question__asked">${asked}</blockquote>
    <p class="nhsuk-hint">
      ${answerWords.askedBy(
        shown.isMine ? answerWords.you : (shown.askedBy ?? aColleague),
        question.called,
        ageWords(millis(now) - millis(question.askedAt)),
      )}
    </p>
    ${answers.map(given)} ${question.closed?.why === 'withdrawn' && html`<p>${answerWords.withdrawn}</p>`}
    ${shown.mayAnswer && answerForm(set, shown)}
    ${shown.isMine && isOpenQuestion(question) && question.answers.at(-1)?.category === 'more-views' && takeAnother(set)}
    ${shown.isMine && isOpenQuestion(question) && closeForm(set, shown)}
  </section>`;
};

/** More views were asked for: whoever asked takes them for the same thread, where both read on (QUAL-14). */
const takeAnother = (set: StoredSet): Html =>
  html`<p>
    <a class="nhsuk-button" href="/sets/${set.id}/another-view">${answerWords.anotherView}</a>
  </p>`;

const COLOURS: Readonly<Record<Urgency, string>> = { urgent: 'red', today: 'orange', routine: 'blue' };

const urgency = (of: Urgency): Html =>
  html`<strong class="nhsuk-tag nhsuk-tag--${COLOURS[of]}">${urgencyTag[of]}</strong>`;

const given = ({ answer, words, by }: QuestionShown['answers'][number]): Html =>
  html`<div class="safelight-question__answer">
    <p>
      <strong>${answerCategories[answer.category]}</strong><br />
      <span class="nhsuk-hint">${answerWords.answeredBy(by ?? aColleague, when(answer.at))}</span>
    </p>
    ${words !== undefined && html`<blockquote class="safelight-question__asked">${words}</blockquote>`}
    <p>${notTheSame}</p>
  </div>`;

/** The buttons are off until the page's script has seen every picture decoded, and the server looks for itself. */
const answerForm = (set: StoredSet, { question, isShownInFull }: QuestionShown): Html => {
  const needs = set.images
    .filter(({ id, renditions }) => question.images.includes(id) && renditions.state === 'ready')
    .map(({ id }) => id);
  const isOff = !isShownInFull && needs.length > 0;
  const field = `words-${question.id}`;
  return html`<form method="post" action="/sets/${set.id}/answer" data-answer="${needs.join(' ')}">
    <input type="hidden" name="question" value="${question.id}" />
    <div class="nhsuk-form-group">
      <label class="nhsuk-label" for="${field}">${answerWords.label}</label>
      <div class="nhsuk-hint" id="${field}-hint">${answerWords.labelHint(MOST_LETTERS)}</div>
      <textarea
        class="nhsuk-textarea"
        id="${field}"
        name="text"
        rows="3"
        maxlength="${MOST_LETTERS}"
        aria-describedby="${field}-hint"
      ></textarea>
    </div>
    <p class="safelight-question__caution">${notTheSame}</p>
    <p role="status" data-off ${!isOff && html`hidden`}>${answerWords.off(needs.length)}</p>
    <fieldset class="nhsuk-fieldset" data-buttons ${isOff && html`disabled`}>
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">${answerWords.legend}</legend>
      <div class="safelight-reasons">
        ${Object.entries(answerCategories).map(
          ([category, words]) =>
            html`<button class="nhsuk-button nhsuk-button--secondary" name="category" value="${category}">
              ${words}
            </button>`,
        )}
      </div>
    </fieldset>
  </form>`;
};

const closeForm = (set: StoredSet, { question }: QuestionShown): Html =>
  html`<form method="post" action="/sets/${set.id}/close-question">
    <input type="hidden" name="question" value="${question.id}" />
    <button class="nhsuk-button nhsuk-button--secondary">${answerWords.close}</button>
  </form>`;

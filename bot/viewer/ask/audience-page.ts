import { askRefusals, askWords, audienceWords } from '../../../cards/text/ask.ts';
import type { AudienceSaid } from '../../set/audience.ts';
import { frame } from '../frame.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import type { AskPage } from './ask-page.ts';

export const AUDIENCE_SAID = ['yes', 'no', 'could-not-ask'] as const satisfies readonly AudienceSaid[];

const WORDS: Readonly<Record<AudienceSaid, string>> = {
  yes: audienceWords.yes,
  no: audienceWords.no,
  'could-not-ask': audienceWords.cannot,
};

/** CON-21: the same question once more, with what the patient says to people they were not told of. One press each. */
export const audiencePage = ({ set, account, form }: AskPage): Reply => {
  const { title } = askRefusals['audience-not-asked'];
  return frame({
    status: 422,
    title,
    account,
    backTo: { href: `/sets/${set.id}/ask`, text: askWords.title },
    body: html`<h1 class="nhsuk-heading-l">${title}</h1>
      <p>${audienceWords.told}</p>
      <p><strong>${audienceWords.ask}</strong></p>
      <form method="post" action="/sets/${set.id}/ask" autocomplete="off">
        <input type="hidden" name="question" value="${form.question}" />
        <input type="hidden" name="who" value="${form.who ?? ''}" />
        <input type="hidden" name="urgency" value="${form.urgency ?? ''}" />
        <input type="hidden" name="line" value="${form.line}" />
        <input type="hidden" name="answer-to" value="${form.answerTo ?? ''}" />
        ${form.images.map((one) => html`<input type="hidden" name="image" value="${one}" />`)}
        <div class="safelight-reasons">
          ${AUDIENCE_SAID.map(
            (said) =>
              html`<button class="nhsuk-button nhsuk-button--secondary" name="audience" value="${said}">
                ${WORDS[said]}
              </button>`,
          )}
        </div>
        <p class="nhsuk-hint">${audienceWords.notACondition}</p>
      </form>`,
  });
};

import { urgentCareReasons, urgentCareWords } from '../../../cards/text/urgent-care.ts';
import { URGENT_CARE_REASONS } from '../../policy/urgent-care.ts';
import type { Account } from '../../set/account.ts';
import type { Instant } from '../../set/instant.ts';
import { millis, MINUTE } from '../../set/instant.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';

/** One sentence of what happens, then each reason is itself the button. Knows nothing of what is there. */
export const urgentCarePage = (account: Account, path: string): Reply =>
  frame({
    title: urgentCareWords.title,
    account,
    body: html`<h1 class="nhsuk-heading-l">${urgentCareWords.title}</h1>
      <p>${urgentCareWords.what}</p>
      <form method="post" action="${path}">
        <fieldset class="nhsuk-fieldset">
          <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">
            ${urgentCareWords.question}
          </legend>
          <div class="safelight-reasons">
            ${URGENT_CARE_REASONS.map(
              (reason) =>
                html`<button class="nhsuk-button" name="reason" value="${reason}">
                  ${urgentCareReasons[reason]}
                </button>`,
            )}
          </div>
        </fieldset>
      </form>
      <p><a href="/mine">${urgentCareWords.back}</a></p>`,
  });

/** Beside a refusal: the same for what is absent and what is forbidden. */
export const offerUrgentCare = (path: string | undefined): Html =>
  path === undefined
    ? html``
    : html`<a class="nhsuk-button nhsuk-button--warning" href="${path}">${urgentCareWords.button}</a>`;

/** Above the pictures for as long as it lasts; the page closes itself when it is over. */
export const urgentCareBanner = (until: Instant, now: Instant): Html => {
  const minutes = Math.ceil((millis(until) - millis(now)) / MINUTE);
  return html`<section
    class="safelight-warning safelight-urgent-care"
    aria-labelledby="urgent-care"
    data-counts-for="${millis(until) - millis(now)}"
  >
    <h2 class="safelight-warning__title" id="urgent-care">${urgentCareWords.banner}</h2>
    <p>
      <strong
        data-words="${urgentCareWords.left('#')}"
        data-one="${urgentCareWords.left('1')}"
        data-over="${urgentCareWords.over}"
        data-unit="${MINUTE}"
        >${urgentCareWords.left(String(minutes))}</strong
      >. ${urgentCareWords.until(until)} ${urgentCareWords.told}
    </p>
  </section>`;
};

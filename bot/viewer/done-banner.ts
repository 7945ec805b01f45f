import { doneTitle } from '../../cards/text/viewer.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';

/** What was just done, read aloud as the page comes. */
export const doneBanner = (words: string): Html =>
  html`<div
    class="nhsuk-notification-banner nhsuk-notification-banner--success"
    role="alert"
    aria-labelledby="done-title"
  >
    <div class="nhsuk-notification-banner__header">
      <h2 class="nhsuk-notification-banner__title" id="done-title">${doneTitle}</h2>
    </div>
    <div class="nhsuk-notification-banner__content">
      <p class="nhsuk-notification-banner__heading">${words}</p>
    </div>
  </div>`;

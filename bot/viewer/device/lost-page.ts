import { lostWords } from '../../../cards/text/own-phone.ts';
import type { Account } from '../../set/account.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import type { Lost } from './end-everywhere.ts';
import { MOST_LISTED } from './end-everywhere.ts';

/** The second press: what it will do is said before it is done. */
export const confirmLost = (page: {
  readonly account: Account;
  /** Whose phone it is, where it is not one's own. */
  readonly of?: Account;
  readonly action: string;
  readonly back: string;
}): Reply =>
  frame({
    title: lostWords.title,
    account: page.account,
    body: html`<h1 class="nhsuk-heading-l">${lostWords.title}</h1>
      <p>${page.of === undefined ? lostWords.text : lostWords.textFor(page.of.name)}</p>
      <form method="post" action="${page.action}">
        ${page.of && html`<input type="hidden" name="person" value="${page.of.person.oid}" />`}
        <button class="nhsuk-button nhsuk-button--warning">${lostWords.confirm}</button>
      </form>
      <p><a href="${page.back}">${lostWords.back}</a></p>`,
  });

/** What was ended and what was opened. Set ids and times: no name, no picture, no words. */
export const lostPage = (lost: Lost, by?: Account): Reply =>
  frame({
    title: lostWords.done,
    ...(by === undefined ? {} : { account: by }),
    body: html`<h1 class="nhsuk-heading-l">${lostWords.done}</h1>
      <p role="status">
        ${
          by === undefined
            ? lostWords.doneText(lost.sessions, lost.phones)
            : lostWords.doneTextFor(lost.account.name, lost.sessions, lost.phones)
        }
      </p>
      <h2 class="nhsuk-heading-m">${lostWords.opened}</h2>
      ${lost.opened.length === 0 ? html`<p>${lostWords.openedNone}</p>` : openedOn(lost, by !== undefined)}
      <p>
        <a href="${by === undefined ? '/sign-in' : '/console'}"
          >${by === undefined ? lostWords.again : lostWords.gone.link.text}</a
        >
      </p>`,
  });

const openedOn = ({ bound, opened }: Lost, isGoverned: boolean): Html => {
  const known = new Set<unknown>(bound.map((one) => one.id));
  const groups = [
    ...bound.map((one) => ({
      title: lostWords.onPhone(one.boundAt, one.until),
      rows: opened.filter(({ facts }) => facts?.['device'] === one.id),
    })),
    { title: lostWords.elsewhere, rows: opened.filter(({ facts }) => !known.has(facts?.['device'])) },
  ].filter(({ rows }) => rows.length > 0);
  return html`<p class="nhsuk-hint">${lostWords.openedHint}</p>
    ${opened.length >= MOST_LISTED && html`<p>${lostWords.more(MOST_LISTED)}</p>`}
    ${groups.map(
      ({ title, rows }) =>
        html`<h3 class="nhsuk-heading-s">${title}</h3>
          <ul class="safelight-list">
            ${rows.map((row) => openedRow(row, isGoverned))}
          </ul>`,
    )}`;
};

const openedRow = ({ at, kind, set, facts }: Lost['opened'][number], isGoverned: boolean): Html =>
  html`<li class="safelight-list__row">
    <span
      >${lostWords.row(
        at,
        facts?.['rendition'] === 'preview'
          ? lostWords.preview
          : lostWords.what[kind as keyof typeof lostWords.what],
      )}</span
    >
    ${
      set !== undefined &&
      html`<a href="/sets/${set}${isGoverned ? '/receipt' : ''}" aria-label="${lostWords.setAloud(at)}"
        >${lostWords.set}</a
      >`
    }
  </li>`;

import type { PageWords } from '../../cards/text/viewer.ts';
import type { Account } from '../set/account.ts';
import { frame } from './frame.ts';
import { html } from './html.ts';
import type { Reply } from './http/asked.ts';

/** A page that only says something: refused, signed out, try again. It never says which set it was about. */
export const messagePage = (status: number, words: PageWords, account?: Account): Reply =>
  frame({
    status,
    title: words.title,
    ...(account === undefined ? {} : { account }),
    body: html`<h1 class="nhsuk-heading-l">${words.title}</h1>
      <p>${words.whatToDo}</p>
      ${words.link && html`<p><a href="${words.link.href}">${words.link.text}</a></p>`}`,
  });

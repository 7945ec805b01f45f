import { coverWords, frameWords } from '../../cards/text/viewer.ts';
import type { Account } from '../set/account.ts';
import { assetPath } from './http/assets.ts';
import { askingPolicy, picturePolicy } from './http/headers.ts';
import type { Reply } from './http/asked.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';

export interface Frame {
  readonly status?: number;
  readonly title: string;
  readonly body: Html;
  /** Who is signed in: shows their name and the way out. */
  readonly account?: Account;
  readonly backTo?: { readonly href: string; readonly text: string };
  /** The page holds pictures: its script blanks it when it is left, zooms and swipes. */
  readonly pictures?: boolean;
  /** Where the page asks, while it is looked at, whether its pictures may still be shown (device/standing.ts). */
  readonly standing?: string;
  /** A style sheet and a script of that name beside the common ones. */
  readonly more?: 'series' | 'illustration' | 'sign';
  /** Its script asks us for something while it is open. */
  readonly asks?: boolean;
  /** The page stands in the chat platform's frame: nothing in it leads to another page of ours, which none may frame. */
  readonly inClient?: boolean;
  /** Looks again by itself after this many seconds, unless the reader has begun to do something on it. */
  readonly again?: { readonly seconds: number; readonly href: string };
}

/** One page of ours, whole, in the NHS design system's frame. */
export const frame = (page: Frame): Reply => ({
  status: page.status ?? 200,
  type: 'text/html; charset=utf-8',
  ...(page.standing === undefined && page.asks !== true
    ? {}
    : {
        headers: {
          'content-security-policy': page.standing === undefined ? askingPolicy() : picturePolicy(),
        },
      }),
  body: `<!doctype html>\n${document(page).markup}`,
});

const document = (page: Frame): Html =>
  html`<html lang="en-GB">
    <head>
      <meta charset="utf-8" />
      <title>${page.title} – ${frameWords.product}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="robots" content="noindex, nofollow" />
      ${
        page.again &&
        html`<noscript
          ><meta http-equiv="refresh" content="${page.again.seconds};url=${page.again.href}"
        /></noscript>`
      }
      <link rel="icon" href="${assetPath('icon.svg')}" type="image/svg+xml" />
      <link rel="stylesheet" href="${assetPath('nhsuk.css')}" />
      <link rel="stylesheet" href="${assetPath('safelight.css')}" />
      ${
        page.more &&
        html`<link rel="stylesheet" href="${assetPath(`${page.more}.css`)}" />
          <script src="${assetPath(`${page.more}.js`)}" type="module"></script>`
      }
      ${
        page.inClient === true
          ? html`<script src="${assetPath('teams.js')}" defer></script>
              <script src="${assetPath('tab.js')}" type="module"></script>`
          : html`<script src="${assetPath('pages.js')}" type="module"></script>`
      }
    </head>
    <body
      ${page.pictures === true ? html`data-pictures` : ''}
      ${page.standing !== undefined && html`data-standing="${page.standing}"`}
      ${page.again && html`data-again="${page.again.href}" data-again-after="${page.again.seconds}"`}
    >
      <a class="nhsuk-skip-link" href="#maincontent">${frameWords.skip}</a>
      ${page.inClient !== true && header(page.account)}
      <div class="nhsuk-width-container">
        ${
          page.backTo &&
          html`<nav aria-label="${frameWords.back}">
            <a class="nhsuk-back-link" href="${page.backTo.href}">${page.backTo.text}</a>
          </nav>`
        }
        <main class="nhsuk-main-wrapper safelight-main" id="maincontent" tabindex="-1">${page.body}</main>
      </div>
      ${page.pictures && cover()}
    </body>
  </html>`;

const header = (account: Account | undefined): Html =>
  html`<header class="safelight-header" role="banner">
    <div class="nhsuk-width-container safelight-header__row">
      <a class="safelight-header__name" href="/mine">${frameWords.product}</a>
      ${
        account &&
        html`<form class="safelight-header__person" method="post" action="/sign-out">
          <span class="safelight-header__who">${account.name}</span>
          <button class="safelight-header__out">${frameWords.signOut}</button>
        </form>`
      }
    </div>
  </header>`;

/** Covers the pictures while the page is hidden or left alone; hidden itself until the script says so. */
const cover = (): Html =>
  html`<div class="safelight-cover" role="alert" hidden>
    ${Object.entries(coverWords).map(
      ([why, { title, text }]) =>
        html`<div data-why="${why}" hidden>
          <p class="nhsuk-heading-m">${title}</p>
          <p>${text}</p>
        </div>`,
    )}
    <p><a class="nhsuk-button nhsuk-button--reverse" href="">${frameWords.idleAgain}</a></p>
  </div>`;

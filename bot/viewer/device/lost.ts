import { lostWords } from '../../../cards/text/own-phone.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { SignedInAnswer } from '../http/asked.ts';
import type { Room } from '../room.ts';
import { sessionOver } from '../sign-in.ts';
import { endEverywhere } from './end-everywhere.ts';
import { confirmLost, lostPage } from './lost-page.ts';
import { forgetPhone } from '../passkey/phone-cookie.ts';

/** The first press, on one's own list. */
export const lostButton = (): Html =>
  html`<p><a class="nhsuk-button nhsuk-button--secondary" href="/lost">${lostWords.link}</a></p>`;

/** `GET /lost` */
export const askLost: SignedInAnswer = async ({ session: { account } }) =>
  confirmLost({ account, action: '/lost', back: '/mine' });

/** `POST /lost`: the second press. This page's own sign-in ends too: nobody is left signed in. */
export const pressLost =
  (
    room: Pick<Room, 'devices' | 'sessions' | 'ledger' | 'policy' | 'clock' | 'log' | 'alerts' | 'publicUrl'>,
  ): SignedInAnswer =>
  async ({ session: { account } }) => ({
    ...lostPage(await endEverywhere(room, account, account.person)),
    cookies: [sessionOver(room), forgetPhone(room)],
  });

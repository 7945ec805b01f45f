import { ownPhoneWords } from '../../../cards/text/own-phone.ts';
import { frame } from '../frame.ts';
import { html } from '../html.ts';
import type { Asked, Reply } from '../http/asked.ts';
import type { Room } from '../room.ts';
import { askToSign } from './passkey.ts';
import { phoneOf } from './phone-cookie.ts';

/**
 * The page in place of the one asked for, on a phone that is somebody's for the shift: it asks for the passkey by
 * itself, and where the browser wants a finger first, its one button does. Undefined on any other device: the full
 * sign-in. Says nothing of what lies behind it.
 */
export const offerPasskey = async (
  room: Pick<Room, 'devices' | 'challenges' | 'clock' | 'publicUrl'>,
  asked: Asked,
  to: string,
): Promise<Reply | undefined> => {
  const device = await phoneOf(room, asked);
  if (device === undefined) return undefined;
  const options = JSON.stringify(await askToSign(room, device));
  return frame({
    status: 401,
    title: ownPhoneWords.title,
    asks: true,
    body: html`<div data-unlock data-options="${options}" data-to="${to}">
      <h1 class="nhsuk-heading-l">${ownPhoneWords.title}</h1>
      <p>${ownPhoneWords.ask}</p>
      <p data-unlock-waiting role="status" hidden>${ownPhoneWords.waiting}</p>
      <p class="nhsuk-error-message" data-unlock-failed role="alert" hidden>${ownPhoneWords.failed}</p>
      <p class="nhsuk-error-message" data-unlock-over role="alert" hidden>${ownPhoneWords.over}</p>
      <p><button type="button" class="nhsuk-button" data-unlock-press>${ownPhoneWords.askDo}</button></p>
      <p><a href="/sign-in?to=${encodeURIComponent(to)}">${ownPhoneWords.otherwise}</a></p>
    </div>`,
  });
};

import { ownPhoneWords } from '../../../cards/text/own-phone.ts';
import type { BoundDevice } from '../../set/device.ts';
import { frame } from '../frame.ts';
import { html } from '../html.ts';
import type { Answer, Asked, Reply } from '../http/asked.ts';
import { json } from '../http/plain.ts';
import type { Room } from '../room.ts';
import { beginSession, endSessionOf, recordOf, signInRefusal } from '../sign-in.ts';
import { askToSign, signedBy } from './passkey.ts';
import { forgetPhone, phoneOf } from './phone-cookie.ts';
import { readAnswer } from './read-answer.ts';

type UnlockRoom = Pick<
  Room,
  'devices' | 'challenges' | 'sessions' | 'ledger' | 'policy' | 'clock' | 'publicUrl'
>;

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

/** `POST /device/unlock`: one passkey, one viewing session, as long as any other, and never beyond the shift. */
export const unlock =
  (room: UnlockRoom): Answer =>
  async (asked) => {
    const device = await phoneOf(room, asked);
    if (device === undefined) return over(room);
    const { account, id, until } = device;
    const refusal = signInRefusal(room, account);
    if (refusal !== undefined) return refuse(room, device, refusal);
    const now = room.clock.now();
    const counter = await signedBy(room, device, readAnswer(asked));
    if (counter === undefined) {
      await recordOf(room, account, 'device-refused', { device: id, code: 'not-proved' });
      return json(401, { ok: false });
    }
    // Two phones with one passkey: whichever of them this is, none opens by it again.
    if (!(await room.devices.used(id, counter, now))) {
      await room.devices.end(id, now, 'copied');
      return refuse(room, device, 'counter');
    }
    await recordOf(room, account, 'device-opened', { device: id });
    await endSessionOf(room, asked);
    return { ...json(200, { ok: true }), cookies: [await beginSession(room, account, { id, until })] };
  };

const refuse = async (room: UnlockRoom, { account, id }: BoundDevice, code: string): Promise<Reply> => {
  await recordOf(room, account, 'device-refused', { device: id, code });
  return over(room);
};

const over = (room: UnlockRoom): Reply => ({ ...json(403, { ok: false }), cookies: [forgetPhone(room)] });

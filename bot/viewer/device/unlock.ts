import type { BoundDevice } from '../../set/device.ts';
import type { Answer, Reply } from '../http/asked.ts';
import { json } from '../http/plain.ts';
import type { Room } from '../room.ts';
import { beginSession, endSessionOf, recordOf, signInRefusal } from '../sign-in.ts';
import { signedBy } from '../passkey/passkey.ts';
import { forgetPhone, phoneOf } from '../passkey/phone-cookie.ts';
import { readAnswer } from './read-answer.ts';

type UnlockRoom = Pick<
  Room,
  'devices' | 'challenges' | 'sessions' | 'ledger' | 'policy' | 'clock' | 'publicUrl'
>;

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

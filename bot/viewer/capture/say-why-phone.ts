import { SafelightError } from '../../set/errors.ts';
import { WHY_PHONE } from '../../set/why-phone.ts';
import type { Room } from '../room.ts';
import type { CaptureAnswer } from './door.ts';
import { ownCapture } from './open-capture.ts';
import { DONE } from './pieces.ts';
import { fields, JSON_LIMIT, oneOf } from './read-json.ts';

/** `POST /capture/:id/why-phone`: why not Medical Illustration, a code (QUAL-11). Asked after sending, and never waited for. */
export const sayWhyPhone =
  (room: Pick<Room, 'captures' | 'ledger' | 'policy' | 'clock'>): CaptureAnswer =>
  async (asked) => {
    const { organisation, set } = await ownCapture(room, asked);
    if (set === undefined) throw new SafelightError('not-allowed');
    const why = oneOf(fields(await asked.body.json(JSON_LIMIT))['why'], WHY_PHONE);
    const at = room.clock.now();
    const by = asked.account.person;
    await room.ledger.change(organisation, set, {
      to: (row) => {
        if (row.state !== 'stored') throw new SafelightError('change-refused');
        return { ...row, whyPhone: { why, by, at } };
      },
      events: [{ kind: 'why-phone-said', at, by, set, facts: { why } }],
    });
    return DONE;
  };

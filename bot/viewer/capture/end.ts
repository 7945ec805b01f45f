import { lookupOf } from '../../sealed/look-up.ts';
import { stopCapture } from '../../actions/stop-capture.ts';
import { SafelightError } from '../../set/errors.ts';
import type { LookupHash } from '../../set/ids.ts';
import type { OpenCapture } from '../../set/staged.ts';
import type { Room } from '../room.ts';
import type { CaptureAnswer } from './door.ts';
import { ownCapture } from './open-capture.ts';
import { openPatient } from './patient-token.ts';
import { DONE } from './pieces.ts';
import { fields, JSON_LIMIT, oneOf } from './read-json.ts';

type EndRoom = Pick<Room, 'captures' | 'ledger' | 'keys' | 'blobs' | 'policy' | 'clock' | 'cookieKey'>;

/** `POST /capture/:id/stop`: "no", or a child's "stop". Nothing is kept but that it was said, by whom recorded and when. */
export const stop =
  (room: EndRoom): CaptureAnswer =>
  async (asked) => {
    const capture = await ownCapture(room, asked);
    const { why, token } = fields(await asked.body.json(JSON_LIMIT));
    const patient = await patientOf(room, capture, token);
    await stopCapture(room)(capture, oneOf(why, ['declined', 'child-objects']), patient);
    return DONE;
  };

const patientOf = async (
  room: EndRoom,
  capture: OpenCapture,
  token: unknown,
): Promise<LookupHash | undefined> => {
  if (typeof token !== 'string') return undefined;
  const found = openPatient(room.cookieKey, capture, token, room.clock.now());
  return found && lookupOf(room, capture.organisation, found.nhsNumber);
};

/** `POST /capture/:id/deleted`: the device's own copies are gone, as its holder says (DEL-01). */
export const sayDeleted =
  (room: Pick<Room, 'captures' | 'ledger' | 'policy' | 'clock'>): CaptureAnswer =>
  async (asked) => {
    const { organisation, set, id } = await ownCapture(room, asked);
    if (set === undefined) throw new SafelightError('not-allowed');
    await room.ledger.audit.append(organisation, [
      {
        kind: 'device-copies-deleted',
        at: room.clock.now(),
        by: asked.account.person,
        set,
        facts: { capture: id },
      },
    ]);
    return DONE;
  };

import { CAPTURE_LIMITS } from '../../policy/capture.ts';
import { SafelightError } from '../../set/errors.ts';
import type { ImageSet } from '../../set/image-set.ts';
import type { OpenCapture } from '../../set/staged.ts';
import type { Reply } from '../http/asked.ts';
import { json } from '../http/plain.ts';
import type { Room } from '../room.ts';
import type { CaptureStatus } from './contract.ts';
import type { CaptureAnswer } from './door.ts';
import { ownCapture } from './open-capture.ts';

export const IMAGE_NAME = /^[A-Za-z0-9_-]{22}$/;

export const DONE: Reply = { status: 204 };

/** `PUT /capture/:id/images/:image/chunks/:chunk`: sealed before anything else, held once however often it is sent. */
export const takePiece =
  (room: Pick<Room, 'captures' | 'policy' | 'stage'>): CaptureAnswer =>
  async (asked) => {
    const { image = '', chunk = '' } = asked.params;
    const { sha256 } = asked;
    if (!IMAGE_NAME.test(image) || !/^\d{1,4}$/.test(chunk) || sha256 === undefined)
      throw new SafelightError('bad-request', { facts: { why: 'piece' } });
    const capture = await ownCapture(room, asked);
    if (capture.state !== 'open') throw new SafelightError('capture-over');
    const bytes = await asked.body.octets(CAPTURE_LIMITS.chunkBytes);
    await room.stage({ capture, image, chunk: Number(chunk), bytes, sha256 });
    return DONE;
  };

/** `GET /capture/:id`: how far it has come, to go on from after the page was loaded anew. */
export const lookAt =
  (room: Pick<Room, 'captures' | 'policy' | 'ledger'>): CaptureAnswer =>
  async (asked) => {
    const capture = await ownCapture(room, asked);
    const set =
      capture.set === undefined ? undefined : await room.ledger.read(capture.organisation, capture.set);
    const status: CaptureStatus = {
      state: stateOf(set),
      ...(set === undefined ? {} : { set: set.id }),
      images: heldOf(capture),
    };
    return json(200, status);
  };

/** Frozen without a set: the power went between the two. Sent again it is the same set, so to the page it is open. */
const stateOf = (set: ImageSet | undefined): CaptureStatus['state'] => {
  if (set === undefined) return 'open';
  if (set.state === 'received') return 'sent';
  // Disposed of later, it was in custody all the same.
  return set.state === 'gone-before-custody' ? 'failed' : 'stored';
};

const heldOf = ({ chunks }: OpenCapture): CaptureStatus['images'] => {
  const held = new Map<string, number[]>();
  for (const { image, chunk } of chunks) held.set(image, [...(held.get(image) ?? []), chunk]);
  return Object.fromEntries(held);
};

import type { RefusalCode } from '../../policy/access.ts';
import { captureRefusal } from '../../policy/capture.ts';
import { protectionOf } from '../../policy/conversations.ts';
import type { Account } from '../../set/account.ts';
import { SafelightError } from '../../set/errors.ts';
import { captureId } from '../../set/ids.ts';
import type { Place, Protection } from '../../set/place.ts';
import type { OpenCapture } from '../../set/staged.ts';
import type { Room } from '../room.ts';
import { organisationsToSearch, rulesOf } from '../who.ts';
import type { CapturedBy } from './door.ts';

const SHAPE = /^[A-Za-z0-9_-]{22}$/;

/** The asker's own capture of that id. One that is not there and somebody else's give the same answer, `not-allowed`. */
export const ownCapture = async (
  room: Pick<Room, 'captures' | 'policy'>,
  { account, params }: Pick<CapturedBy, 'account' | 'params'>,
): Promise<OpenCapture> => captureNamed(room, account, params['id']);

export const captureNamed = async (
  room: Pick<Room, 'captures' | 'policy'>,
  account: Account,
  id: string | undefined,
): Promise<OpenCapture> => {
  if (id === undefined || !SHAPE.test(id)) throw new SafelightError('not-allowed');
  for (const organisation of organisationsToSearch(room.policy, account)) {
    const found = await room.captures.read(organisation, captureId(id), account.person);
    if (found !== undefined) return found;
  }
  throw new SafelightError('not-allowed');
};

/**
 * What the policy says of the place, once the asker has been found to be a member of it at this moment. Every refusal is
 * on record before it is said. Throws `not-allowed`, or what the chat throws where it cannot be asked.
 */
export const requireMember = async (
  room: Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock'>,
  account: Account,
  place: Place,
): Promise<Protection> => {
  const protection = protectionOf(room.policy, place, account.person.oid);
  if (protection === undefined) throw new SafelightError('not-allowed');
  const member = await room.chat.member(place, account.person);
  const membership = member === undefined ? 'none' : member.guest ? 'guest' : 'member';
  const refusal = captureRefusal(account, rulesOf(room.policy, protection.organisation), membership);
  if (refusal === undefined) return protection;
  await record(room, account, protection, refusal);
  throw new SafelightError('not-allowed');
};

const record = async (
  { ledger, clock }: Pick<Room, 'ledger' | 'clock'>,
  { person }: Account,
  { organisation }: Protection,
  code: RefusalCode,
): Promise<void> =>
  ledger.audit.append(organisation, [
    { kind: 'open-refused', at: clock.now(), by: person, facts: { code, of: 'capture' } },
  ]);

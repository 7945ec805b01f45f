import type { Policy } from '../policy/conversations.ts';
import type { Press, PressAnswer } from '../ports/chat-events.ts';
import type { ChatRead, ChatRemove } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { asSafelightError, SafelightError } from '../set/errors.ts';
import type { SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { ViewerAddresses } from '../steps/describe-set.ts';
import { describeSet } from '../steps/describe-set.ts';
import { markNotClinical } from './mark-not-clinical.ts';
import { removeNow } from './remove-now.ts';
import { renewCard } from './renew-card.ts';

export interface PressParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly policy: Policy;
  readonly read: ChatRead;
  readonly remove: ChatRemove;
  readonly addresses: ViewerAddresses;
  poke(): void;
}

/** A button on a card. Whoever may not press it gets the same answer as for a set that is not there. */
export const pressCard =
  (parts: PressParts) =>
  async (press: Press): Promise<PressAnswer> => {
    try {
      const set = await findSet(parts, press.set);
      // An ask outlives what it asked for: its poster gets an answer whatever has become of the set.
      if (press.verb === 'remove-now') return await removeNow(parts)(set, press.by);
      if (set.state !== 'stored') throw new SafelightError('not-allowed');
      await mustBeMember(parts, set, press);
      return await act(parts, set, press);
    } catch (thrown) {
      const { code } = asSafelightError(thrown);
      if (code === 'unexpected') throw thrown;
      return { kind: 'refused', code };
    } finally {
      parts.poke();
    }
  };

/** What stands on the card in the thread. */
const act = async (
  parts: PressParts,
  { organisation, id }: StoredSet,
  press: Press,
): Promise<PressAnswer> => {
  const common = { organisation, set: id, by: press.by };
  return redrawn(
    parts,
    press.verb === 'renew'
      ? await renewCard(parts)({ ...common, reason: press.reason })
      : await markNotClinical(parts)(common),
  );
};

/** The pressed card is answered with what is true now; the redraw duty finds nothing left to draw. */
const redrawn = async (parts: PressParts, set: ImageSet): Promise<PressAnswer> =>
  set.state === 'stored'
    ? { kind: 'card', card: await describeSet(set, parts.addresses, parts.clock.now(), parts.read) }
    : { kind: 'done' };

const findSet = async ({ ledger, policy }: PressParts, id: SetId): Promise<ImageSet> => {
  for (const organisation of policy.organisations) {
    const set = await ledger.read(organisation.id, id);
    if (set !== undefined) return set;
  }
  throw new SafelightError('not-allowed');
};

/** Members of the set's own conversation at this moment, never guests; what is the poster's alone, wherever they press it. */
const mustBeMember = async ({ read }: PressParts, set: StoredSet, { by, verb }: Press): Promise<void> => {
  if (verb !== 'renew' && samePerson(set.poster, by)) return;
  const member = await read.member(set.origin.place, by);
  if (member === undefined || member.guest) throw new SafelightError('not-allowed');
};

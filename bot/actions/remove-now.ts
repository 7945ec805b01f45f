import { isRemovable } from '../policy/removal.ts';
import type { PressAnswer } from '../ports/chat-events.ts';
import type { ChatRemove } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { ViewerAddresses } from '../steps/describe-set.ts';
import { askOver } from '../steps/describe-set.ts';

export interface RemoveNowParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly remove: ChatRemove;
  readonly addresses: ViewerAddresses;
}

/**
 * The poster says "Remove now": owed at once where their sign-in stands, else they are asked to sign in first. An old
 * ask, pressed when nothing is left to do, says so and loses its button.
 */
export const removeNow =
  ({ ledger, clock, remove, addresses }: RemoveNowParts) =>
  async (set: ImageSet, by: PersonId): Promise<PressAnswer> => {
    if (!samePerson(set.poster, by)) throw new SafelightError('not-allowed');
    const owed = set.state === 'stored' ? set.copies.filter(isRemovable) : [];
    if (owed.length === 0)
      return { kind: 'notice', notice: askOver(set, `${addresses.publicUrl}/sets/${set.id}`) };
    const powers = await remove.powers(set.origin, by);
    if (!powers.has('poster')) return { kind: 'sign-in' };
    const now = clock.now();
    await ledger.change(set.organisation, set.id, {
      owes: owed.map((copy) => ({ verb: 'remove', subject: copy.id, dueAt: now })),
      events: [],
    });
    return { kind: 'done' };
  };

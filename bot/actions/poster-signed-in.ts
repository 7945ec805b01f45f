import type { Policy } from '../policy/conversations.ts';
import { isRemovable } from '../policy/removal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { NewDuty } from '../set/duty.ts';
import type { PersonId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';

export interface SignedInParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly policy: Policy;
  poke(): void;
}

/** What waited for this person's own token is owed again: copies to remove, and files that could not be fetched. */
export const posterSignedIn =
  (parts: SignedInParts) =>
  async (person: PersonId): Promise<void> => {
    const { ledger, clock, policy } = parts;
    for (const { id } of policy.organisations) {
      for (const set of await ledger.find(id, { by: 'outstanding-of', person })) {
        const owes = waiting(set, clock.now());
        if (owes.length > 0) await ledger.change(id, set.id, { owes, events: [] });
      }
    }
    parts.poke();
  };

const waiting = (set: ImageSet, dueAt: Instant): readonly NewDuty[] => {
  if (set.state === 'received') return [{ verb: 'ingest', dueAt }];
  if (set.state !== 'stored') return [];
  const removals = set.copies
    .filter(isRemovable)
    .map((copy): NewDuty => ({ verb: 'remove', subject: copy.id, dueAt }));
  // An edit that could not be taken, or a message known from its activity alone.
  const isUnread =
    set.posterToldAt !== undefined ||
    set.copies.some(({ what }) => what.kind === 'message' && what.edition === '');
  return isUnread ? [{ verb: 'ingest', dueAt }, ...removals] : removals;
};

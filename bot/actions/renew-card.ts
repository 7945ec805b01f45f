import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { ImageSet, RenewalReason, StoredSet } from '../set/image-set.ts';
import { later } from '../set/instant.ts';

export interface RenewCard {
  readonly organisation: OrganisationId;
  readonly set: SetId;
  /** Any member of the conversation; whoever calls has asked policy/access.ts or the roster. */
  readonly by: PersonId;
  readonly reason: RenewalReason;
}

/**
 * Opens the set for another full period from now, however long ago it lapsed (issue A part 8). Pressing twice renews
 * twice, each with its own reason on record. Throws `change-refused` when the set is not in custody.
 */
export const renewCard =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async ({ organisation, set, by, reason }: RenewCard): Promise<StoredSet> => {
    const now = deps.clock.now();
    const before = await deps.ledger.read(organisation, set);
    if (before === undefined) throw new SafelightError('set-missing');
    const until = later(now, before.lapseAfterMs);
    const renewed = (row: ImageSet): StoredSet => {
      if (row.state !== 'stored') throw new SafelightError('change-refused');
      return { ...row, lapsesAt: until, renewals: [...row.renewals, { by, at: now, reason, until }] };
    };
    const changed = await deps.ledger.change(organisation, set, {
      to: renewed,
      owes: [
        { verb: 'redraw', dueAt: now },
        { verb: 'redraw', subject: 'lapsed', dueAt: until },
        // Reminders look at the set when they wake, and wait by themselves until its new time is near.
        { verb: 'remind', subject: 'lapse-soon', dueAt: now },
        { verb: 'remind', subject: 'lapsed', dueAt: until },
      ],
      events: [{ kind: 'card-renewed', at: now, by, set, facts: { reason } }],
    });
    if (changed.state !== 'stored') throw new SafelightError('change-refused');
    return changed;
  };

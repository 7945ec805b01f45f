import { mayTakeBack } from '../policy/not-clinical.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';

/**
 * The poster was wrong to say "not a clinical image". An approved disposal falls with the mark. Throws `not-the-poster`
 * for anyone but the poster, `change-refused` after seven days, when there is no mark, or when nothing is left.
 */
export const takeBackNotClinical =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (args: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly by: PersonId;
  }): Promise<ImageSet> => {
    const now = deps.clock.now();
    return deps.ledger.change(args.organisation, args.set, {
      to: (row) => unmarked(row, args.by, now),
      owes: [{ verb: 'redraw', dueAt: now }],
      settles: [{ verb: 'dispose' }],
      events: [{ kind: 'not-clinical-taken-back', at: now, by: args.by, set: args.set }],
    });
  };

const unmarked = (row: ImageSet, by: PersonId, now: Instant): ImageSet => {
  if (!samePerson(row.poster, by)) throw new SafelightError('not-the-poster');
  if (row.state !== 'stored' || row.notClinical === undefined) throw new SafelightError('change-refused');
  if (!mayTakeBack(row.notClinical, now)) throw new SafelightError('change-refused');
  const { notClinical: _taken, ...rest } = row;
  return rest;
};

import { ROLES } from '../policy/roles.ts';
import { takeBackUntil } from '../policy/not-clinical.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Account } from '../set/account.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';

/**
 * The second person's word on a set marked "not a clinical image" (invariant 8). Destruction is owed for the end of the
 * poster's seven days, never sooner. Throws `not-allowed` without the role or for whoever marked it, `change-refused`
 * under a hold or without a mark. Approving again changes nothing.
 */
export const approveDisposal =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (args: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly account: Account;
  }): Promise<ImageSet> => {
    const now = deps.clock.now();
    const { person } = args.account;
    if (!args.account.roles.includes(ROLES.informationGovernance)) throw new SafelightError('not-allowed');
    const before = await deps.ledger.read(args.organisation, args.set);
    if (before === undefined) throw new SafelightError('set-missing');
    const { set, mark } = approvable(before);
    if (samePerson(mark.by, person) || samePerson(set.poster, person))
      throw new SafelightError('not-allowed');
    if (mark.approvedBy !== undefined) return before;
    return deps.ledger.change(args.organisation, args.set, {
      to: (row) => {
        const still = approvable(row);
        // Taken back and marked anew, or approved by another, between the two reads: what is owed would not fit.
        if (still.mark.at !== mark.at || still.mark.approvedBy !== undefined)
          throw new SafelightError('change-refused');
        return { ...still.set, notClinical: { ...still.mark, approvedBy: person } };
      },
      owes: [
        { verb: 'dispose', dueAt: takeBackUntil(mark) },
        { verb: 'redraw', dueAt: now },
      ],
      events: [{ kind: 'disposal-approved', at: now, by: person, set: args.set }],
    });
  };

const approvable = (
  row: ImageSet,
): { readonly set: StoredSet; readonly mark: NonNullable<StoredSet['notClinical']> } => {
  if (row.state !== 'stored' || row.notClinical === undefined || row.hold !== undefined)
    throw new SafelightError('change-refused');
  return { set: row, mark: row.notClinical };
};

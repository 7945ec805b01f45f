import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { AlertKind, ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';

/** Alerts that ask for a patient: nobody need answer them once the image is not clinical. */
const FILING_ALERTS: readonly AlertKind[] = ['filing-late', 'unfiled-at-lapse'];

/**
 * "Not a clinical image": the poster's word closes the filing task. Throws `not-allowed` for anyone else,
 * `already-filed` once an image is filed or on its way, `change-refused` once somebody was asked about it or the set
 * is not in custody. Marking again changes nothing.
 */
export const markNotClinical =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (args: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly by: PersonId;
  }): Promise<ImageSet> => {
    const now = deps.clock.now();
    const before = await deps.ledger.read(args.organisation, args.set);
    if (before === undefined) throw new SafelightError('set-missing');
    if (before.state === 'stored' && before.notClinical !== undefined && samePerson(before.poster, args.by))
      return before;
    return deps.ledger.change(args.organisation, args.set, {
      to: (row) => marked(row, args.by, now),
      owes: [{ verb: 'redraw', dueAt: now }],
      settles: [{ verb: 'remind' }],
      events: [{ kind: 'marked-not-clinical', at: now, by: args.by, set: args.set }],
    });
  };

const marked = (row: ImageSet, by: PersonId, now: Instant): ImageSet => {
  if (!samePerson(row.poster, by)) throw new SafelightError('not-allowed');
  if (row.state !== 'stored') throw new SafelightError('change-refused');
  if (row.images.some((image) => image.filing.state !== 'unfiled')) throw new SafelightError('already-filed');
  if (row.question !== undefined || row.notClinical !== undefined) throw new SafelightError('change-refused');
  const alerts = row.alerts.map((alert) =>
    alert.closedAt === undefined && FILING_ALERTS.includes(alert.what) ? { ...alert, closedAt: now } : alert,
  );
  return { ...row, notClinical: { by, at: now }, alerts };
};

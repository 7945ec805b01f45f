import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { NewDuty } from '../set/duty.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';

/**
 * "Not a clinical image": the poster's word closes the filing task. Throws `not-the-poster` for anyone else,
 * `already-filed` once an image is filed or on its way, `change-refused` once an image was filed and taken back, once
 * somebody was asked about it, or where the set is not in custody. Marking again changes nothing.
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
      // An alarm that asks for a patient looks again, finds its reason gone and closes.
      owes: [{ verb: 'redraw', dueAt: now }, ...(isAskedFor(before) ? [filingAlarm(now)] : [])],
      events: [{ kind: 'marked-not-clinical', at: now, by: args.by, set: args.set }],
    });
  };

const marked = (row: ImageSet, by: PersonId, now: Instant): ImageSet => {
  if (!samePerson(row.poster, by)) throw new SafelightError('not-the-poster');
  if (row.state !== 'stored') throw new SafelightError('change-refused');
  if (row.images.some((image) => image.filing.state !== 'unfiled')) throw new SafelightError('already-filed');
  // Once in a patient's record, and taken back out of it: what became of it must stay to be seen.
  if (row.images.some((image) => image.retracted.length > 0)) throw new SafelightError('change-refused');
  if ((row.questions ?? []).length > 0 || row.notClinical !== undefined)
    throw new SafelightError('change-refused');
  return { ...row, notClinical: { by, at: now } };
};

const isAskedFor = (set: ImageSet): boolean =>
  set.alerts.some((alert) => alert.what === 'unfiled-at-lapse' && alert.closedAt === undefined);
const filingAlarm = (now: Instant): NewDuty => ({ verb: 'alarm', subject: 'unfiled-at-lapse', dueAt: now });

import { withImage } from '../policy/filing.ts';
import { isPhotographDue } from '../policy/series/next-photograph.ts';
import { codeOf, patientOf } from '../policy/series/series-of.ts';
import { TOLD_FOR } from '../policy/to-do.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { NewDuty } from '../set/duty.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import { HOUR, isDue, later } from '../set/instant.ts';
import type { NextPhotograph } from '../set/series.ts';
import type { Job, StepOutcome } from './step.ts';
import { TO_DO } from './tell-to-do.ts';

/**
 * The photograph planned for this image's series has fallen due (E5): it stands on the running list of whoever is on
 * duty, until a newer one of the same patient, site, side and number has come. Looked at again every hour.
 */
export const photographDue = async (
  ledger: Pick<Ledger, 'find'>,
  { set, duty, now }: Job,
): Promise<StepOutcome> => {
  const image =
    set.state === 'stored' ? set.images.find((one) => duty.subject.endsWith(`:${one.id}`)) : undefined;
  const next = image?.series?.next;
  if (set.state !== 'stored' || image === undefined || next === undefined || next.over !== undefined)
    return { events: [], duty: 'done' };
  // Planned anew meanwhile, for later.
  if (!isPhotographDue(image, now)) return { events: [], duty: { againAt: next.dueAt } };
  const list: NewDuty = { verb: 'remind', subject: TO_DO, dueAt: now };
  if (await hasCome(ledger, set, image, next))
    return {
      to: (row) =>
        row.state !== 'stored'
          ? row
          : withImage(row, image.id, (was) =>
              was.series?.next === undefined || was.series.next.at !== next.at
                ? was
                : { ...was, series: { ...was.series, next: { ...next, over: { at: now, why: 'taken' } } } },
            ),
      owes: [list],
      events: [{ kind: 'photograph-came', at: now, by: 'system', set: set.id, image: image.id }],
      duty: 'done',
    };
  if (isDue(later(next.dueAt, TOLD_FOR), now)) return { events: [], duty: 'done' };
  return { owes: [list], events: [], duty: { againAt: later(now, HOUR) } };
};

const hasCome = async (
  ledger: Pick<Ledger, 'find'>,
  set: StoredSet,
  image: StoredImage,
  { at }: NextPhotograph,
): Promise<boolean> => {
  const lookup = patientOf(image)?.lookup;
  if (lookup === undefined) return false;
  const all = await ledger.find(set.organisation, { by: 'patient', lookup });
  return all.some(
    (one) =>
      one.state === 'stored' &&
      one.postedAt > at &&
      one.images.some(
        (other) =>
          other.id !== image.id && patientOf(other)?.lookup === lookup && codeOf(other) === codeOf(image),
      ),
  );
};

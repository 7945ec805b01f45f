import { factsOf } from '../policy/consent/facts-of.ts';
import { filingRefusal } from '../policy/consent/may-leave.ts';
import { isFilable, isNotClinical, withFiling } from '../policy/filing.ts';
import type { ImageRef } from '../policy/filing.ts';
import { takenBackFromRecord } from '../policy/mis-send.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { Change, Ledger } from '../ports/ledger.ts';
import type { PatientFound } from '../ports/record.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, LookupHash, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { PatientLink } from '../set/image.ts';
import type { Instant } from '../set/instant.ts';
import { later, MINUTE } from '../set/instant.ts';
import { lookupOf } from '../sealed/look-up.ts';
import { sealLink } from './link-patient.ts';

/** The record answers within seconds; a filing that waits longer is shown to people. */
const LATE_MS = 15 * MINUTE;

interface FilingDeps {
  readonly ledger: Ledger;
  readonly keys: Keys;
  readonly clock: Clock;
}

interface ConfirmedFiling {
  readonly organisation: OrganisationId;
  readonly by: PersonId;
  readonly images: readonly ImageRef[];
  /** As the record answered and the person confirmed. */
  readonly patient: PatientFound;
}

/**
 * A person has confirmed who is in these images: they wait for the record, which is told by the duty `file`. Pressing
 * twice changes nothing. Throws `already-filed` where one of them is another patient's, `set-missing`, and
 * `change-refused` for a set that is not in custody or was marked not clinical; then nothing of that set is changed.
 */
export const fileToPatient =
  (deps: FilingDeps) =>
  async (confirmed: ConfirmedFiling): Promise<void> => {
    const lookup = await lookupOf(deps, confirmed.organisation, confirmed.patient.nhsNumber);
    const wanted = new Map<SetId, ImageId[]>();
    for (const { set, image } of confirmed.images) wanted.set(set, [...(wanted.get(set) ?? []), image]);
    // All are looked at before any is changed: a fault in the third set should not leave the first two filed.
    const sets = await Promise.all(
      [...wanted].map(async ([id, images]) => {
        const set = openToFiling(await deps.ledger.read(confirmed.organisation, id));
        return { set, images: unfiledOf(set, images, lookup) };
      }),
    );
    for (const { set, images } of sets) {
      if (images.length === 0) continue;
      const links = await sealLinks(deps.keys, set, images, confirmed.patient, lookup);
      await deps.ledger.change(
        confirmed.organisation,
        set.id,
        waiting(deps.clock, confirmed.by, set.id, links),
      );
    }
  };

/** Filed anew, what was said to be the wrong patient's is taken back from the record at once, and before this. */
const settledFirst = (row: ImageSet, now: Instant): ImageSet =>
  row.state === 'stored' ? takenBackFromRecord(row, now) : row;

const openToFiling = (set: Awaited<ReturnType<Ledger['read']>>): StoredSet => {
  if (set === undefined) throw new SafelightError('set-missing');
  if (set.state !== 'stored' || isNotClinical(set)) throw new SafelightError('change-refused');
  return set;
};

/** Those of the images still to be filed; one that is this patient's already is left as it is. */
const unfiledOf = (set: StoredSet, images: readonly ImageId[], lookup: LookupHash): readonly ImageId[] =>
  images.filter((id) => {
    const image = set.images.find((one) => one.id === id);
    if (image === undefined) throw new SafelightError('change-refused');
    if (filingRefusal(factsOf(image)) !== undefined) throw new SafelightError('cannot-be-filed');
    if (image.filing.state === 'unfiled') return true;
    if (image.filing.patient.lookup !== lookup) throw new SafelightError('already-filed');
    return false;
  });

const sealLinks = async (
  keys: Keys,
  set: StoredSet,
  images: readonly ImageId[],
  patient: PatientFound,
  lookup: LookupHash,
): Promise<ReadonlyMap<ImageId, PatientLink>> => {
  const key = await keys.unwrap(set.wordsKey);
  const links = new Map(images.map((image) => [image, sealLink(set, image, patient, lookup, key)]));
  key.fill(0);
  return links;
};

const waiting = (
  clock: Clock,
  by: PersonId,
  set: SetId,
  links: ReadonlyMap<ImageId, PatientLink>,
): Change => {
  const now = clock.now();
  return {
    to: (row) =>
      [...links].reduce(
        (stored, [image, patient]) => {
          // Somebody else was quicker, or said in the meantime that it is not clinical.
          if (!stored.images.some((one) => one.id === image && isFilable(one)))
            throw new SafelightError('already-filed');
          return withFiling(stored, image, { state: 'waiting', patient, by, at: now });
        },
        openToFiling(settledFirst(row, now)),
      ),
    owes: [
      ...[...links.keys()].map((image) => ({ verb: 'file', subject: image, dueAt: now }) as const),
      { verb: 'redraw', dueAt: now },
      { verb: 'alarm', subject: 'filing-late', dueAt: later(now, LATE_MS) },
    ],
    events: [...links.keys()].map((image) => ({ kind: 'filing-requested', at: now, by, set, image })),
  };
};

import { withImage } from '../policy/filing.ts';
import { suggestsTraining, TRAINING } from '../policy/illustration/training.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { AuditEvent } from '../set/event.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import type { Review, Unsuitable, Verdict } from '../set/review.ts';

export interface ReviewPress {
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly image: ImageId;
  readonly by: PersonId;
}

/** Of a poster's newest sets: enough to find their last ten that were judged. */
const POSTERS_SETS = 60;

/**
 * Medical Illustration's word on one picture (QUAL-02): accepted, or not suitable as a clinical health record, with a
 * reason from a closed list. Said again, the newer word stands. The card and the viewer say so at once; nothing is
 * removed, for care still needs what there is. Throws `change-refused` where the set is not in custody.
 */
export const reviewImage =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (press: ReviewPress & { readonly why?: Unsuitable }): Promise<ImageSet> => {
    const { organisation, set, image, by, why } = press;
    const at = deps.clock.now();
    const verdict: Verdict =
      why === undefined ? { says: 'accepted', by, at } : { says: 'not-suitable', why, by, at };
    const isTraining = why !== undefined && (await needsTraining(deps.ledger, press, verdict, at));
    return deps.ledger.change(organisation, set, {
      to: reviewing(image, (was) => ({
        ...was,
        verdict,
        ...(isTraining ? { training: { at } } : {}),
      })),
      owes: [
        { verb: 'redraw', dueAt: at },
        // The note beside it in the record says it too, however long ago it was filed.
        { verb: 'file', subject: image, dueAt: at },
        ...(isTraining ? [{ verb: 'remind', subject: TRAINING, dueAt: at } as const] : []),
      ],
      events: [
        {
          ...{ kind: 'image-reviewed', at, by, set, image },
          facts: { says: verdict.says, ...(why === undefined ? {} : { why }) },
        },
        ...(isTraining ? [suggested(press, at)] : []),
      ],
    });
  };

/** Who it is about is the set's poster: the event names nobody. */
const suggested = ({ set, image }: ReviewPress, at: Instant): AuditEvent => ({
  ...{ kind: 'training-suggested', at, by: 'system', set, image },
});

const needsTraining = async (
  ledger: Ledger,
  { organisation, set, image }: ReviewPress,
  verdict: Verdict,
  now: Instant,
): Promise<boolean> => {
  const row = await ledger.read(organisation, set);
  // A patient's own photograph is nobody's training.
  if (row?.state !== 'stored' || isFromPatient(row, image)) return false;
  const sets = await ledger.find(organisation, { by: 'poster', person: row.poster, newest: POSTERS_SETS });
  const stored = sets.filter((one): one is StoredSet => one.state === 'stored');
  return suggestsTraining(stored, row.poster, { image, verdict }, now);
};

const isFromPatient = (set: StoredSet, image: ImageId): boolean =>
  set.images.some(
    (one) => one.id === image && one.consent?.capture !== undefined && one.consent.capture.source !== 'staff',
  );

/** One image's review replaced; throws where there is none to review. */
export const reviewing =
  (image: ImageId, change: (was: Review) => Review) =>
  (row: ImageSet): ImageSet => {
    if (row.state !== 'stored' || !row.images.some((one) => one.id === image))
      throw new SafelightError('change-refused');
    return withImage(row, image, (was) => ({ ...was, review: change(was.review ?? {}) }));
  };

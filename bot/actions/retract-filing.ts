import { withImage } from '../policy/filing.ts';
import { opinionsOwed } from '../policy/opinion/filing.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import type { Instant } from '../set/instant.ts';
import { later, MINUTE } from '../set/instant.ts';

const LATE_MS = 15 * MINUTE;

/**
 * Wrong patient: the image is nobody's at once, and the duty `file` marks its document as entered in error. It can be
 * filed anew straight away; the record is told in that order. Throws `set-missing`, and `change-refused` where the
 * image is not filed.
 */
export const retractFiling =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (taken: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly image: ImageId;
    readonly by: PersonId;
  }): Promise<void> => {
    const now = deps.clock.now();
    const { organisation, set, image, by } = taken;
    const row = await deps.ledger.read(organisation, set);
    const before = imageOf(row, image);
    await deps.ledger.change(organisation, set, {
      to: (row) => takenBack(row, image, by, now),
      owes: [
        { verb: 'file', subject: image, dueAt: now },
        { verb: 'redraw', dueAt: now },
        { verb: 'alarm', subject: 'filing-late', dueAt: later(now, LATE_MS) },
        ...(row?.state === 'stored' ? opinionsOwed(row, now) : []),
      ],
      events: [
        {
          kind: 'filing-retraction-intended',
          at: now,
          by,
          set,
          image,
          facts: { was: before.filing.state },
        },
      ],
    });
  };

const takenBack = (row: ImageSet, id: ImageId, by: PersonId, at: Instant): StoredSet => {
  const { filing } = imageOf(row, id);
  if (row.state !== 'stored' || filing.state === 'unfiled') throw new SafelightError('change-refused');
  // Still waiting: the record may have it all the same, its answer on the way or lost.
  const document = filing.state === 'filed' ? filing.document : '';
  return withImage(row, id, (was) => ({
    ...was,
    filing: { state: 'unfiled' },
    retracted: [...was.retracted, { document, at, by, done: false }],
  }));
};

const imageOf = (set: ImageSet | undefined, id: ImageId): StoredImage => {
  if (set === undefined) throw new SafelightError('set-missing');
  const image = set.state === 'stored' ? set.images.find((one) => one.id === id) : undefined;
  if (image === undefined) throw new SafelightError('change-refused');
  return image;
};

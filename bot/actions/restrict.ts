import { restrict as restriction } from '../policy/consent/restrict.ts';
import { withFacts } from '../policy/consent/with-facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { ConsentFacts } from '../set/consented.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { RestrictionReason } from '../set/restriction.ts';

/** What a person can press; the others follow from the patient's answer, their age, or a restore. */
export type PressedReason = Exclude<RestrictionReason, 'declined' | 'unconfirmed' | 'restored'>;

/**
 * "Intimate, child or injury": whoever may open these images closes them to all but the people named, with this commit
 * (INT-01, INT-08). With nobody named it is whoever pressed it. Throws `restriction-stands` where one of them is
 * restricted already: that is for those it names (actions/change-restriction.ts).
 */
export const restrict =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly images: readonly ImageId[];
    readonly by: PersonId;
    readonly why: PressedReason;
    readonly viewers: readonly PersonId[];
  }): Promise<ImageSet> => {
    const now = deps.clock.now();
    const { organisation, set, images, by, why, viewers } = asked;
    const closed = (facts: ConsentFacts): ConsentFacts => {
      if (facts.restriction !== undefined) throw new SafelightError('restriction-stands');
      return {
        ...(why === 'forensic' ? uncropped(facts) : facts),
        intimate: facts.intimate || why === 'intimate',
        restriction: restriction(why, by, now, viewers),
      };
    };
    return deps.ledger.change(organisation, set, {
      to: (row) => {
        if (row.state !== 'stored' || images.length === 0) throw new SafelightError('change-refused');
        const restricted = images.reduce((sofar, image) => withFacts(sofar, image, closed), row);
        return why === 'forensic' ? cropped(row, images).reduce(renderedAnew, restricted) : restricted;
      },
      owes: [
        { verb: 'redraw', dueAt: now },
        // The note beside it in the record follows; of what is filed nowhere the duty does nothing.
        ...images.map((image) => ({ verb: 'file', subject: image, dueAt: now }) as const),
        // Whatever of these was cropped is shown whole; the duty does nothing for the others.
        ...(why === 'forensic'
          ? images.map((image) => ({ verb: 'render', subject: image, dueAt: now }) as const)
          : []),
      ],
      events: images.map((image) => ({
        kind: 'image-restricted',
        at: now,
        by,
        set,
        image,
        facts: { why, viewers: Math.max(1, viewers.length) },
      })),
    });
  };

/** INT-08: what may be evidence is shown as it came. */
const uncropped = ({ capture, ...facts }: ConsentFacts): ConsentFacts => {
  if (capture === undefined) return facts;
  const { crop: _cropped, ...whole } = capture;
  return { ...facts, capture: whole };
};

const cropped = ({ images: all }: StoredSet, images: readonly ImageId[]): readonly ImageId[] =>
  all
    .filter(({ id, consent }) => images.includes(id) && consent?.capture?.crop !== undefined)
    .map(({ id }) => id);

/** The renditions of a part are nobody's from here on; they are swept. */
const renderedAnew = (set: StoredSet, image: ImageId): StoredSet => ({
  ...set,
  images: set.images.map((one) => (one.id === image ? { ...one, renditions: { state: 'owed' } } : one)),
});

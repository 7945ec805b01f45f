import { mayChangeRestriction } from '../policy/consent/may-change-restriction.ts';
import { withFacts } from '../policy/consent/with-facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Account } from '../set/account.ts';
import type { ConsentFacts } from '../set/consented.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';

export type RestrictionChanged =
  { readonly change: 'extend'; readonly viewers: readonly PersonId[] } | { readonly change: 'lift' };

/**
 * Names more people, or opens the images again. Lifting "intimate" takes back the mark as well, for a slip of the thumb;
 * an intimate part of the body stays closed whatever is pressed. Throws `restriction-stands` for whom the rule does not
 * let, `change-refused` where nothing is restricted.
 */
export const changeRestriction =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly images: readonly ImageId[];
    readonly account: Account;
    readonly to: RestrictionChanged;
  }): Promise<ImageSet> => {
    const now = deps.clock.now();
    const { organisation, set, images, account, to } = asked;
    const changed = (facts: ConsentFacts): ConsentFacts => {
      const { restriction, ...open } = facts;
      if (restriction === undefined) throw new SafelightError('change-refused');
      if (!mayChangeRestriction(restriction, account, to.change))
        throw new SafelightError('restriction-stands');
      if (to.change === 'lift')
        return { ...open, intimate: restriction.why === 'intimate' ? false : open.intimate };
      const fresh = to.viewers.filter((one) => !restriction.viewers.some((two) => samePerson(one, two)));
      return { ...facts, restriction: { ...restriction, viewers: [...restriction.viewers, ...fresh] } };
    };
    return deps.ledger.change(organisation, set, {
      to: (row) => {
        if (row.state !== 'stored' || images.length === 0) throw new SafelightError('change-refused');
        return images.reduce((sofar, image) => withFacts(sofar, image, changed), row);
      },
      owes: [
        { verb: 'redraw', dueAt: now },
        // The note beside it in the record follows; of what is filed nowhere the duty does nothing.
        ...images.map((image) => ({ verb: 'file', subject: image, dueAt: now }) as const),
      ],
      events: images.map((image) => ({
        kind: to.change === 'lift' ? 'restriction-lifted' : 'restriction-extended',
        at: now,
        by: account.person,
        set,
        image,
        facts: to.change === 'lift' ? {} : { viewers: to.viewers.length },
      })),
    });
  };

import { isIntimate, mayBeChild } from '../policy/consent/case.ts';
import { restrict } from '../policy/consent/restrict.ts';
import { withFacts } from '../policy/consent/with-facts.ts';
import { ROLES } from '../policy/roles.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Account } from '../set/account.ts';
import type { Confirmer, ConsentFacts } from '../set/consented.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';

const ROLE_OF: Readonly<Record<Confirmer, string>> = {
  senior: ROLES.senior,
  safeguarding: ROLES.safeguarding,
};

/**
 * One of the two people who must agree to an intimate picture of somebody who may be under 18 (INT-07). Each says it
 * themselves, signed in. What was taken with the camera waited for them, closed: with the second it is its taker's, like
 * any intimate picture. One of them who does not agree closes it, and information governance decides. Throws
 * `not-allowed` without the role, `second-person-needed` where it is the poster or the person who confirmed already,
 * `change-refused` where the rule does not ask for it.
 */
export const confirmIntimate =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly images: readonly ImageId[];
    readonly account: Account;
    readonly as: Confirmer;
    readonly agrees: boolean;
  }): Promise<ImageSet> => {
    const now = deps.clock.now();
    const { organisation, set, images, account, as, agrees } = asked;
    const by = account.person;
    if (!account.roles.includes(ROLE_OF[as])) throw new SafelightError('not-allowed');
    const confirmed = (facts: ConsentFacts): ConsentFacts => {
      if (!isIntimate(facts) || !mayBeChild(facts)) throw new SafelightError('change-refused');
      const other = facts.confirmations?.[as === 'senior' ? 'safeguarding' : 'senior'];
      if (other !== undefined && samePerson(other.by, by)) throw new SafelightError('second-person-needed');
      return agrees ? agreed(facts, as, by, now) : refused(facts, by, now);
    };
    return deps.ledger.change(organisation, set, {
      to: (row) => {
        if (row.state !== 'stored' || images.length === 0) throw new SafelightError('change-refused');
        if (samePerson(row.poster, by)) throw new SafelightError('second-person-needed');
        return images.reduce((sofar, image) => withFacts(sofar, image, confirmed), row);
      },
      owes: [
        { verb: 'redraw', dueAt: now },
        // The note beside it in the record follows; of what is filed nowhere the duty does nothing.
        ...images.map((image) => ({ verb: 'file', subject: image, dueAt: now }) as const),
        ...(agrees ? [] : [{ verb: 'alarm', subject: 'declined-undecided', dueAt: now } as const]),
      ],
      events: images.map((image) => ({
        kind: agrees ? 'intimate-confirmed' : 'intimate-refused',
        at: now,
        by,
        set,
        image,
        facts: { as },
      })),
    });
  };

const agreed = (facts: ConsentFacts, as: Confirmer, by: PersonId, at: Instant): ConsentFacts => {
  const confirmations = { ...facts.confirmations, [as]: { by, at } };
  const { senior, safeguarding } = confirmations;
  const { restriction, consent } = facts;
  if (senior === undefined || safeguarding === undefined || restriction?.why !== 'unconfirmed')
    return { ...facts, confirmations };
  const confirmed = { senior: senior.by, safeguarding: safeguarding.by };
  return {
    ...facts,
    confirmations,
    consent: consent.state === 'given' ? { ...consent, confirmed } : consent,
    restriction: { ...restriction, why: restriction.keepWhole ? 'forensic' : 'intimate' },
  };
};

/** Only what waits for the two: of what stands already information governance is asked. */
const refused = (facts: ConsentFacts, by: PersonId, at: Instant): ConsentFacts => {
  if (facts.restriction?.why !== 'unconfirmed') throw new SafelightError('change-refused');
  return { ...facts, consent: { state: 'declined', by, at }, restriction: restrict('declined', by, at) };
};

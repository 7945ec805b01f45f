import { factsOf } from '../policy/consent/facts-of.ts';
import { afterWithdrawal, rippleOf, withdraw } from '../policy/consent/withdraw.ts';
import { withFacts } from '../policy/consent/with-facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Level, TellFirst } from '../set/consent.ts';
import type { ConsentFacts } from '../set/consented.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';

/**
 * Somebody changed their mind (CON-09, CON-10, CON-14): what they withdraw ends with this commit, and nothing is erased.
 * Throws `tell-first` until every sentence that is theirs to hear was read to them, `change-refused` where nothing of
 * these images was agreed to.
 */
export const withdrawConsent =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly images: readonly ImageId[];
    readonly by: PersonId;
    readonly levels: readonly Level[];
    readonly told: readonly TellFirst[];
  }): Promise<void> => {
    const now = deps.clock.now();
    const { organisation, set, images, by, levels, told } = asked;
    const before = stored(await deps.ledger.read(organisation, set));
    const without = (facts: ConsentFacts): ConsentFacts => {
      if (facts.consent.state !== 'given' && facts.consent.state !== 'not-needed')
        throw new SafelightError('change-refused');
      const withdrawal = withdraw(facts, levels, told, by, now);
      if (withdrawal === undefined) throw new SafelightError('tell-first');
      return afterWithdrawal(facts, withdrawal);
    };
    await deps.ledger.change(organisation, set, {
      to: (row) => images.reduce((sofar, image) => withFacts(sofar, image, without), stored(row)),
      owes: [
        { verb: 'redraw', dueAt: now },
        { verb: 'remind', subject: 'to-do', dueAt: now },
      ],
      events: images.map((image) => {
        const found = before.images.find((one) => one.id === image);
        const { ends } = rippleOf(factsOf(found ?? {}), levels);
        const facts = { levels: levels.join(' '), ends: ends.join(' ') };
        return { kind: 'consent-withdrawn', at: now, by, set, image, facts };
      }),
    });
  };

const stored = (row: ImageSet | undefined): StoredSet => {
  if (row === undefined) throw new SafelightError('set-missing');
  if (row.state !== 'stored') throw new SafelightError('change-refused');
  return row;
};

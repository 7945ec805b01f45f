import { isDeepStrictEqual } from 'node:util';
import { bindConsent } from '../audit/bind-consent.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import { afterWithdrawal, rippleOf, withdraw } from '../policy/consent/withdraw.ts';
import { withFacts } from '../policy/consent/with-facts.ts';
import { noteOwed } from '../policy/filing.ts';
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
    const meant = before.images.filter(({ id }) => images.includes(id));
    await deps.ledger.change(organisation, set, {
      to: (row) =>
        images.reduce((sofar, image) => {
          // Answered or taken back by somebody else meanwhile: what is on record would not be what stands.
          if (!isDeepStrictEqual(agreedTo(sofar, image), agreedTo(before, image)))
            throw new SafelightError('change-refused');
          return withFacts(sofar, image, without);
        }, stored(row)),
      owes: [
        { verb: 'redraw', dueAt: now },
        { verb: 'remind', subject: 'to-do', dueAt: now },
        ...noteOwed(meant, now),
      ],
      events: meant.map((image) => {
        const { ends } = rippleOf(factsOf(image), levels);
        const bound = bindConsent({ organisation, set, image }, without(factsOf(image)));
        const facts = { bound, levels: levels.join(' '), ends: ends.join(' ') };
        return { kind: 'consent-withdrawn', at: now, by, set, image: image.id, facts };
      }),
    });
  };

const agreedTo = ({ images }: StoredSet, id: ImageId): unknown => {
  const { consent, withdrawals } = factsOf(images.find((one) => one.id === id) ?? {});
  return { consent, withdrawals };
};

const stored = (row: ImageSet | undefined): StoredSet => {
  if (row === undefined) throw new SafelightError('set-missing');
  if (row.state !== 'stored') throw new SafelightError('change-refused');
  return row;
};

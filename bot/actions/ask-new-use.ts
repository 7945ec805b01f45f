import { isDeepStrictEqual } from 'node:util';
import { bindConsent } from '../audit/bind-consent.ts';
import type { ConsentRules } from '../policy/consent/case.ts';
import type { Conclusion } from '../policy/consent/conclude.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import { answerUse, askForUse, concludeNewUse, useWaiting } from '../policy/consent/new-use.ts';
import { withFacts } from '../policy/consent/with-facts.ts';
import { noteOwed } from '../policy/filing.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import { sealConsent } from '../sealed/seal-consent.ts';
import type { ConsentForm, SecondaryUse } from '../set/consent.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';

export interface AboutNewUse {
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly image: ImageId;
  readonly by: PersonId;
}

/** Makes the task to ask the patient (CON-22). It grants nothing. Throws `change-refused` where there is nothing to ask for. */
export const askNewUse =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: AboutNewUse & { readonly uses: readonly SecondaryUse[] }): Promise<void> => {
    const { organisation, set, image, by, uses } = asked;
    const at = deps.clock.now();
    await deps.ledger.change(organisation, set, {
      to: (row) =>
        withFacts(stored(row), image, (facts) => {
          const asking = askForUse(facts, uses, by, at);
          if (asking === undefined) throw new SafelightError('change-refused');
          return asking;
        }),
      owes: [{ verb: 'remind', subject: 'to-do', dueAt: at }],
      events: [{ kind: 'new-use-asked', at, by, set, image, facts: { uses: uses.join(' ') } }],
    });
  };

/** What the patient said to it, every text sealed. Throws `set-missing`, and `change-refused` where no task stands. */
export const answerNewUse =
  (deps: { readonly ledger: Ledger; readonly keys: Keys; readonly clock: Clock }) =>
  async (
    asked: AboutNewUse & { readonly form: ConsentForm; readonly rules: ConsentRules },
  ): Promise<Conclusion> => {
    const { organisation, set: id, image, by, form, rules } = asked;
    const now = deps.clock.now();
    const set = stored(await deps.ledger.read(organisation, id));
    const facts = factsOf(imageOf(set, image));
    const task = useWaiting(facts);
    if (task === undefined) throw new SafelightError('change-refused');
    const conclusion = concludeNewUse(form, { facts, via: 'intercepted', by, now, rules }, task);
    if (!conclusion.ok) return conclusion;
    const key = await deps.keys.unwrap(set.wordsKey);
    // A place of its own for each answer's texts: none passes for one of another.
    const own = `${image}/use-${(facts.newUses ?? []).indexOf(task)}`;
    const answered = sealConsent(conclusion.consent, key, { owner: { organisation, id }, image: own });
    key.fill(0);
    if (answered.state !== 'given' && answered.state !== 'declined')
      throw new SafelightError('change-refused');
    const of = { organisation, set: id, image: imageOf(set, image) };
    const bound = bindConsent(of, answerUse(facts, answered));
    const granted = answered.state === 'given' ? answered.answers.uses : {};
    await deps.ledger.change(organisation, id, {
      to: (row) =>
        withFacts(stored(row), image, (was) => {
          // Answered, withdrawn or restricted meanwhile: what is on record would not be what stands.
          if (!isDeepStrictEqual(was, facts)) throw new SafelightError('change-refused');
          return answerUse(was, answered);
        }),
      owes: [
        { verb: 'redraw', dueAt: now },
        { verb: 'remind', subject: 'to-do', dueAt: now },
        ...noteOwed([imageOf(set, image)], now),
      ],
      events: [
        {
          kind: 'new-use-answered',
          at: now,
          by,
          set: id,
          image,
          facts: { bound, state: answered.state, ...granted },
        },
      ],
    });
    return conclusion;
  };

const imageOf = (set: StoredSet, id: ImageId): StoredImage => {
  const image = set.images.find((one) => one.id === id);
  if (image === undefined) throw new SafelightError('change-refused');
  return image;
};

const stored = (row: ImageSet | undefined): StoredSet => {
  if (row === undefined) throw new SafelightError('set-missing');
  if (row.state !== 'stored') throw new SafelightError('change-refused');
  return row;
};

import { withFacts } from '../policy/consent/with-facts.ts';
import { destroyersOf } from '../policy/disposal.ts';
import { withImage } from '../policy/filing.ts';
import { ROLES } from '../policy/roles.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import { openWords, sealWords } from '../sealed/words.ts';
import type { Account } from '../set/account.ts';
import type { Consent, DeclineOutcome, DeclineProposal } from '../set/consent.ts';
import type { ConsentFacts } from '../set/consented.ts';
import type { NewDuty } from '../set/duty.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredImage } from '../set/image.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { sealContext } from '../set/sealed.ts';

type Declined = Extract<Consent, { state: 'declined' }>;

export interface DecideDeclined {
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly account: Account;
  readonly outcome: DeclineOutcome;
  /** One line, sealed with the set's words. */
  readonly reason: string;
  /** Which court's order, as it is numbered: with `court-order` always (CON-26). */
  readonly document?: string;
  /** Kept by law: the people who may open it, and nobody else. */
  readonly viewers: readonly PersonId[];
}

/**
 * What becomes of images the patient refused (issue C part 6): the first person in information governance proposes, a
 * second one who says the same decides; saying otherwise is a new proposal. Neither posted it nor recorded the refusal.
 * A court's order is named by both, and opens it to the people they name (CON-26). "Destroy" takes back a filing and owes `dispose`, which asks the rule of two once more; a set is disposed of whole, so
 * that one refused image among others stays closed instead. Throws `not-allowed`, `reason-missing`,
 * `second-person-needed`, `change-refused` where nothing waits to be decided.
 */
export const decideDeclined =
  (deps: { readonly ledger: Ledger; readonly keys: Keys; readonly clock: Clock }) =>
  async (asked: DecideDeclined): Promise<'proposed' | 'decided'> => {
    const { organisation, account, outcome } = asked;
    if (!account.roles.includes(ROLES.informationGovernance)) throw new SafelightError('not-allowed');
    const document = asked.document?.trim() ?? '';
    if (asked.reason.trim() === '' || (outcome === 'court-order' && document === ''))
      throw new SafelightError('reason-missing');
    const now = deps.clock.now();
    const before = stored(await deps.ledger.read(organisation, asked.set));
    const waiting = waitingIn(before, account.person);
    if (waiting.some(({ proposed }) => proposed?.outcome === outcome && isBy(proposed, account.person)))
      throw new SafelightError('second-person-needed');
    const key = await deps.keys.unwrap(before.wordsKey);
    const of = (image: ImageId, field: string) => sealContext.consent(before, image, field);
    const named = ({ image, proposed }: Waiting): boolean =>
      outcome !== 'court-order' ||
      (proposed?.document !== undefined &&
        isSameOrder(String(openWords(proposed.document, key, of(image, 'proposal-document'))), document));
    const isSecond = waiting.every((one) => isAgreement(one.proposed, asked) && named(one));
    const field = isSecond ? 'decision' : 'proposal';
    const sealed = new Map(
      waiting.map(({ image }): [ImageId, Texts] => [
        image,
        {
          reason: sealWords(asked.reason, key, of(image, field)),
          ...(outcome === 'court-order'
            ? { document: sealWords(document, key, of(image, `${field}-document`)) }
            : {}),
        },
      ]),
    );
    key.fill(0);
    const change = (row: ImageSet): StoredSet =>
      waiting.reduce(
        (set, one) => said(set, one, { ...asked, ...(sealed.get(one.image) ?? NO_TEXTS) }, isSecond, now),
        stored(row),
      );
    await deps.ledger.change(organisation, asked.set, {
      to: change,
      owes: owed(change(before), waiting, now),
      events: waiting.map(({ image }) => ({
        kind: isSecond ? 'decline-decided' : 'decline-decision-proposed',
        at: now,
        by: account.person,
        set: asked.set,
        image,
        facts: { outcome, viewers: asked.viewers.length },
      })),
    });
    return isSecond ? 'decided' : 'proposed';
  };

type Texts = Pick<DeclineProposal, 'reason' | 'document'>;
const NO_TEXTS: Texts = { reason: '' };

/** Whoever says the second word has the order in front of them: they name the same one. */
const isSameOrder = (one: string, other: string): boolean =>
  one.replace(/\s+/g, '').toLowerCase() === other.replace(/\s+/g, '').toLowerCase();

interface Waiting {
  readonly image: ImageId;
  readonly proposed: Declined['proposed'];
}

/** Throws for whoever posted it or recorded the refusal: they are not the people who decide. */
const waitingIn = (set: StoredSet, person: PersonId): readonly Waiting[] => {
  const waiting = set.images.flatMap(({ id, consent }) =>
    consent?.consent.state === 'declined' && consent.consent.decided === undefined
      ? [{ image: id, by: consent.consent.by, proposed: consent.consent.proposed }]
      : [],
  );
  if (waiting.length === 0) throw new SafelightError('change-refused');
  if (samePerson(set.poster, person) || waiting.some((one) => samePerson(one.by, person)))
    throw new SafelightError('second-person-needed');
  return waiting;
};

const isBy = (proposed: Declined['proposed'], person: PersonId): boolean =>
  proposed !== undefined && samePerson(proposed.by, person);

const isAgreement = (proposed: Declined['proposed'], { outcome, account }: DecideDeclined): boolean =>
  proposed?.outcome === outcome && !samePerson(proposed.by, account.person);

const said = (
  set: StoredSet,
  { image, proposed }: Waiting,
  { outcome, account, reason, document, viewers }: DecideDeclined,
  isSecond: boolean,
  at: Instant,
): StoredSet => {
  const by = account.person;
  const order = document === undefined || outcome !== 'court-order' ? {} : { document };
  const facts = (was: ConsentFacts): ConsentFacts => {
    const { consent } = was;
    // Decided, or proposed anew, while this was judged.
    if (
      consent.state !== 'declined' ||
      consent.decided !== undefined ||
      consent.proposed?.at !== proposed?.at
    )
      throw new SafelightError('change-refused');
    if (!isSecond || proposed === undefined)
      return { ...was, consent: { ...consent, proposed: { outcome, reason, ...order, by, at } } };
    const decided = { outcome, reason, ...order, by: [proposed.by, by], at } as const;
    const { restriction } = was;
    const named = outcome !== 'destroy' && restriction !== undefined;
    return {
      ...was,
      consent: { ...consent, decided },
      ...(named ? { restriction: { ...restriction, viewers } } : {}),
    };
  };
  const changed = withFacts(set, image, facts);
  return isSecond && outcome === 'destroy' ? withImage(changed, image, takenBack(by, at)) : changed;
};

/** What is destroyed is nobody's record: its document is marked as entered in error first. */
const takenBack =
  (by: PersonId, at: Instant) =>
  (was: StoredImage): StoredImage => {
    const { filing } = was;
    if (filing.state === 'unfiled') return was;
    const document = filing.state === 'filed' ? filing.document : '';
    return {
      ...was,
      filing: { state: 'unfiled' },
      retracted: [...was.retracted, { document, at, by, done: false }],
    };
  };

const owed = (after: StoredSet, waiting: readonly Waiting[], now: Instant): readonly NewDuty[] => [
  { verb: 'redraw', dueAt: now },
  { verb: 'alarm', subject: 'declined-undecided', dueAt: now },
  // Destroyed, its document is taken back; kept by law, the note beside it says so.
  ...waiting.map(({ image }) => ({ verb: 'file', subject: image, dueAt: now }) as const),
  ...(destroyersOf(after) === undefined ? [] : [{ verb: 'dispose', dueAt: now } as const]),
];

const stored = (row: ImageSet | undefined): StoredSet => {
  if (row === undefined) throw new SafelightError('set-missing');
  if (row.state !== 'stored' || row.hold !== undefined) throw new SafelightError('change-refused');
  return row;
};

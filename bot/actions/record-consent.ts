import { isDeepStrictEqual } from 'node:util';
import { bindConsent } from '../audit/bind-consent.ts';
import { ageOn, dayInLondon } from '../policy/birth-date.ts';
import type { ConsentCase, ConsentRules } from '../policy/consent/case.ts';
import { isIntimate } from '../policy/consent/case.ts';
import { ageBandOf, comesAgain } from '../policy/consent/comes-again.ts';
import type { Conclusion } from '../policy/consent/conclude.ts';
import { conclude } from '../policy/consent/conclude.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import { restrict, restrictionOwed } from '../policy/consent/restrict.ts';
import { withFacts } from '../policy/consent/with-facts.ts';
import { lapsingSooner } from '../policy/consent-rules.ts';
import { noteOwed } from '../policy/filing.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { Change, Ledger } from '../ports/ledger.ts';
import { openWords } from '../sealed/words.ts';
import { sealConsent } from '../sealed/seal-consent.ts';
import type { ConsentRefusal, ConsentWarning, Question } from '../set/consent-codes.ts';
import type { Consent, ConsentForm } from '../set/consent.ts';
import type { ConsentFacts } from '../set/consented.ts';
import type { NewDuty } from '../set/duty.ts';
import { SafelightError } from '../set/errors.ts';
import type { AuditEvent } from '../set/event.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { StoredImage } from '../set/image.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { instant } from '../set/instant.ts';
import { sealContext } from '../set/sealed.ts';

/** What a person says of the picture itself as they answer; what they do not say stays as it was. */
export type Said = Partial<Pick<ConsentFacts, 'subject' | 'sited' | 'intimate' | 'ageBand' | 'takenBy'>>;

export interface RecordConsent {
  readonly organisation: OrganisationId;
  readonly set: SetId;
  /** Images of one patient, open to whoever answers. */
  readonly images: readonly ImageId[];
  readonly by: PersonId;
  readonly form: ConsentForm;
  readonly said: Said;
  readonly rules: ConsentRules;
}

export type Recorded =
  | { readonly ok: true; readonly state: Consent['state']; readonly warnings: readonly ConsentWarning[] }
  | { readonly ok: false; readonly ask: readonly Question[]; readonly refused: readonly ConsentRefusal[] };

interface Judged {
  readonly image: ImageId;
  readonly facts: ConsentFacts;
  readonly birthDate?: string;
  readonly conclusion: Extract<Conclusion, { ok: true }>;
}

/**
 * Answered after the fact, of a picture that was posted first: always recorded as retrospective (CON-19). All images or
 * none. A "no" restricts at once, and an intimate picture that nobody has restricted is (CON-13, INT-01). Throws
 * `set-missing`, `change-refused`, and `consent-closed` where the patient has said no already.
 */
export const recordConsent =
  (deps: { readonly ledger: Ledger; readonly keys: Keys; readonly clock: Clock }) =>
  async (asked: RecordConsent): Promise<Recorded> => {
    const now = deps.clock.now();
    const set = stored(await deps.ledger.read(asked.organisation, asked.set));
    const key = await deps.keys.unwrap(set.wordsKey);
    try {
      const judged = asked.images.map((image) => judge(asked, set, imageOf(set, image), key, now));
      const refusals = judged.filter((one) => 'ok' in one);
      if (refusals.length > 0)
        return {
          ok: false,
          ask: [...new Set(refusals.flatMap((one) => one.ask))],
          refused: [...new Set(refusals.flatMap((one) => one.refused))],
        };
      const stand = judged.filter((one): one is Judged => !('ok' in one));
      await deps.ledger.change(asked.organisation, asked.set, changeFor(asked, set, stand, key, now));
      return {
        ok: true,
        state: stand[0]?.conclusion.consent.state ?? 'unanswered',
        warnings: [...new Set(stand.flatMap((one) => one.conclusion.warnings))],
      };
    } finally {
      key.fill(0);
    }
  };

const judge = (
  { form, said, by, rules }: RecordConsent,
  set: StoredSet,
  image: StoredImage,
  key: Uint8Array,
  now: Instant,
): Judged | Extract<Conclusion, { ok: false }> => {
  const before = factsOf(image);
  const birthDate = birthDateOf(set, image, key);
  const facts: ConsentFacts = {
    ...before,
    ...said,
    intimate: before.intimate || said.intimate === true,
    // The record knows how old the patient is; nobody is asked, and nobody can say otherwise.
    ...(birthDate === undefined ? {} : { ageBand: ageBandOf(ageOn(birthDate, dayInLondon(now)).years) }),
  };
  const { senior, safeguarding } = before.confirmations ?? {};
  const of: ConsentCase = { facts, via: 'intercepted', by, now, rules };
  const conclusion = conclude(
    senior === undefined || safeguarding === undefined
      ? form
      : { ...form, confirmed: { senior: senior.by, safeguarding: safeguarding.by } },
    of,
  );
  if (!conclusion.ok) return conclusion;
  return { image: image.id, facts, conclusion, ...(birthDate === undefined ? {} : { birthDate }) };
};

const changeFor = (
  { by, rules }: Pick<RecordConsent, 'by' | 'rules'>,
  before: StoredSet,
  judged: readonly Judged[],
  key: Uint8Array,
  now: Instant,
): Change => {
  const owner = { organisation: before.organisation, id: before.id };
  const sealed = new Map(
    judged.map(({ image, conclusion }) => [image, sealConsent(conclusion.consent, key, { owner, image })]),
  );
  const sooner = lapsingSooner(
    before,
    judged.map(({ facts }) => facts.ageBand),
    rules,
    now,
  );
  return {
    to: (row) => ({
      ...judged.reduce((set, { image, facts }) => {
        // Answered by somebody else, or restricted, while this was judged: it is looked at anew.
        if (!isDeepStrictEqual(factsOf(imageOf(set, image)), factsOf(imageOf(before, image))))
          throw new SafelightError('change-refused');
        const consent = sealed.get(image) ?? facts.consent;
        return withFacts(set, image, () => restricted({ ...facts, consent }, by, now));
      }, stored(row)),
      ...sooner,
    }),
    owes: [
      ...(sooner === undefined ? [] : lapseDuties(sooner.lapsesAt, now)),
      { verb: 'redraw', dueAt: now },
      // Says what is left, and when any of it comes up again.
      { verb: 'remind', subject: 'to-do', dueAt: now },
      ...judged.flatMap((one) => alarmsFor(one, now)),
      ...noteOwed(
        judged.map(({ image }) => imageOf(before, image)),
        now,
      ),
    ],
    events: judged.map((one) => eventOf(one, before, by, now)),
  };
};

/** Of a shorter time (CAP-05): reminders look at the set when they wake. */
const lapseDuties = (lapsesAt: Instant, now: Instant): readonly NewDuty[] => [
  { verb: 'redraw', subject: 'lapsed', dueAt: lapsesAt },
  { verb: 'remind', subject: 'lapse-soon', dueAt: now },
  { verb: 'remind', subject: 'lapsed', dueAt: lapsesAt },
];

/** INT-01, CON-13: nobody has to press twice. */
const restricted = (facts: ConsentFacts, by: PersonId, at: Instant): ConsentFacts => {
  const why = restrictionOwed(facts);
  if (why !== undefined) return { ...facts, restriction: restrict(why, by, at) };
  // Restricted to some already, and now refused: the people named before see it no more either.
  return facts.consent.state === 'declined' ? { ...facts, restriction: restrict('declined', by, at) } : facts;
};

const alarmsFor = ({ facts, birthDate, conclusion }: Judged, now: Instant): readonly NewDuty[] => {
  const { consent } = conclusion;
  if (consent.state === 'declined') return [{ verb: 'alarm', subject: 'declined-undecided', dueAt: now }];
  return comesAgain({ ...facts, consent }, birthDate)
    .filter(({ what }) => what === 'sixteenth-birthday')
    .map(({ dueAt }) => ({ verb: 'alarm', subject: 'sixteenth-birthday', dueAt: monthAfter(dueAt) }));
};

/** The first of the month after: a duty stands in the open, and a birthday is a patient's. */
const monthAfter = (birthday: Instant): Instant => {
  const day = new Date(birthday);
  return instant(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1));
};

const eventOf = (
  { image, facts, conclusion }: Judged,
  before: StoredSet,
  by: PersonId,
  at: Instant,
): AuditEvent => {
  const { consent } = conclusion;
  const { organisation, id: set } = before;
  const bound = bindConsent({ organisation, set, image: imageOf(before, image) }, { ...facts, consent });
  return {
    kind: 'consent-recorded',
    at,
    by,
    set,
    image,
    facts: {
      bound,
      state: consent.state,
      subject: facts.subject ?? 'unsaid',
      intimate: isIntimate(facts),
      ...(consent.state === 'given'
        ? {
            how: consent.method.how,
            retrospective: consent.retrospective,
            making: consent.answers.making,
            care: consent.answers.care,
          }
        : {}),
    },
  };
};

/** As the record answered when it was filed: only of an image that is a patient's. */
const birthDateOf = (set: StoredSet, { id, filing }: StoredImage, key: Uint8Array): string | undefined => {
  if (filing.state === 'unfiled') return undefined;
  const patient = openWords(filing.patient.patient, key, sealContext.patient(set, id));
  const birthDate = (patient as { readonly birthDate?: unknown } | null)?.birthDate;
  return typeof birthDate === 'string' ? birthDate : undefined;
};

const imageOf = (set: StoredSet, id: ImageId): StoredImage => {
  const image = set.images.find((one) => one.id === id);
  if (image === undefined) throw new SafelightError('change-refused');
  const { state } = factsOf(image).consent;
  if (state === 'declined' || state === 'stopped') throw new SafelightError('consent-closed');
  return image;
};

const stored = (row: ImageSet | undefined): StoredSet => {
  if (row === undefined) throw new SafelightError('set-missing');
  if (row.state !== 'stored') throw new SafelightError('change-refused');
  return row;
};

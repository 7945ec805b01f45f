import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { AccessQuestion } from '../../bot/policy/access.ts';
import { accountRefusal, mayOpen } from '../../bot/policy/access.ts';
import { CARE_BASIS } from '../../bot/policy/consent/conclude.ts';
import { hasLapsed } from '../../bot/policy/lapse.ts';
import type { Account } from '../../bot/set/account.ts';
import { imageId, misSendId, organisationId, personId } from '../../bot/set/ids.ts';
import type { StoredImage } from '../../bot/set/image.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { HOUR, instant, later, SECOND } from '../../bot/set/instant.ts';
import { closedQuestion, openQuestion } from '../memory/question.ts';

const OWN = 'own-tenant';
const NAMED = 'named-tenant';
const here = organisationId('XHB');
const elsewhere = organisationId('XFV');
const now = instant('2026-03-02T09:00:00Z');

const image = (id: string, filed: boolean): StoredImage =>
  ({ id: imageId(id), filing: { state: filed ? 'filed' : 'unfiled' } }) as unknown as StoredImage;

const setOf = (change: Partial<StoredSet> = {}): StoredSet =>
  ({
    state: 'stored',
    organisation: here,
    lapsesAt: later(now, HOUR),
    images: [image('filed', true), image('unfiled', false)],
    ...change,
  }) as StoredSet;

const account = (change: Partial<Account> = {}): Account => ({
  person: personId(OWN, 'somebody'),
  name: 'Somebody',
  roles: ['Clinician'],
  mfa: true,
  guest: false,
  ...change,
});

const ask = (change: Partial<AccessQuestion> = {}): AccessQuestion => ({
  set: setOf(),
  account: account(),
  home: here,
  membership: 'member',
  rules: { viewerTenants: [OWN], guestTenants: [NAMED], refusedRoles: ['Student'] },
  purpose: 'picture',
  now,
  ...change,
});

describe('A picture', () => {
  it('opens to a member of the conversation, all images of it', () => {
    expect(mayOpen(ask())).toEqual({
      allowed: true,
      as: 'member',
      images: ['filed', 'unfiled'],
      closed: [],
      warnings: ['partly-linked', 'consent-not-recorded'],
    });
  });

  it('opens to nobody who has not signed in, or signed in with a password alone', () => {
    const { account: _nobody, ...question } = ask();
    expect(mayOpen(question)).toMatchObject({ allowed: false, code: 'not-signed-in' });
    expect(mayOpen(ask({ account: account({ mfa: false }) }))).toMatchObject({ code: 'no-second-factor' });
  });

  it('opens to no one outside the conversation, and says the same as if it were not there', () => {
    expect(mayOpen(ask({ membership: 'none' }))).toEqual({
      allowed: false,
      code: 'not-a-member',
      say: 'not-allowed',
    });
  });

  it('opens to no guest and no other tenant, unless the policy names it', () => {
    const guest = (tenant: string): Account => account({ guest: true, person: personId(tenant, 'visitor') });
    expect(mayOpen(ask({ account: guest(OWN), membership: 'guest' }))).toMatchObject({ code: 'guest' });
    expect(mayOpen(ask({ account: guest(NAMED), membership: 'guest' }))).toMatchObject({ as: 'member' });
    const stranger = account({ person: personId('other', 'somebody') });
    expect(mayOpen(ask({ account: stranger }))).toMatchObject({ code: 'foreign-tenant' });
  });

  it('opens to nobody whom the conversation itself calls a guest', () => {
    expect(mayOpen(ask({ membership: 'guest' }))).toMatchObject({ code: 'not-a-member' });
  });

  it('opens to no student, whatever else they are', () => {
    expect(mayOpen(ask({ account: account({ roles: ['Clinician', 'Student'] }) }))).toMatchObject({
      code: 'refused-role',
    });
  });

  it('is closed to every member from the second its time is over', () => {
    const set = setOf({ lapsesAt: now });
    expect(mayOpen(ask({ set, now: later(now, -1) }))).toMatchObject({ allowed: true });
    expect(mayOpen(ask({ set }))).toEqual({ allowed: false, code: 'lapsed', say: 'lapsed' });
  });

  it('stays open after its time to the patient-record role of the same organisation, filed images alone', () => {
    const set = setOf({ lapsesAt: later(now, -HOUR) });
    const records = account({ roles: ['PatientRecord'] });
    expect(mayOpen(ask({ set, account: records, membership: 'none' }))).toMatchObject({
      as: 'patient-record',
      images: ['filed'],
    });
    expect(mayOpen(ask({ set, account: records, home: elsewhere }))).toMatchObject({ code: 'lapsed' });
    const unfiled = setOf({ lapsesAt: later(now, -HOUR), images: [image('unfiled', false)] });
    expect(mayOpen(ask({ set: unfiled, account: records, membership: 'none' }))).toMatchObject({
      code: 'not-a-member',
    });
  });

  it('is not for information governance, even from inside the conversation; the receipt is', () => {
    const governance = account({ roles: ['InformationGovernance'] });
    expect(mayOpen(ask({ account: governance }))).toMatchObject({ code: 'receipts-only' });
    expect(mayOpen(ask({ account: governance, purpose: 'receipt', membership: 'none' }))).toMatchObject({
      as: 'information-governance',
      images: [],
    });
    expect(
      mayOpen(ask({ account: governance, purpose: 'receipt', membership: 'none', home: elsewhere })),
    ).toMatchObject({ allowed: false });
  });

  it('that is not linked to a patient opens under a warning', () => {
    const warnings = (set: StoredSet): unknown => {
      const answer = mayOpen(ask({ set }));
      return answer.allowed && answer.warnings;
    };
    expect(warnings(setOf({ images: [image('a', false)] }))).toEqual(['not-linked', 'consent-not-recorded']);
    expect(warnings(setOf({ images: [image('a', true)] }))).toEqual(['consent-not-recorded']);
    const answered: StoredImage = {
      ...image('a', true),
      consent: {
        ...{ intimate: false, ageBand: 'adult', withdrawals: [] },
        consent: { state: 'not-needed', by: account().person, at: now },
      },
    };
    expect(warnings(setOf({ images: [answered] }))).toEqual([]);
    expect(warnings(setOf({ notClinical: { by: account().person, at: now } }))).toEqual([
      'marked-not-clinical',
    ]);
  });
});

describe('Somebody outside the conversation', () => {
  const outside = { membership: 'none' as const, account: account({ person: personId(OWN, 'registrar') }) };
  const stamped = { outside: { basis: CARE_BASIS } };
  const asked = setOf({ questions: [openQuestion(stamped)] });

  it('who was asked for an opinion opens what they were asked about, and nothing else of the set', () => {
    expect(mayOpen(ask({ ...outside, set: asked }))).toMatchObject({ as: 'asked', images: ['unfiled'] });
    const other = account({ person: personId(OWN, 'another') });
    expect(mayOpen(ask({ ...outside, account: other, set: asked }))).toMatchObject({ code: 'not-a-member' });
  });

  it('keeps it until a day after the question is closed, whatever the card’s own time', () => {
    const closed = setOf({ questions: [closedQuestion(now, stamped)], lapsesAt: now });
    expect(mayOpen(ask({ ...outside, set: closed, now: later(now, 24 * HOUR - 1) }))).toMatchObject({
      as: 'asked',
    });
    expect(mayOpen(ask({ ...outside, set: closed, now: later(now, 24 * HOUR) }))).toMatchObject({
      allowed: false,
    });
  });

  it('of another trust opens what they were asked about where the policy names their tenant, never the rest', () => {
    const person = personId('burns-centre', 'registrar');
    const set = setOf({
      questions: [openQuestion({ ...stamped, toldTo: [{ person, at: now, why: 'asked' }] })],
    });
    const rules = { ...ask().rules, askedTenants: ['burns-centre'] };
    const visitor = ask({ set, account: account({ person }), membership: 'none' });
    const { home: _none, ...abroad } = visitor;
    expect(mayOpen(abroad)).toMatchObject({ code: 'foreign-tenant' });
    expect(mayOpen({ ...abroad, rules })).toMatchObject({ as: 'asked', images: ['unfiled'] });
    expect(mayOpen({ ...abroad, rules, membership: 'member', set: setOf() })).toMatchObject({
      allowed: false,
    });
  });

  it('opens all of it in urgent care for fifteen minutes, where they are clinicians of this trust', () => {
    const by = personId(OWN, 'cover');
    const set = setOf({
      urgentCare: [{ by, at: now, until: later(now, HOUR / 4), reason: 'covering-colleague' }],
    });
    const cover = ask({ set, account: account({ person: by }), membership: 'none' });
    expect(mayOpen(cover)).toMatchObject({ as: 'urgent-care', images: ['filed', 'unfiled'] });
    expect(mayOpen({ ...cover, now: later(now, HOUR / 4) })).toMatchObject({ code: 'not-a-member' });
    expect(mayOpen({ ...cover, home: elsewhere })).toMatchObject({ code: 'not-a-member' });
    expect(mayOpen({ ...cover, account: account({ person: by, roles: [] }) })).toMatchObject({
      code: 'not-a-member',
    });
  });

  it('judges pictures of this trust as medical illustration', () => {
    const illustrator = ask({ membership: 'none', account: account({ roles: ['MedicalIllustration'] }) });
    expect(mayOpen(illustrator)).toMatchObject({ as: 'illustration' });
    expect(mayOpen({ ...illustrator, home: elsewhere })).toMatchObject({ code: 'not-a-member' });
  });

  it('never gets past a restriction, on whatever ground', () => {
    const consent = {
      ...{ intimate: false, ageBand: 'adult' as const, withdrawals: [] },
      consent: { state: 'unanswered' as const },
      restriction: { why: 'injury' as const, viewers: [], by: account().person, at: now, keepWhole: false },
    };
    const person = personId(OWN, 'registrar');
    const set = setOf({
      images: [{ ...image('unfiled', true), consent }],
      questions: [openQuestion()],
      urgentCare: [{ by: person, at: now, until: later(now, HOUR), reason: 'treating-now' }],
    });
    const roles = ['Clinician', 'PatientRecord', 'MedicalIllustration'];
    expect(mayOpen(ask({ set, account: account({ person, roles }) }))).toMatchObject({ code: 'closed' });
  });
});

describe('Sent to the wrong people', () => {
  const misSend = {
    id: misSendId('m'),
    kind: 'wrong-people' as const,
    by: account().person,
    at: now,
    undoUntil: later(now, 60 * SECOND),
    told: [],
  };

  it('closes to everybody but whoever posted it, and opens again if that is taken back', () => {
    const poster = personId(OWN, 'poster');
    const set = setOf({ poster, misSends: [misSend], questions: [openQuestion()] });
    expect(mayOpen(ask({ set }))).toMatchObject({ code: 'closed', say: 'not-allowed' });
    expect(mayOpen(ask({ set, account: account({ person: personId(OWN, 'registrar') }) }))).toMatchObject({
      allowed: false,
    });
    expect(mayOpen(ask({ set, account: account({ person: poster }) }))).toMatchObject({ as: 'member' });
    const undone = setOf({ poster, misSends: [{ ...misSend, undone: { at: now } }] });
    expect(mayOpen(ask({ set: undone }))).toMatchObject({ as: 'member' });
  });

  it('the wrong patient leaves the picture open to those at work on it', () => {
    expect(mayOpen(ask({ set: setOf({ misSends: [{ ...misSend, kind: 'wrong-patient' }] }) }))).toMatchObject(
      {
        as: 'member',
      },
    );
  });
});

describe('The time of a card', () => {
  it('never ends while a question waits for its answer', () => {
    const late = later(now, 1000 * HOUR);
    expect(hasLapsed(setOf({ questions: [openQuestion(), closedQuestion(now)] }), late)).toBe(false);
    expect(hasLapsed(setOf({ questions: [closedQuestion(now)] }), late)).toBe(true);
  });

  it('cannot end before the images are in custody', () => {
    expect(hasLapsed({ state: 'received' }, later(now, 1000 * HOUR))).toBe(false);
  });
});

/** The rules again, as a list one could print and sign: each person × set × moment must agree. */
const model = ({ account: who, home, membership, set, purpose, now: at }: AccessQuestion): boolean => {
  if (who === undefined || set.state !== 'stored' || !who.mfa || who.roles.includes('Student')) return false;
  const tenant: string = who.person.tid;
  if (who.guest ? tenant !== NAMED : tenant !== OWN) return false;
  const isGovernance = who.roles.includes('InformationGovernance');
  const ownStaff = home === set.organisation;
  if (purpose === 'receipt' && isGovernance && ownStaff) return true;
  if (isGovernance && !who.roles.includes('Clinician')) return false;
  const inside = membership === 'member' || (membership === 'guest' && tenant === NAMED);
  const over = at >= set.lapsesAt && (set.questions ?? []).every((one) => one.closed);
  if (inside && (purpose === 'receipt' || !over)) return true;
  return (
    who.roles.includes('PatientRecord') && ownStaff && set.images.some((one) => one.filing.state === 'filed')
  );
};

const anyQuestion: fc.Arbitrary<AccessQuestion> = fc
  .record({
    tenant: fc.constantFrom(OWN, NAMED, 'other'),
    roles: fc.subarray(['Clinician', 'PatientRecord', 'InformationGovernance', 'Student']),
    mfa: fc.boolean(),
    guest: fc.boolean(),
    home: fc.constantFrom(here, elsewhere),
    membership: fc.constantFrom('member' as const, 'guest' as const, 'none' as const),
    purpose: fc.constantFrom('picture' as const, 'receipt' as const),
    filed: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
    seconds: fc.integer({ min: -2, max: 2 }),
    questions: fc.constantFrom(undefined, [openQuestion()], [closedQuestion(now)]),
  })
  .map(({ tenant, roles, mfa, guest, filed, seconds, questions, ...rest }) =>
    ask({
      ...rest,
      account: account({ person: personId(tenant, 'somebody'), roles, mfa, guest }),
      set: setOf({
        lapsesAt: later(now, seconds * SECOND),
        images: filed.map((one, at) => image(String(at), one)),
        ...(questions === undefined ? {} : { questions }),
      }),
    }),
  );

describe('For any person, set and moment', () => {
  it('the rules agree with the plain list of them', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        expect(mayOpen(question).allowed).toBe(model(question));
      }),
      { numRuns: 2_000 },
    );
  });

  it('whoever may not sign in opens nothing', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const refusal = question.account && accountRefusal(question.account, question.rules);
        if (refusal !== undefined) expect(mayOpen(question)).toMatchObject({ allowed: false, code: refusal });
      }),
    );
  });

  it('after the time is over nothing opens that is not filed', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const answer = mayOpen(question);
        if (!answer.allowed || question.purpose === 'receipt' || !hasLapsed(question.set, question.now))
          return;
        const opened = (question.set as StoredSet).images.filter((one) => answer.images.includes(one.id));
        expect(opened.every((one) => one.filing.state === 'filed')).toBe(true);
      }),
    );
  });

  it('refusals say only "not allowed", except to a member that the time is over', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const answer = mayOpen(question);
        if (!answer.allowed && answer.say === 'lapsed') expect(question.membership).not.toBe('none');
      }),
    );
  });
});

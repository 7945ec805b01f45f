import { describe, expect, it } from '@jest/globals';
import { decideDeclined } from '../../bot/actions/decide-declined.ts';
import { withdrawConsent } from '../../bot/actions/withdraw-consent.ts';
import { mayDispose } from '../../bot/policy/disposal.ts';
import { pressed } from '../../bot/policy/consent/pressed.ts';
import type { Account } from '../../bot/set/account.ts';
import type { DeclineOutcome } from '../../bot/set/consent.ts';
import { consentWard, first, second } from './consent-ward.ts';
import { colleague, governance, organisation, poster, set } from './set-in-custody.ts';

const refused = async (birthDate?: string, images = [first, second]) => {
  const ward = await consentWard(birthDate);
  await ward.record(pressed({ press: 'said-no' }), {}, images);
  const decide = (account: Account, outcome: DeclineOutcome, reason = 'The patient asked for it') =>
    decideDeclined(ward)({ organisation, set, account, outcome, reason, viewers: [colleague] });
  return { ...ward, decide };
};

describe('What the patient refused', () => {
  it('is destroyed on the word of two people, each with a reason that stands sealed', async () => {
    const ward = await refused();
    expect(await ward.decide(governance('one'), 'destroy')).toBe('proposed');
    expect(mayDispose(await ward.row(), ward.now)).toBe('never');
    expect(await ward.decide(governance('two'), 'destroy')).toBe('decided');
    expect(mayDispose(await ward.row(), ward.now)).toBe('now');
    expect(ward.owed()).toContainEqual({ verb: 'dispose', subject: '', dueAt: ward.now });
    expect(JSON.stringify(await ward.row())).not.toContain('asked for it');
    expect((await ward.events()).slice(-4)).toEqual([
      'decline-decision-proposed',
      'decline-decision-proposed',
      'decline-decided',
      'decline-decided',
    ]);
  });

  it('is not decided by one person twice, by the poster, without the role, or without a reason', async () => {
    const ward = await refused();
    await expect(ward.decide({ ...governance(), roles: ['Clinician'] }, 'destroy')).rejects.toThrow(
      'not-allowed',
    );
    await expect(ward.decide({ ...governance(), person: poster }, 'destroy')).rejects.toThrow(
      'second-person-needed',
    );
    await expect(ward.decide(governance(), 'destroy', ' ')).rejects.toThrow('reason-missing');
    await ward.decide(governance(), 'destroy');
    await expect(ward.decide(governance(), 'destroy')).rejects.toThrow('second-person-needed');
  });

  it('is not destroyed where the second person says otherwise: that is a new proposal', async () => {
    const ward = await refused();
    await ward.decide(governance('one'), 'destroy');
    expect(await ward.decide(governance('two'), 'keep-by-law')).toBe('proposed');
    expect(mayDispose(await ward.row(), ward.now)).toBe('never');
  });

  it('is kept by law for the people named alone', async () => {
    const ward = await refused();
    await ward.decide(governance('one'), 'keep-by-law');
    await ward.decide(governance('two'), 'keep-by-law');
    expect((await ward.row()).images[0]?.consent?.restriction).toMatchObject({ viewers: [colleague] });
    expect(mayDispose(await ward.row(), ward.now)).toBe('never');
  });

  it('is opened for a court’s order on the word of two people who name the same order, never of one (CON-26)', async () => {
    const ward = await refused();
    const order = (name: string, document?: string) =>
      decideDeclined(ward)({
        ...{ organisation, set, account: governance(name), outcome: 'court-order' },
        ...{ reason: 'Pictures of the forearm alone', viewers: [colleague] },
        ...(document === undefined ? {} : { document }),
      });
    await expect(order('one')).rejects.toThrow('reason-missing');
    expect(await order('one', 'QB-2026-000123')).toBe('proposed');
    await expect(order('one', 'QB-2026-000123')).rejects.toThrow('second-person-needed');
    expect(await order('two', 'QB-2026-000999')).toBe('proposed');
    expect(await order('one', 'qb-2026-000999')).toBe('decided');
    const row = await ward.row();
    const facts = row.images[0]?.consent;
    expect(facts?.restriction).toMatchObject({ viewers: [colleague] });
    expect(facts?.consent).toMatchObject({ state: 'declined', decided: { outcome: 'court-order' } });
    expect(JSON.stringify(row)).not.toMatch(/000999|forearm/);
    expect(mayDispose(row, ward.now)).toBe('never');
  });

  it('is taken back out of the record before it is destroyed', async () => {
    const ward = await refused('1950-05-01');
    await ward.decide(governance('one'), 'destroy');
    await ward.decide(governance('two'), 'destroy');
    const row = await ward.row();
    expect(row.images[0]).toMatchObject({
      filing: { state: 'unfiled' },
      retracted: [{ document: 'D/1', done: false }],
    });
    expect(mayDispose(row, ward.now)).toBe('not-yet');
    expect(ward.owed()).toContainEqual({ verb: 'file', subject: first, dueAt: ward.now });
  });

  it('stays closed, and is not destroyed, where another image of the set was agreed to', async () => {
    const ward = await refused(undefined, [first]);
    await ward.decide(governance('one'), 'destroy');
    await ward.decide(governance('two'), 'destroy');
    expect(mayDispose(await ward.row(), ward.now)).toBe('never');
    expect(ward.owed().filter(({ verb }) => verb === 'dispose')).toEqual([]);
  });
});

describe('What the patient takes back', () => {
  it('is recorded once every sentence was read to them, with what it ends; and nothing is erased', async () => {
    const ward = await consentWard();
    await ward.record(ward.aloud, ward.adult);
    const withdraw = withdrawConsent(ward);
    const asked = { organisation, set, images: [first], by: colleague, levels: ['care'] } as const;
    await expect(withdraw({ ...asked, told: ['care-not-affected'] })).rejects.toThrow('tell-first');
    const told = ['care-not-affected', 'kept-until-retention-ends', 'fewer-people-see-it'] as const;
    await withdraw({ ...asked, told });
    const row = await ward.row();
    expect(row.images[0]?.consent?.withdrawals).toMatchObject([{ levels: ['care'], by: colleague }]);
    expect(row.images[0]?.consent?.consent.state).toBe('given');
    expect((await ward.events()).at(-1)).toBe('consent-withdrawn');
  });

  it('cannot be taken back where nothing was agreed to', async () => {
    const ward = await consentWard();
    const asked = { organisation, set, images: [first], by: colleague, levels: ['care'], told: [] } as const;
    await expect(withdrawConsent(ward)(asked)).rejects.toThrow('change-refused');
  });
});

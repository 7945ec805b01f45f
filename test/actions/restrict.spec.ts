import { describe, expect, it } from '@jest/globals';
import { changeRestriction } from '../../bot/actions/change-restriction.ts';
import { confirmIntimate } from '../../bot/actions/confirm-intimate.ts';
import { restrict } from '../../bot/actions/restrict.ts';
import type { PressedReason } from '../../bot/actions/restrict.ts';
import type { Account } from '../../bot/set/account.ts';
import type { PersonId } from '../../bot/set/ids.ts';
import { personId } from '../../bot/set/ids.ts';
import { consentWard, first } from './consent-ward.ts';
import { colleague, governance, organisation, poster, set } from './set-in-custody.ts';

const senior = personId('tenant', 'senior');
const account = (person: PersonId, ...roles: readonly string[]): Account => ({
  ...governance(),
  person,
  roles,
});

const ward = async () => {
  const open = await consentWard();
  const about = { organisation, set, images: [first] };
  const close = (why: PressedReason, viewers: readonly PersonId[] = []) =>
    restrict(open)({ ...about, by: poster, why, viewers });
  const change = (who: Account, to: Parameters<ReturnType<typeof changeRestriction>>[0]['to']) =>
    changeRestriction(open)({ ...about, account: who, to });
  const confirm = (who: Account, as: 'senior' | 'safeguarding') =>
    confirmIntimate(open)({ ...about, account: who, as, agrees: true });
  const facts = async () => (await open.row()).images[0]?.consent;
  return { ...open, close, change, confirm, facts };
};

describe('Restrict', () => {
  it('names whoever pressed it where nobody else is named, marks what is intimate, and is on record', async () => {
    const { close, facts, events, row } = await ward();
    await close('intimate');
    expect(await facts()).toMatchObject({
      intimate: true,
      restriction: { why: 'intimate', viewers: [poster] },
    });
    expect(await events()).toEqual(['image-restricted']);
    expect((await row()).images[1]?.consent).toBeUndefined();
  });

  it('as evidence keeps the original whole', async () => {
    const { close, facts } = await ward();
    await close('forensic', [colleague]);
    expect((await facts())?.restriction).toMatchObject({ keepWhole: true, viewers: [colleague] });
  });

  it('is not pressed a second time over what stands', async () => {
    const { close } = await ward();
    await close('child', [colleague]);
    await expect(close('injury')).rejects.toThrow('restriction-stands');
  });

  it('is widened and lifted by those it names and by information governance, and by nobody else', async () => {
    const { close, change, facts } = await ward();
    await close('injury');
    await expect(change(account(colleague, 'Clinician'), { change: 'lift' })).rejects.toThrow(
      'restriction-stands',
    );
    await change(account(poster, 'Clinician'), { change: 'extend', viewers: [colleague] });
    expect((await facts())?.restriction?.viewers).toEqual([poster, colleague]);
    await change(governance(), { change: 'lift' });
    expect((await facts())?.restriction).toBeUndefined();
  });

  it('as evidence is lifted by information governance alone', async () => {
    const { close, change } = await ward();
    await close('forensic');
    await expect(change(account(poster, 'Clinician'), { change: 'lift' })).rejects.toThrow(
      'restriction-stands',
    );
    await change(governance(), { change: 'lift' });
  });
});

describe('An intimate picture of somebody who may be under 18 (INT-07)', () => {
  it('is agreed to by a senior and by safeguarding, two people, neither of them the poster', async () => {
    const { close, confirm, facts, record, aloud } = await ward();
    await close('intimate');
    const child = { ageBand: '16-17' } as const;
    const form = { ...aloud, need: 'The injury has to be recorded before it is treated' };
    expect(await record(form, child, [first])).toMatchObject({ ok: false, ask: ['two-confirmations'] });
    await expect(confirm(account(colleague, 'Clinician'), 'senior')).rejects.toThrow('not-allowed');
    await expect(confirm(account(poster, 'Senior'), 'senior')).rejects.toThrow('second-person-needed');
    await confirm(account(senior, 'Senior', 'Safeguarding'), 'senior');
    await expect(confirm(account(senior, 'Senior', 'Safeguarding'), 'safeguarding')).rejects.toThrow(
      'second-person-needed',
    );
    await confirm(account(colleague, 'Safeguarding'), 'safeguarding');
    expect(await record(form, child, [first])).toMatchObject({ ok: true });
    expect((await facts())?.consent).toMatchObject({ confirmed: { senior, safeguarding: colleague } });
  });
});

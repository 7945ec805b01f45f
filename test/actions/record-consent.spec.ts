import { describe, expect, it } from '@jest/globals';
import { pressed } from '../../bot/policy/consent/pressed.ts';
import { DAY, later } from '../../bot/set/instant.ts';
import { consentWard, first, second } from './consent-ward.ts';

const states = async (ward: Awaited<ReturnType<typeof consentWard>>): Promise<readonly unknown[]> =>
  (await ward.row()).images.map((one) => one.consent?.consent.state);

describe('Consent recorded of a picture that was posted first', () => {
  it('is retrospective, sealed, on record with each image, and told to the card and the running list', async () => {
    const ward = await consentWard();
    const recorded = await ward.record(ward.aloud, ward.adult);
    expect(recorded).toMatchObject({ ok: true, state: 'given', warnings: ['retrospective'] });
    const row = await ward.row();
    expect(row.images[0]?.consent?.consent).toMatchObject({ state: 'given', retrospective: true });
    expect(JSON.stringify(row)).not.toMatch(/Asha Nair|Staff nurse/);
    expect((await ward.events()).filter((kind) => kind === 'consent-recorded')).toHaveLength(2);
    expect(ward.owed()).toContainEqual({ verb: 'remind', subject: 'to-do', dueAt: ward.now });
    expect(ward.owed()).toContainEqual({ verb: 'redraw', subject: '', dueAt: ward.now });
  });

  it('asks how old the patient is where nobody knows, and records nothing meanwhile', async () => {
    const ward = await consentWard();
    expect(await ward.record(ward.aloud)).toMatchObject({ ok: false, ask: ['age'] });
    expect(await states(ward)).toEqual([undefined, undefined]);
    expect(await ward.events()).toEqual([]);
  });

  it('takes the age from the record once it is filed, whatever is said', async () => {
    const ward = await consentWard('2019-05-01');
    expect(await ward.record(ward.aloud, ward.adult)).toMatchObject({
      ok: false,
      ask: ['competence', 'need'],
    });
    const grown = await consentWard('1950-05-01');
    expect(await grown.record(grown.aloud)).toMatchObject({ ok: true });
  });

  it('is recorded of the images named and of no other', async () => {
    const ward = await consentWard();
    await ward.record(ward.aloud, ward.adult, [second]);
    expect(await states(ward)).toEqual([undefined, 'given']);
  });

  it('needs nothing said of an ECG, and a list of several patients is not filed to one', async () => {
    const ward = await consentWard();
    const nothing = { ...ward.aloud, answers: pressed({ press: 'stop' }).answers, objects: false };
    await ward.record(nothing, { subject: 'ecg-or-monitor' }, [first]);
    await ward.record(nothing, { subject: 'list-of-several-patients' }, [second]);
    expect(await states(ward)).toEqual(['not-needed', 'not-needed']);
  });

  it('a no closes it to everybody at once, is alerted, and takes no other answer after', async () => {
    const ward = await consentWard();
    await ward.record(pressed({ press: 'said-no' }));
    const { restriction, consent } = (await ward.row()).images[0]?.consent ?? {};
    expect([consent?.state, restriction?.why, restriction?.viewers]).toEqual(['declined', 'declined', []]);
    expect(ward.owed()).toContainEqual({ verb: 'alarm', subject: 'declined-undecided', dueAt: ward.now });
    await expect(ward.record(ward.aloud, ward.adult)).rejects.toThrow('consent-closed');
  });

  it('a child’s stop on a picture in custody is a no', async () => {
    const ward = await consentWard('2019-05-01');
    await ward.record(pressed({ press: 'stop' }));
    expect(await states(ward)).toEqual(['declined', 'declined']);
  });

  it('an intimate part of the body is restricted without being asked, to whoever answered', async () => {
    const ward = await consentWard('1950-05-01');
    const need = 'The change over time has to be seen';
    await ward.record({ ...ward.aloud, need }, { sited: { site: 'breast', side: 'left' } });
    const { restriction } = (await ward.row()).images[0]?.consent ?? {};
    expect([restriction?.why, restriction?.viewers]).toEqual(['intimate', [ward.poster]]);
  });

  it('what was agreed to for a child comes up in the month after they are 16, and says no birthday', async () => {
    const ward = await consentWard('2012-05-17');
    const answering = { who: 'parent', name: 'Mary', relationship: 'mother', responsible: 'yes' } as const;
    await ward.record({ ...ward.aloud, answering, need: 'Advice about treatment is needed now' });
    expect(ward.owed()).toContainEqual({
      verb: 'alarm',
      subject: 'sixteenth-birthday',
      dueAt: '2028-06-01T00:00:00.000Z',
    });
    expect(JSON.stringify([await ward.row(), ward.owed()])).not.toContain('05-17');
  });

  it('whoever could not be asked is asked within a day', async () => {
    const ward = await consentWard();
    await ward.record(pressed({ press: 'could-not-ask', why: 'asleep' }));
    expect((await ward.row()).images[0]?.consent?.consent).toMatchObject({
      state: 'outstanding',
      returnBy: later(ward.now, DAY),
    });
  });
});

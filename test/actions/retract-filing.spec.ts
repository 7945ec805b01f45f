import { describe, expect, it } from '@jest/globals';
import { SafelightError } from '../../bot/set/errors.ts';
import { edith, filingWard, joseph } from './filing-ward.ts';

describe('Filed to the wrong patient', () => {
  it('is nobody’s at once, and marked as entered in error at the record', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    await ward.work();
    await ward.retract(at);
    expect((await ward.image(at)).filing).toEqual({ state: 'unfiled' });
    expect((await ward.image(at)).retracted).toMatchObject([
      { document: 'DocumentReference/1', done: false },
    ]);
    await ward.work();
    expect(ward.written()).toEqual(['Patient/demo-1: entered-in-error']);
    expect((await ward.image(at)).retracted).toMatchObject([{ document: 'DocumentReference/1', done: true }]);
    expect(ward.hospital.chat.cards[0]?.card).toMatchObject({ filed: 0, waitingForRecord: 0 });
    expect(ward.owed()).toEqual([]);
  });

  it('says in the audit that it was meant before it was done', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    await ward.work();
    await ward.retract(at);
    await ward.work();
    const kinds = (await ward.events(at)).map((event) => event.kind).filter((kind) => kind.includes('fil'));
    expect(kinds).toEqual([
      'filing-requested',
      'image-filed',
      'filing-retraction-intended',
      'filing-retracted',
    ]);
  });

  it('can be filed to the right one straight away: the record hears of the retraction first', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    await ward.work();
    await ward.retract(at);
    await ward.file(joseph, [[at]]);
    ward.record.reachable(false);
    await ward.work();
    ward.record.reachable(true);
    await ward.work({}, 30);
    expect(ward.written()).toEqual(['Patient/demo-1: entered-in-error', 'Patient/demo-2: current']);
    expect((await ward.image(at)).filing).toMatchObject({ state: 'filed', document: 'DocumentReference/2' });
  });

  it('taken back before the record has heard of it leaves nothing in the record', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    await ward.retract(at);
    await ward.work();
    expect(ward.written()).toEqual([]);
    expect((await ward.image(at)).retracted).toEqual([]);
    expect(ward.owed()).toEqual([]);
  });

  it('taken back after the record wrote it, though its answer was lost, is found and marked', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    ward.whileWriting(() => Promise.reject(new SafelightError('record-unreachable', { transient: true })));
    await ward.work({}, 0);
    expect(ward.written()).toEqual(['Patient/demo-1: current']);
    expect((await ward.image(at)).filing.state).toBe('waiting');
    await ward.retract(at);
    await ward.file(joseph, [[at]]);
    await ward.work({}, 5);
    expect(ward.written()).toEqual(['Patient/demo-1: entered-in-error', 'Patient/demo-2: current']);
    expect((await ward.image(at)).retracted).toMatchObject([{ document: 'DocumentReference/1', done: true }]);
  });

  it('taken back in the very moment the record writes it does not stay in the wrong record', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    ward.whileWriting(async () => {
      await ward.retract(at);
      await ward.file(joseph, [[at]]);
    });
    await ward.work({}, 5);
    expect(ward.written()).toEqual(['Patient/demo-1: entered-in-error', 'Patient/demo-2: current']);
    expect((await ward.image(at)).filing).toMatchObject({ state: 'filed', document: 'DocumentReference/2' });
    expect(ward.owed()).toEqual([]);
  });

  it('cannot be taken back where it is not filed', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await expect(ward.retract(at)).rejects.toThrow('change-refused');
  });

  it('is an open alert while the record has not heard of it', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    await ward.work();
    ward.record.reachable(false);
    await ward.retract(at);
    await ward.work({}, 30);
    expect((await ward.read(at)).alerts).toMatchObject([{ what: 'filing-late' }]);
  });
});

describe('When the power is cut before or after any outside call of a filing and its correction', () => {
  it('one current document stands, the right patient’s, and everything is finished after the restart', async () => {
    const live = async (cut?: { at: number; when: 'before' | 'after' }) => {
      const ward = filingWard();
      const at = await ward.post('a');
      await ward.file(edith, [[at]]);
      await ward.work();
      await ward.retract(at);
      await ward.file(joseph, [[at]]);
      const { power } = await ward.work(cut === undefined ? {} : { cut }, 2);
      await ward.work({}, 10);
      const current = ward.record.documents().filter((one) => one.status === 'current');
      return {
        calls: power.calls,
        current: current.map((one) => one.patient),
        filing: (await ward.image(at)).filing.state,
        owed: ward.owed(),
      };
    };
    const whole = await live();
    expect(whole.calls).toContain('record.retract');
    for (let at = 1; at <= whole.calls.length; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const { current, filing, owed } = await live({ at, when });
        expect({ at, when, current, filing, owed }).toEqual({
          at,
          when,
          current: ['Patient/demo-2'],
          filing: 'filed',
          owed: [],
        });
      }
    }
  });
});

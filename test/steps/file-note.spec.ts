import { describe, expect, it } from '@jest/globals';
import { recordConsent } from '../../bot/actions/record-consent.ts';
import { sayTaken } from '../../bot/actions/say-taken.ts';
import { restrict } from '../../bot/actions/restrict.ts';
import { withdrawConsent } from '../../bot/actions/withdraw-consent.ts';
import { STANDING_RULES } from '../../bot/policy/consent/case.ts';
import { pressed } from '../../bot/policy/consent/pressed.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import { CONSENT_WORDS_VERSION } from '../../cards/text/consent-script.ts';
import { edith, filingWard, TRUST } from '../actions/filing-ward.ts';
import { nurse } from '../crash/hospital.ts';

const noteWard = () => {
  const ward = filingWard();
  const { ledger, keys, clock } = ward.hospital;
  const parts = { ledger, keys, clock };
  const about = async (at: MessagePlace) => {
    const { id: set, images } = await ward.read(at);
    return { organisation: TRUST, set, images: images.map(({ id }) => id), by: nurse };
  };
  return {
    ...ward,
    agree: async (at: MessagePlace) => {
      const now = clock.now();
      const professional = { person: nurse, name: 'Asha Nair', jobTitle: 'Staff nurse', at: now };
      const informed = { version: CONSENT_WORDS_VERSION, at: now, by: 'read-aloud', shown: [] } as const;
      const form = pressed({ press: 'agreed-aloud', professional, informed });
      return recordConsent(parts)({ ...(await about(at)), form, said: {}, rules: STANDING_RULES });
    },
    withdraw: async (at: MessagePlace) =>
      withdrawConsent(parts)({
        ...(await about(at)),
        levels: ['care'],
        told: ['care-not-affected', 'kept-until-retention-ends', 'fewer-people-see-it'],
      }),
    restrict: async (at: MessagePlace) =>
      restrict(parts)({ ...(await about(at)), why: 'injury', viewers: [] }),
    note: () => ward.record.documents()[0]?.note,
    changes: async (at: MessagePlace) =>
      (await ward.events(at)).filter(({ kind }) => kind === 'record-note-changed'),
  };
};

const filed = async () => {
  const ward = noteWard();
  const at = await ward.post('a');
  await ward.file(edith, [[at]]);
  await ward.work();
  return { ward, at };
};

describe('The note beside a filed picture', () => {
  it('is written with the document, once, and says what is not known', async () => {
    const { ward, at } = await filed();
    expect(ward.note()?.words).toContain('Ward photograph, not Medical Illustration.');
    expect(ward.note()?.words).toContain('nobody has recorded yet what the patient agreed to');
    expect(ward.note()).not.toHaveProperty('agreed');
    expect(await ward.changes(at)).toEqual([]);
  });

  it('follows what is agreed to afterwards, with the hash that is on record (CON-06)', async () => {
    const { ward, at } = await filed();
    expect(await ward.agree(at)).toMatchObject({ ok: true });
    await ward.work();
    expect(ward.note()?.words).toContain('agreed aloud; asked by Asha Nair, Staff nurse');
    const recorded = (await ward.events(at)).find(({ kind }) => kind === 'consent-recorded');
    expect(ward.note()?.agreed).toBe(recorded?.facts?.['bound']);
    expect(await ward.changes(at)).toHaveLength(1);
  });

  it('follows a withdrawal, and a restriction, which takes the place out of it', async () => {
    const { ward, at } = await filed();
    await ward.agree(at);
    await ward.work();
    const before = ward.note()?.agreed;
    await ward.withdraw(at);
    await ward.work();
    expect(ward.note()?.words).toMatch(/Withdrawn .*: showing it for care\./);
    expect(ward.note()?.agreed).not.toBe(before);
    await ward.restrict(at);
    await ward.work();
    expect(ward.note()).toMatchObject({ restricted: true });
    expect(ward.note()?.words).not.toContain('injury');
    expect(ward.written()).toEqual(['Patient/demo-1: current']);
  });

  it('waits for a record that is out of reach, and is then what it is by now', async () => {
    const { ward, at } = await filed();
    ward.record.reachable(false);
    await ward.agree(at);
    await ward.work();
    await ward.withdraw(at);
    await ward.work();
    expect(ward.note()?.words).toContain('nobody has recorded yet');
    ward.record.reachable(true);
    await ward.work({}, 20);
    expect(ward.note()?.words).toMatch(/Withdrawn/);
  });

  it('is nobody’s once the filing was taken back', async () => {
    const { ward, at } = await filed();
    await ward.retract(at);
    await ward.agree(at);
    await ward.work();
    expect(ward.written()).toEqual(['Patient/demo-1: entered-in-error']);
    expect(ward.note()?.words).toContain('nobody has recorded yet');
  });

  it('says who took it and when as somebody said afterwards (META-04)', async () => {
    const { ward, at } = await filed();
    const { id: set, images } = await ward.read(at);
    const said = { taker: 'patient', mode: 'patient-phone', when: 'same-day' } as const;
    const of = { organisation: TRUST, set, images: images.map(({ id }) => id), by: nurse };
    await sayTaken(ward.hospital)({ ...of, said });
    await ward.work();
    expect(ward.note()?.words).toMatch(
      /^Patient’s own photograph.* Taken by the patient earlier on the day it was posted\./,
    );
  });

  it('is kept in the ledger as a hash alone', async () => {
    const { ward, at } = await filed();
    const kept = JSON.stringify([await ward.read(at), await ward.events(at)]);
    expect(kept).toContain('noted');
    expect(kept).not.toContain('Ward photograph');
  });
});

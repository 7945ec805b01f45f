import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  consultant,
  informationGovernance,
  nurse,
  paediatrician,
  registrar,
  safeguardingLead,
} from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { levelsGranted } from '../../bot/policy/consent/levels-granted.ts';
import type { ConsentFacts } from '../../bot/set/consented.ts';
import type { SendAsked } from '../../bot/viewer/capture/contract.ts';
import { idOf } from '../viewer/world.ts';
import type { CameraWard } from './ward-with-camera.ts';
import { openCameraWard } from './ward-with-camera.ts';
import { agreedAloud, jpegOf, sentImage, shot } from './phone.ts';

const child = patients.find(({ birthDate }) => birthDate > '2010');
if (child === undefined) throw new Error('no child among the demonstration patients');
const [year = '', month = '', day = ''] = child.birthDate.split('-');
const typed = { nhsNumber: child.nhsNumber, birthDate: { day, month, year } };
const parent = { who: 'parent', name: 'A Mother', relationship: 'mother', responsible: 'yes' } as const;

describe('An intimate picture of somebody under 18, taken with Safelight', () => {
  let ward: CameraWard;
  beforeEach(async () => {
    ward = await openCameraWard();
  });
  afterEach(() => ward.close());

  const take = async (more: Partial<SendAsked> = {}, from: 'camera' | 'file' = 'camera') => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const found = await phone.patient(capture, typed);
    if (!('found' in found)) throw new Error(found.refusal);
    const taken = shot(jpegOf(2_000));
    await phone.carry(capture, taken);
    const { side: _side, ...about } = sentImage(taken, { site: 'anus', from });
    const answer = await phone.send(capture, {
      images: [about],
      patient: { token: found.found.patientToken, confirmed: true },
      consent: { ...agreedAloud, answering: parent, need: 'An injury that is treated today' },
      ...more,
    });
    await ward.settle();
    return answer;
  };
  const facts = async (): Promise<ConsentFacts> => {
    const [image] = (await ward.stored()).images;
    if (image?.consent === undefined) throw new Error('nothing is recorded');
    return image.consent;
  };
  const opens = async (person: Person): Promise<boolean> => {
    const { id } = await ward.stored();
    return (await (await ward.as(person)).get(`/sets/${id}`)).status === 200;
  };
  const say = async (person: Person, answer: string, change: { roles?: readonly string[] } = {}) => {
    const { id } = await ward.stored();
    return (await ward.as(person, change)).post(`/sets/${id}/restrict`, { answer });
  };

  it('is in custody at once, and opens for whoever took it and the two who are to agree, nobody else', async () => {
    expect((await take()).value).toEqual({ state: 'sent' });
    expect((await facts()).restriction).toMatchObject({ why: 'unconfirmed', viewers: [idOf(nurse)] });
    const who = [nurse, paediatrician, safeguardingLead, registrar, consultant, informationGovernance];
    expect(await Promise.all(who.map(opens))).toEqual([true, true, true, false, false, false]);
    expect(levelsGranted(await facts())).toEqual([]);
    const { alerts } = await ward.stored();
    expect(alerts.filter(({ closedAt }) => closedAt === undefined).map(({ what }) => what)).toContain(
      'intimate-unconfirmed',
    );
    const page = await (await ward.as(nurse)).get(`/sets/${(await ward.stored()).id}`);
    expect(page.text).toContain('Waits for two colleagues to agree');
  });

  it('is its taker’s like any intimate picture once both have agreed, each signed in, and never for teaching', async () => {
    await take();
    const first = await say(paediatrician, 'confirm:senior');
    expect([first.status, first.text.includes('both agreed')]).toEqual([200, true]);
    expect(await opens(registrar)).toBe(false);
    await say(safeguardingLead, 'confirm:safeguarding');
    const { consent, restriction } = await facts();
    const confirmed = { senior: idOf(paediatrician), safeguarding: idOf(safeguardingLead) };
    expect(consent).toMatchObject({ state: 'given', confirmed });
    expect(restriction).toMatchObject({ why: 'intimate', viewers: [idOf(nurse)] });
    expect(levelsGranted(await facts())).toEqual(['making', 'care']);
    expect(await Promise.all([nurse, paediatrician, registrar].map(opens))).toEqual([true, false, false]);
    await ward.settle();
    ward.clock.pass(120_000);
    await ward.settle();
    const alert = (await ward.stored()).alerts.find(({ what }) => what === 'intimate-unconfirmed');
    expect(alert?.closedAt).toBeDefined();
  });

  it('is agreed to by two people, neither of them whoever took it, and nobody names others before that', async () => {
    await take();
    const both = { roles: ['Clinician', 'Senior', 'Safeguarding'] };
    await say(paediatrician, 'confirm:senior', both);
    expect((await say(paediatrician, 'confirm:safeguarding', both)).status).toBe(409);
    expect((await say(nurse, 'confirm:safeguarding', both)).status).toBe(409);
    for (const answer of ['lift', 'extend']) expect((await say(nurse, answer)).status).toBe(403);
    expect((await facts()).restriction?.why).toBe('unconfirmed');
  });

  it('is closed to everyone where one of the two does not agree, and information governance decides', async () => {
    await take();
    const said = await say(safeguardingLead, 'refuse:safeguarding');
    expect(said.text).toContain('Two people in information governance will decide');
    expect((await facts()).consent.state).toBe('declined');
    expect(await Promise.all([nurse, paediatrician, safeguardingLead].map(opens))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('from the patient’s own phone is not taken', async () => {
    const answer = await take({ device: 'patient' }, 'file');
    const codes = 'refusals' in answer.value ? answer.value.refusals.map(({ code }) => code) : [];
    expect([answer.status, codes]).toEqual([422, ['no-patient-upload']]);
    expect(await ward.sets()).toEqual([]);
  });
});

describe('Who took it and how', () => {
  it('is what was pressed where the page did not take it, and known where it did', async () => {
    const ward = await openCameraWard();
    try {
      const send = async (person: Person, more: Partial<SendAsked>, from: 'camera' | 'file') => {
        const phone = await ward.phone(person);
        const { capture } = await phone.begin(ward.ticket(person));
        const taken = shot(jpegOf(2_000));
        await phone.carry(capture, taken);
        await phone.send(capture, {
          images: [sentImage(taken, { from })],
          patient: { unknown: 'unknown' },
          consent: { ...agreedAloud, ageBand: 'adult' },
          ...more,
        });
        await ward.settle();
        const [set] = await ward.sets();
        if (set?.state !== 'stored') throw new Error('not in custody');
        ward.clock.pass(60_000);
        const { mode, device, takenBy, source, purpose } = set.images[0]?.consent?.capture ?? {};
        return [mode, device, takenBy?.who, source, purpose];
      };
      expect(await send(nurse, { device: 'trust', purpose: 'diagnosis' }, 'camera')).toEqual([
        'clinician-phone',
        'trust',
        'staff',
        'staff',
        'diagnosis',
      ]);
      expect((await send(nurse, { device: 'trust-camera' }, 'file')).slice(0, 3)).toEqual([
        'clinician-camera',
        'trust',
        'staff',
      ]);
      expect((await send(nurse, { device: 'patient' }, 'file')).slice(0, 4)).toEqual([
        'patient-phone',
        'patient',
        'patient',
        'patient-asked',
      ]);
      // Nobody is signed in on a patient's phone.
      expect((await send(nurse, { device: 'patient' }, 'camera')).slice(0, 3)).toEqual([
        'clinician-phone',
        undefined,
        'staff',
      ]);
    } finally {
      await ward.close();
    }
  });
});

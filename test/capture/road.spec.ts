import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { consultant, nurse } from '../../bot/local/demonstration/people.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { open } from '../../bot/sealed/open.ts';
import { NOTHING_ANSWERED } from '../../bot/set/consent.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import type { PlacesAnswer } from '../../bot/viewer/capture/contract.ts';
import { idOf } from '../viewer/world.ts';
import type { CameraWard } from './ward-with-camera.ts';
import { openCameraWard } from './ward-with-camera.ts';
import { agreedAloud, jpegOf, sentImage, shot } from './phone.ts';

const [patient] = patients;
if (patient === undefined) throw new Error('no demonstration patient');
const [year = '', month = '', day = ''] = patient.birthDate.split('-');
const typed = { nhsNumber: patient.nhsNumber, birthDate: { day, month, year } };

describe('A picture taken with Safelight', () => {
  let ward: CameraWard;
  beforeEach(async () => {
    ward = await openCameraWard();
  });
  afterEach(() => ward.close());

  const tokenFor = async (phone: Awaited<ReturnType<CameraWard['phone']>>, capture: string) => {
    const answer = await phone.patient(capture, typed);
    if (!('found' in answer)) throw new Error(answer.refusal);
    return answer.found;
  };

  it('is in custody bit for bit, filed to the patient confirmed, with one card and nothing in the chat', async () => {
    const phone = await ward.phone(nurse);
    const { capture, who, placeKind } = await phone.begin(ward.ticket(nurse, { root: '17' }));
    expect([who.name, placeKind]).toEqual([nurse.name, 'channel']);
    const found = await tokenFor(phone, capture);
    expect(found).toMatchObject({ name: [...patient.given, patient.family].join(' ') });
    const taken = shot(jpegOf(700_000));
    expect(await phone.carry(capture, taken)).toEqual([204, 204, 204]);
    const answer = await phone.send(capture, {
      images: [sentImage(taken)],
      patient: { token: found.patientToken, confirmed: true },
      consent: agreedAloud,
    });
    expect([answer.status, answer.value]).toEqual([202, { state: 'sent' }]);
    expect((await phone.status(capture)).state).toBe('sent');
    await ward.settle();
    expect((await phone.status(capture)).state).toBe('stored');

    const set = await ward.stored();
    const [image] = set.images;
    if (image === undefined) throw new Error('no image');
    const key = await ward.parts.keys.unwrap(image.original.key);
    const sealed = await ward.blobs.get('images', image.original.blob);
    const kept = open(sealed, key, sealContext.original(set, image.id));
    expect(createHash('sha256').update(kept).digest('hex')).toBe(sentImage(taken).sha256);
    expect([set.capture, set.copies, set.origin.root]).toEqual([capture, [], '17']);
    expect(image.consent?.consent).toMatchObject({ state: 'given', retrospective: false });
    expect(ward.record.documents()).toHaveLength(1);
    expect(ward.chat.cards.map(({ root, card }) => [root, card.removal, card.filed])).toEqual([
      ['17', 'captured', 1],
    ]);
  });

  it('of a band with the hospital’s own number alone is found, read back and filed; another number finds nobody', async () => {
    const phone = await ward.phone(nurse);
    const { capture, band } = await phone.begin(ward.ticket(nurse));
    expect(band.hospitalNumbers).toEqual(['H#######']);
    const look = (hospitalNumber: string) =>
      phone.patient(capture, { band: { hospitalNumber, newborn: false } });
    expect(await look('H0000000')).toMatchObject({ refusal: expect.any(String) });
    expect(await look('../Patient?x')).toMatchObject({ refusal: expect.any(String) });
    const answer = await look(patient.hospitalNumber ?? '');
    if (!('found' in answer)) throw new Error(answer.refusal);
    expect(answer.found).toMatchObject({
      name: [...patient.given, patient.family].join(' '),
      ageBand: 'adult',
    });
    const taken = shot(jpegOf(2_000));
    await phone.carry(capture, taken);
    await phone.send(capture, {
      images: [sentImage(taken)],
      patient: { token: answer.found.patientToken, confirmed: true },
      consent: agreedAloud,
    });
    await ward.settle();
    expect((await ward.stored()).images[0]?.filing.state).toBe('filed');
    const rows = JSON.stringify(await ward.events());
    expect(rows).not.toContain(patient.hospitalNumber);
  });

  it('can be taken outside of any conversation: those one posts to are offered, and no others', async () => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const taken = shot(jpegOf(2_000));
    await phone.carry(capture, taken);
    const consent = { ...agreedAloud, ageBand: 'adult' } as const;
    await phone.send(capture, { images: [sentImage(taken)], patient: { unknown: 'unknown' }, consent });
    const { value } = await phone.ask<PlacesAnswer>('GET', '/capture/places');
    expect(value.places.map(({ kind }) => kind)).toEqual(['channel']);
    expect((await phone.begin(value.places[0]?.ticket ?? '')).placeKind).toBe('channel');
    ward.chat.members.splice(0);
    expect((await phone.ask('GET', '/capture/places')).value).toEqual({ places: [] });
  });

  it('says everything that is still to be asked at once, each in words, and sends nothing', async () => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const taken = shot(jpegOf(2_000));
    await phone.carry(capture, taken);
    const untouched = { ...agreedAloud, answers: NOTHING_ANSWERED };
    const answer = await phone.send(capture, {
      images: [sentImage(taken)],
      patient: { unknown: 'unknown' },
      consent: untouched,
    });
    const codes = 'refusals' in answer.value ? answer.value.refusals.map(({ code }) => code) : [];
    expect([answer.status, codes]).toEqual([422, ['making', 'care', 'age']]);
    expect('refusals' in answer.value && answer.value.refusals.every(({ words }) => words.length > 5)).toBe(
      true,
    );
    expect(await ward.sets()).toEqual([]);
  });

  it('of a list of several patients is in custody, asks no consent, and is filed to nobody', async () => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const found = await tokenFor(phone, capture);
    const [list, heel] = [shot(jpegOf(2_000)), shot(jpegOf(2_000))];
    for (const one of [list, heel]) await phone.carry(capture, one);
    const { site: _site, side: _side, ...about } = sentImage(list, { subject: 'list-of-several-patients' });
    const answer = await phone.send(capture, {
      images: [about, sentImage(heel)],
      patient: { token: found.patientToken, confirmed: true },
      consent: agreedAloud,
    });
    expect(answer.status).toBe(202);
    await ward.settle();
    const { images } = await ward.stored();
    expect(images.map(({ consent, filing }) => [consent?.consent.state, filing.state])).toEqual([
      ['not-needed', 'unfiled'],
      ['given', 'filed'],
    ]);
  });

  it('of an intimate site is restricted to whoever took it, unasked', async () => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const found = await tokenFor(phone, capture);
    const taken = shot(jpegOf(2_000));
    await phone.carry(capture, taken);
    const { side: _side, ...about } = sentImage(taken, { site: 'anus' });
    const answer = await phone.send(capture, {
      images: [about],
      patient: { token: found.patientToken, confirmed: true },
      consent: { ...agreedAloud, need: 'Wound review' },
    });
    expect([answer.status, answer.value]).toEqual([202, { state: 'sent' }]);
    await ward.settle();
    const set = await ward.stored();
    expect(set.images[0]?.consent?.restriction).toMatchObject({ why: 'intimate', viewers: [idOf(nurse)] });
    expect((await (await ward.as(consultant)).get(`/sets/${set.id}`)).status).toBe(404);
    expect((await (await ward.as(nurse)).get(`/sets/${set.id}`)).status).toBe(200);
  });

  it('is opened in the viewer by a colleague like any other', async () => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const taken = shot(jpegOf(2_000));
    await phone.carry(capture, taken);
    const sent = { images: [sentImage(taken)], patient: { unknown: 'newborn', number: 'B 12' } } as const;
    const consent = { ...agreedAloud, need: 'rash', answering: MOTHER };
    expect((await phone.send(capture, { ...sent, consent })).value).toEqual({ state: 'sent' });
    await ward.settle();
    const set = await ward.stored();
    const page = await (await ward.as(consultant)).get(`/sets/${set.id}`);
    expect([page.status, page.text.includes('newborn'), page.text.includes('B 12')]).toEqual([
      200,
      true,
      true,
    ]);
  });
});

const MOTHER = { who: 'parent', name: 'A Mother', relationship: 'mother', responsible: 'yes' } as const;

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { consultant, f1, nurse, registrar } from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { onCallRoleId } from '../../bot/set/ids.ts';
import type { SendAsked } from '../../bot/viewer/capture/contract.ts';
import { agreedAloud, jpegOf, sentImage, shot } from './phone.ts';
import type { Phone, Shot } from './phone.ts';
import type { CameraWard } from './ward-with-camera.ts';
import { openCameraWard } from './ward-with-camera.ts';

describe('Asked for an opinion as the photographs are sent', () => {
  let ward: CameraWard;
  let phone: Phone;
  let capture: string;
  let picture: Shot;
  beforeEach(async () => {
    const every = { days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 0, people: [registrar.oid, consultant.oid] };
    ward = await openCameraWard({
      switchboard: '01632 960 000',
      seenWithin: { urgent: 5, today: 60 },
      askOutside: false,
      colleagues: [],
      otherTrusts: [],
      roles: [
        {
          id: onCallRoleId('plastics-registrar'),
          name: 'plastic surgery registrar',
          ring: '01632 960 733',
          rota: { kind: 'inline', rota: { dated: [], weekly: [every] } },
        },
      ],
    });
    phone = await ward.phone(nurse);
    const begun = await phone.begin(ward.ticket(nurse));
    expect(begun.roles).toEqual([{ id: 'plastics-registrar', name: 'Plastic surgery registrar' }]);
    capture = begun.capture;
    picture = shot(jpegOf(20_000));
    await phone.carry(capture, picture);
  });
  afterEach(() => ward.close());

  const send = (ask?: unknown) =>
    phone.send(capture, {
      images: [sentImage(picture)],
      patient: { unknown: 'unknown' },
      consent: { ...agreedAloud, ageBand: 'adult' },
      ...(ask === undefined ? {} : { ask }),
    } as unknown as SendAsked);
  const ask = {
    role: 'plastics-registrar',
    urgency: 'urgent',
    line: 'Edges dark. Take down tonight?',
    audience: 'yes',
  };
  const told = (of: Person) =>
    ward.chat.told.filter((one) => one.person.oid === of.oid).map(({ notice }) => notice.kind);

  it('nobody is asked unless somebody is chosen', async () => {
    expect((await send()).status).toBe(202);
    await ward.settle();
    expect((await ward.stored()).questions).toBeUndefined();
  });

  it('whoever is on call is told once the photographs are safe, and not before', async () => {
    expect((await send(ask)).status).toBe(202);
    expect(told(registrar)).toEqual([]);
    const [received] = await ward.sets();
    expect(JSON.stringify(received)).not.toContain('Edges');
    await ward.settle();
    const set = await ward.stored();
    expect(set.questions).toEqual([
      expect.objectContaining({ urgency: 'urgent', images: set.images.map(({ id }) => id) }),
    ]);
    expect(told(registrar)).toEqual(['asked']);
    expect(told(nurse).filter((one) => one === 'asker')).toEqual(['asker']);
    const page = await (await ward.as(f1)).get(`/sets/${set.id}`);
    expect(page.text).toContain('Edges dark. Take down tonight?');
  });

  it('sent twice it is asked once', async () => {
    await send(ask);
    await send(ask);
    await ward.settle();
    expect((await ward.stored()).questions).toHaveLength(1);
    expect(told(registrar)).toEqual(['asked']);
  });

  it('where nobody has asked the patient whether others may see it, nothing of it is taken (CON-21)', async () => {
    const { audience: _, ...unasked } = ask;
    const answer = await send(unasked);
    expect(answer.status).toBe(422);
    expect(await ward.sets()).toEqual([]);
    expect((await send({ ...unasked, audience: 'could-not-ask' })).status).toBe(202);
    await ward.settle();
    expect(told(registrar)).toEqual(['asked']);
    const [image] = (await ward.stored()).images;
    expect(image?.consent?.audiences).toMatchObject([
      { audience: 'own-organisation', said: 'could-not-ask', by: { oid: nurse.oid } },
    ]);
  });

  it('is not asked of anybody where nobody answered: the picture shows nobody’s body', async () => {
    const { audience: _, ...unasked } = ask;
    const answer = await phone.send(capture, {
      images: [{ ...sentImage(picture), subject: 'x-ray' }],
      patient: { unknown: 'unknown' },
      ask: unasked,
    } as unknown as SendAsked);
    expect(answer.status).toBe(202);
  });

  it('with no line, too long a one or no such role nothing of it is taken', async () => {
    for (const wrong of [
      { line: ' ' },
      { line: 'x'.repeat(161) },
      { role: 'Dr X' },
      { urgency: 'now' },
      { audience: 'no' },
    ])
      expect((await send({ ...ask, ...wrong })).status).toBe(400);
    expect(await ward.sets()).toEqual([]);
  });
});

import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  guest,
  informationGovernance,
  nurse,
  outsider,
  registrar,
} from '../../bot/local/demonstration/people.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { MINUTE } from '../../bot/set/instant.ts';
import { sealTicket } from '../../bot/viewer/capture/ticket.ts';
import type { Phone, Shot } from '../capture/phone.ts';
import { agreedAloud, jpegOf, openPhone, PIECE, sentImage, shot, sumOf } from '../capture/phone.ts';
import type { CameraWard } from '../capture/ward-with-camera.ts';
import { openCameraWard } from '../capture/ward-with-camera.ts';
import { idOf, wardPhotos } from '../viewer/world.ts';

const [patient] = patients;
if (patient === undefined) throw new Error('no patient');
const [year = '', month = '', day = ''] = patient.birthDate.split('-');
const UNKNOWN = { unknown: 'unknown' } as const;

describe('The road of a capture, under attack', () => {
  let ward: CameraWard;
  beforeEach(async () => {
    ward = await openCameraWard();
  });
  afterEach(() => ward.close());

  /** Begun by the nurse, with one whole picture. */
  const begun = async (size = 600_000): Promise<{ phone: Phone; capture: string; taken: Shot }> => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const taken = shot(jpegOf(size));
    await phone.carry(capture, taken);
    return { phone, capture, taken };
  };
  const everyRoute = (capture: string): readonly (readonly [string, string, object])[] => [
    ['GET', `/capture/${capture}`, {}],
    ['PUT', `/capture/${capture}/images/${'a'.repeat(22)}/chunks/0`, piece(jpegOf(50))],
    ['POST', `/capture/${capture}/patient`, { json: { nhsNumber: '', birthDate: {} } }],
    ['POST', `/capture/${capture}/send`, { json: {} }],
    ['POST', `/capture/${capture}/stop`, { json: { why: 'declined' } }],
    ['POST', `/capture/${capture}/deleted`, { json: {} }],
    ['POST', '/capture/begin', { json: { capture } }],
  ];
  const piece = (bytes: Uint8Array) => ({ octets: bytes, sha256: sumOf(bytes) });

  it('somebody else’s capture answers on every road as one that does not exist', async () => {
    const { capture, phone, taken } = await begun();
    const other = await ward.phone(registrar);
    for (const [method, path, sent] of everyRoute(capture)) {
      const theirs = await other.ask(method, path, sent);
      const absent = await other.ask(method, path.replace(capture, 'A'.repeat(22)), {
        ...sent,
        ...('json' in sent && path.endsWith('begin') ? { json: { capture: 'A'.repeat(22) } } : {}),
      });
      expect([path, theirs.status, theirs.value]).toEqual([path, 404, absent.value]);
      expect(absent.status).toBe(404);
    }
    expect((await phone.status(capture)).images[taken.image]).toEqual([0, 1, 2]);
  });

  it('nothing is done for another site, for a form, or for whoever is not signed in', async () => {
    const { capture, phone } = await begun();
    const forged = [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ];
    for (const headers of forged)
      for (const [method, path, sent] of everyRoute(capture)) {
        if (method === 'GET') continue;
        expect([path, (await phone.ask(method, path, { ...sent, headers })).status]).toEqual([path, 403]);
      }
    for (const [method, path, sent] of everyRoute(capture)) {
      const form = await phone.ask(method, path, { ...sent, headers: { 'x-safelight': '' } });
      expect([path, form.status]).toEqual([path, 400]);
      const stranger = await openPhone(ward.address, { cookies: new Map() }).ask(method, path, sent);
      expect([path, stranger.status]).toEqual([path, 401]);
      const token = await openPhone(ward.address, { token: 'made-up' }).ask(method, path, sent);
      expect([path, token.status]).toEqual([path, 401]);
    }
    expect((await phone.status(capture)).state).toBe('open');
    expect(await ward.sets()).toEqual([]);
  });

  it('a ticket that is forged, too old, or made for somebody else begins nothing, with one answer', async () => {
    const phone = await ward.phone(nurse);
    const old = ward.ticket(nurse);
    const others = ward.ticket(registrar);
    const foreign = sealTicket({ place: wardPhotos, person: idOf(nurse) }, ward.clock.now(), randomBytes(32));
    const flipped = old.slice(0, 40) + (old[40] === 'A' ? 'B' : 'A') + old.slice(41);
    ward.clock.pass(4 * MINUTE);
    const answers = await Promise.all(
      [others, foreign, flipped, 'no ticket', ''].map((ticket) =>
        phone.ask('POST', '/capture/begin', { json: { ticket } }),
      ),
    );
    expect(new Set(answers.map(({ status, value }) => JSON.stringify([status, value]))).size).toBe(1);
    expect(answers[0]?.status).toBe(410);
    for (let minutes = 4; minutes < 16; minutes += 4) {
      ward.clock.pass(4 * MINUTE);
      await phone.ask('GET', '/capture/places');
    }
    expect((await phone.ask('POST', '/capture/begin', { json: { ticket: old } })).status).toBe(410);
  });

  it('guests, outsiders, those who left, and those who may only read receipts take no picture; it is on record', async () => {
    for (const person of [guest, outsider, informationGovernance]) {
      const phone = openPhone(ward.address, { token: ward.tokenFor(person) });
      const answer = await phone.ask('POST', '/capture/begin', { json: { ticket: ward.ticket(person) } });
      expect([person.name, answer.status]).toEqual([person.name, 404]);
    }
    const { phone, capture, taken } = await begun();
    ward.chat.members.splice(0);
    const sent = { images: [sentImage(taken)], patient: UNKNOWN, consent: agreedAloud };
    expect((await phone.send(capture, sent)).status).toBe(404);
    const codes = (await ward.events())
      .filter(({ kind }) => kind === 'open-refused')
      .map(({ facts }) => facts?.['code']);
    expect(codes).toEqual(expect.arrayContaining(['guest', 'receipts-only', 'not-a-member']));
    expect(await ward.sets()).toEqual([]);
  });

  it('where Teams does not say who is a member, nothing is sent and nothing is lost', async () => {
    const { phone, capture, taken } = await begun();
    const answers = { ...ward.chat.read };
    Object.assign(ward.chat.read, {
      member: () => Promise.reject(new SafelightError('chat-unreachable', { transient: true })),
    });
    const sent = { images: [sentImage(taken)], patient: UNKNOWN, consent: { ...agreedAloud, ...ADULT } };
    expect((await phone.send(capture, sent)).status).toBe(503);
    Object.assign(ward.chat.read, answers);
    expect((await phone.send(capture, sent)).status).toBe(202);
  });

  it('a flipped byte is refused and taken again; a piece sent twice is held once', async () => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const bytes = jpegOf(1_000);
    const path = `/capture/${capture}/images/${shot(bytes).image}/chunks/0`;
    const flipped = Uint8Array.from(bytes);
    flipped[500] = (flipped[500] ?? 0) ^ 1;
    expect((await phone.ask('PUT', path, { octets: flipped, sha256: sumOf(bytes) })).status).toBe(409);
    expect((await phone.ask('PUT', path, piece(bytes))).status).toBe(204);
    expect((await phone.ask('PUT', path, piece(bytes))).status).toBe(204);
    // The same place with other bytes: neither is chosen for the person.
    expect((await phone.ask('PUT', path, piece(flipped))).status).toBe(400);
    expect([...ward.blobs.contents.keys()].filter((one) => one.startsWith('staging'))).toHaveLength(1);
  });

  it('what is too large, too many, empty, or no picture is refused, and not kept', async () => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const at = (image: string, chunk: number | string) =>
      `/capture/${capture}/images/${image}/chunks/${chunk}`;
    const put = async (path: string, bytes: Uint8Array) =>
      (await phone.ask('PUT', path, piece(bytes))).status;
    const image = shot(jpegOf(20)).image;
    expect(await put(at(image, 0), jpegOf(PIECE + 1))).toBe(413);
    expect(await put(at(image, 200), jpegOf(PIECE))).toBe(413);
    expect(await put(at(image, 9999), jpegOf(20))).toBe(413);
    expect(await put(at(image, -1), jpegOf(20))).toBe(400);
    expect(await put(at('..%2f..', 0), jpegOf(20))).toBe(400);
    expect(await put(at(image, 0), new Uint8Array())).toBe(400);
    expect(await put(at(image, 0), Buffer.from('<html><script>alert(1)</script></html>'))).toBe(415);
    expect(await put(at(image, 0), Buffer.from('%PDF-1.7 no photograph'))).toBe(415);
    expect([...ward.blobs.contents.keys()].filter((one) => one.startsWith('staging'))).toEqual([]);
    for (let n = 0; n < 20; n += 1) expect(await put(at(shot(jpegOf(20)).image, 0), jpegOf(20))).toBe(204);
    expect(await put(at(image, 0), jpegOf(20))).toBe(413);
  });

  it('what is sent must be here whole and as it was said: nothing else becomes a set', async () => {
    const { phone, capture, taken } = await begun();
    const whole = { images: [sentImage(taken)], patient: UNKNOWN, consent: { ...agreedAloud, ...ADULT } };
    const said = sentImage(taken);
    const missing = await phone.send(capture, { ...whole, images: [{ ...said, chunks: 4 }] });
    const shorter = await phone.send(capture, { ...whole, images: [{ ...said, bytes: said.bytes - 1 }] });
    const nothing = await phone.send(capture, {
      ...whole,
      images: [{ ...said, image: 'A'.repeat(22) }],
    });
    for (const { status, value } of [missing, shorter, nothing])
      expect([status, 'refusals' in value && value.refusals.map(({ code }) => code)]).toEqual([
        422,
        ['image-incomplete'],
      ]);
    for (const broken of [{}, { ...whole, images: [] }, { ...whole, images: [said, said] }, 'x', [whole]])
      expect((await phone.ask('POST', `/capture/${capture}/send`, { json: broken })).status).toBe(400);
    expect(await ward.sets()).toEqual([]);
    // All of it there, and the sum over all of it another one: no custody, and the page is told.
    await phone.send(capture, { ...whole, images: [{ ...said, sha256: 'b'.repeat(64) }] });
    await ward.settle();
    expect((await phone.status(capture)).state).toBe('failed');
    expect(ward.chat.cards).toEqual([]);
  });

  it('a staged piece that was changed or swapped in the store is found out, and never taken into custody', async () => {
    const { phone, capture, taken } = await begun();
    const [first, second] = [...ward.blobs.contents.keys()].filter((one) => one.startsWith('staging'));
    const [one, two] = [first, second].map((path) => ward.blobs.contents.get(path ?? ''));
    if (one === undefined || two === undefined) throw new Error('no pieces');
    [one.bytes, two.bytes] = [two.bytes, one.bytes];
    await phone.send(capture, {
      images: [sentImage(taken)],
      patient: UNKNOWN,
      consent: { ...agreedAloud, ...ADULT },
    });
    await ward.settle();
    expect((await phone.status(capture)).state).toBe('failed');
  });

  it('sent ten times at once it is one set, one card, and one filing', async () => {
    const { phone, capture, taken } = await begun();
    const found = await phone.patient(capture, {
      nhsNumber: patient.nhsNumber,
      birthDate: { day, month, year },
    });
    if (!('found' in found)) throw new Error(found.refusal);
    const sent = {
      images: [sentImage(taken)],
      patient: { token: found.found.patientToken, confirmed: true },
      consent: agreedAloud,
    } as const;
    const answers = await Promise.all(Array.from({ length: 10 }, () => phone.send(capture, sent)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 202));
    await ward.settle();
    expect((await phone.send(capture, sent)).status).toBe(202);
    await ward.stored();
    expect([ward.chat.cards.length, ward.record.documents().length]).toEqual([1, 1]);
    const late = await phone.ask(
      'PUT',
      `/capture/${capture}/images/${'z'.repeat(22)}/chunks/0`,
      piece(jpegOf(20)),
    );
    expect(late.status).toBe(410);
    const stop = await phone.ask('POST', `/capture/${capture}/stop`, { json: { why: 'declined' } });
    expect(stop.status).toBe(410);
  });

  it('a patient confirmed for another capture, by another person, or a quarter of an hour ago is not taken', async () => {
    const { phone, capture, taken } = await begun();
    const typed = { nhsNumber: patient.nhsNumber, birthDate: { day, month, year } };
    const tokenOf = async (by: Phone, of: string): Promise<string> => {
      const answer = await by.patient(of, typed);
      return 'found' in answer ? answer.found.patientToken : '';
    };
    const own = await tokenOf(phone, capture);
    const second = (await phone.begin(ward.ticket(nurse))).capture;
    const other = await ward.phone(registrar);
    const theirs = (await other.begin(ward.ticket(registrar))).capture;
    const send = async (token: string) => {
      const { status, value } = await phone.send(capture, {
        images: [sentImage(taken)],
        patient: { token, confirmed: true },
        consent: agreedAloud,
      });
      return [status, 'refusals' in value ? value.refusals.map(({ code }) => code) : []];
    };
    for (const token of [await tokenOf(phone, second), await tokenOf(other, theirs), `${own}A`, 'x'])
      expect(await send(token)).toEqual([422, ['patient-over']]);
    for (let minutes = 0; minutes < 16; minutes += 4) {
      await phone.status(capture);
      ward.clock.pass(4 * MINUTE);
    }
    expect(await send(own)).toEqual([422, ['patient-over']]);
  });

  it('numbers cannot be guessed: eleven look-ups in a minute are too many, and each was put on record', async () => {
    const { phone, capture } = await begun();
    const statuses: number[] = [];
    for (let n = 0; n < 11; n += 1)
      statuses.push(
        (
          await phone.ask('POST', `/capture/${capture}/patient`, {
            json: { nhsNumber: patient.nhsNumber, birthDate: { day: '1', month: '1', year: '1990' } },
          })
        ).status,
      );
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    const looked = (await ward.events()).filter(({ kind }) => kind === 'patient-looked-up');
    expect(looked).toHaveLength(10);
  });
});

/** Nobody looked the patient up: whoever is there says that it is an adult. */
const ADULT = { ageBand: 'adult' } as const;

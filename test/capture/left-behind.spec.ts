import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nurse } from '../../bot/local/demonstration/people.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { DAY } from '../../bot/set/instant.ts';
import { sweepStaging } from '../../bot/sweep/staged-pieces.ts';
import { HARBOURSIDE } from '../viewer/world.ts';
import type { Phone, Shot } from './phone.ts';
import { agreedAloud, jpegOf, sentImage, shot } from './phone.ts';
import type { CameraWard } from './ward-with-camera.ts';
import { openCameraWard } from './ward-with-camera.ts';

const [patient] = patients;
if (patient === undefined) throw new Error('no patient');
const [year = '', month = '', day = ''] = patient.birthDate.split('-');
const UNKNOWN = { unknown: 'unknown' } as const;

describe('What a capture leaves behind', () => {
  let ward: CameraWard;
  beforeEach(async () => {
    ward = await openCameraWard();
  });
  afterEach(() => ward.close());

  const begun = async (): Promise<{ phone: Phone; capture: string; taken: Shot }> => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const taken = shot(jpegOf(600_000));
    await phone.carry(capture, taken);
    return { phone, capture, taken };
  };

  it('a "no" and a child’s "stop" leave nothing but that it was said', async () => {
    for (const why of ['declined', 'child-objects']) {
      const { phone, capture } = await begun();
      expect((await phone.ask('POST', `/capture/${capture}/stop`, { json: { why } })).status).toBe(204);
      expect((await phone.ask('GET', `/capture/${capture}`)).status).toBe(404);
    }
    const { phone, capture, taken } = await begun();
    const answers = { ...agreedAloud.answers, making: 'no' } as const;
    const sent = { images: [sentImage(taken)], patient: UNKNOWN, consent: { ...agreedAloud, answers } };
    expect((await phone.send(capture, sent)).value).toMatchObject({ state: 'stopped' });
    expect([...ward.blobs.contents.keys()]).toEqual([]);
    expect(await ward.sets()).toEqual([]);
    const stopped = (await ward.events()).filter(({ kind }) => kind === 'capture-stopped');
    expect(stopped.map(({ facts }) => facts?.['why'])).toEqual(['declined', 'child-objects', 'declined']);
  });

  it('one person opens no more than ten at once; what nobody sent in a day is gone, with its key', async () => {
    const phone = await ward.phone(nurse);
    const statuses: number[] = [];
    for (let n = 0; n < 11; n += 1)
      statuses.push(
        (await phone.ask('POST', '/capture/begin', { json: { ticket: ward.ticket(nurse) } })).status,
      );
    expect(statuses.at(-1)).toBe(429);
    ward.clock.pass(DAY);
    const { captures, ledger, blobs } = ward.parts;
    expect(blobs).toBe(ward.blobs);
    expect(await sweepStaging({ captures, ledger, blobs: ward.blobs, clock: ward.clock })).toMatchObject({
      abandoned: 10,
    });
    expect(await captures.all(HARBOURSIDE)).toEqual([]);
  });

  it('no name, number, answer or picture stands in the clear in any row, blob, log line or address', async () => {
    const { phone, capture, taken } = await begun();
    const found = await phone.patient(capture, {
      nhsNumber: patient.nhsNumber,
      birthDate: { day, month, year },
    });
    if (!('found' in found)) throw new Error(found.refusal);
    const canaries = ['CanaryNeed', 'CanaryNote', 'CanaryJob', patient.nhsNumber, patient.family];
    const consent = { ...agreedAloud, need: 'CanaryNeed', note: 'CanaryNote', jobTitle: 'CanaryJob' };
    const token = found.found.patientToken;
    const at = async (): Promise<string> =>
      JSON.stringify([
        await ward.sets(),
        await ward.events(),
        ward.ledger.duties(),
        await ward.parts.captures.all(HARBOURSIDE),
        ward.chat.cards,
      ]) +
      ward.logged.join('') +
      [...ward.blobs.contents]
        .map(([path, { bytes }]) => path + Buffer.from(bytes).toString('latin1'))
        .join('');
    const looked: string[] = [await at()];
    await phone.send(capture, { images: [sentImage(taken)], patient: { token, confirmed: true }, consent });
    looked.push(await at());
    await ward.settle();
    looked.push(await at());
    for (const [when, all] of looked.entries())
      expect([when, canaries.filter((canary) => all.includes(canary))]).toEqual([when, []]);
    const needle = Buffer.from(taken.bytes.subarray(300_000, 300_064)).toString('latin1');
    expect(looked.some((all) => all.includes(needle))).toBe(false);
    expect((await ward.stored()).images[0]?.filing.state).toBe('filed');
  });
});

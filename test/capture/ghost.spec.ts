import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lookupOf } from '../../bot/sealed/look-up.ts';
import { nurse, registrar } from '../../bot/local/demonstration/people.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import type { LookupHash } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import type { LastAnswer } from '../../bot/viewer/capture/contract.ts';
import { photo } from '../viewer/photo.ts';
import { HEEL, photographed } from '../viewer/series/series-ward.ts';
import { HARBOURSIDE, idOf } from '../viewer/world.ts';
import { openPhone } from './phone.ts';
import type { CameraWard } from './ward-with-camera.ts';
import { openCameraWard } from './ward-with-camera.ts';

const [patient] = patients;
if (patient === undefined) throw new Error('no demonstration patient');
const [year = '', month = '', day = ''] = patient.birthDate.split('-');
const typed = { nhsNumber: patient.nhsNumber, birthDate: { day, month, year } };

describe('The last photograph, faintly over the camera', () => {
  let ward: CameraWard;
  let lookup: LookupHash;
  let last: StoredSet;
  beforeEach(async () => {
    ward = await openCameraWard();
    lookup = await lookupOf(ward.parts, HARBOURSIDE, patient.nhsNumber);
    await photographed(ward, 2, await photo(), { sited: HEEL, lookup });
    last = await photographed(ward, 1, await photo(), { sited: HEEL, lookup });
  });
  afterEach(() => ward.close());

  const begun = async (by = nurse) => {
    const phone = await ward.phone(by);
    const { capture } = await phone.begin(ward.ticket(by));
    const answer = await phone.patient(capture, typed);
    if (!('found' in answer)) throw new Error(answer.refusal);
    const token = answer.found.patientToken;
    return {
      phone,
      capture,
      token,
      ask: () => phone.ask<LastAnswer>('POST', `/capture/${capture}/last`, { json: { token } }),
    };
  };

  it('is the newest of each place of the patient confirmed, as far as its taker may open it', async () => {
    const { value, status } = await (await begun()).ask();
    expect(status).toBe(200);
    const path = `/sets/${last.id}/images/${last.images[0]?.id ?? ''}`;
    expect(value.pictures).toEqual([{ words: 'Left heel, 24 hours', path }]);
    expect((await (await ward.as(nurse)).get(path)).status).toBe(200);
    expect(
      (await ward.events()).some(
        ({ kind, facts }) => kind === 'series-listed' && facts?.['of'] === 'capture',
      ),
    ).toBe(true);
  });

  it('is none that is restricted, although its taker may open it', async () => {
    const by = idOf(nurse);
    const restriction = { why: 'injury', viewers: [by], by, at: last.postedAt, keepWhole: false } as const;
    const closed = await photographed(ward, 0.5, await photo(), {
      sited: HEEL,
      lookup,
      consent: { restriction },
    });
    expect(JSON.stringify((await (await begun()).ask()).value)).not.toContain(closed.id);
  });

  it('is not had with another’s token, nor where Teams alone says who sits there', async () => {
    const one = await begun();
    const other = await ward.phone(registrar);
    const path = `/capture/${one.capture}/last`;
    expect((await other.ask('POST', path, { json: { token: one.token } })).status).toBe(404);
    const forged = await one.phone.ask('POST', path, { json: { token: 'made-up' } });
    expect(forged.status).toBe(404);
    const inTeams = openPhone(ward.address, { token: ward.tokenFor(nurse) });
    const { value } = await inTeams.ask<LastAnswer>('POST', path, { json: { token: one.token } });
    expect(value.pictures).toEqual([]);
  });
});

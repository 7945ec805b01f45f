import { afterEach, describe, expect, it } from '@jest/globals';
import { nurse } from '../../bot/local/demonstration/people.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { STANDING_RULES } from '../../bot/policy/consent/case.ts';
import { HOUR, millis } from '../../bot/set/instant.ts';
import { photo } from '../viewer/photo.ts';
import { agreedAloud, jpegOf, sentImage, shot } from './phone.ts';
import type { CameraWard } from './ward-with-camera.ts';
import { openCameraWard } from './ward-with-camera.ts';

const child = patients.find(({ birthDate }) => birthDate > '2010');
if (child === undefined) throw new Error('no child among the demonstration patients');
const [year = '', month = '', day = ''] = child.birthDate.split('-');
const parent = { who: 'parent', name: 'A Mother', relationship: 'mother', responsible: 'yes' } as const;

describe('A trust that asks for more than the guidance', () => {
  let ward: CameraWard;
  afterEach(() => ward.close());

  const send = async () => {
    const phone = await ward.phone(nurse);
    const begun = await phone.begin(ward.ticket(nurse));
    const typed = { nhsNumber: child.nhsNumber, birthDate: { day, month, year } };
    const found = await phone.patient(begun.capture, typed);
    if (!('found' in found)) throw new Error(found.refusal);
    const taken = shot(jpegOf(2_000));
    await phone.carry(begun.capture, taken);
    const answer = await phone.send(begun.capture, {
      images: [sentImage(taken)],
      patient: { token: found.found.patientToken, confirmed: true },
      consent: { ...agreedAloud, answering: parent, need: 'The change over time has to be seen' },
    });
    await ward.settle();
    return { begun, answer };
  };

  it('has a signature asked for at the camera too, on that ward (CON-38)', async () => {
    ward = await openCameraWard(undefined, { ward: { writtenRequired: ['care'] } });
    const { answer } = await send();
    expect([answer.status, answer.value]).toEqual([
      422,
      {
        refusals: [
          { code: 'written-required-here', words: 'Your organisation asks for a signature for this.' },
        ],
      },
    ]);
  });

  it('has a child’s card open for a shorter time (CAP-05)', async () => {
    ward = await openCameraWard(undefined, {
      consent: { ...STANDING_RULES, lapseAfterMsUnder18: 24 * HOUR },
    });
    expect((await send()).answer.value).toEqual({ state: 'sent' });
    const { lapsesAt, storedAt } = await ward.stored();
    expect(millis(lapsesAt) - millis(storedAt)).toBe(24 * HOUR);
  });

  it('has its own paragraph read, as it stands, and its version recorded (CON-39)', async () => {
    const ownWords = 'Policy CP-12 & "forms" are on the intranet.';
    ward = await openCameraWard(undefined, { consent: { ...STANDING_RULES, ownWords } });
    const { begun } = await send();
    expect(begun.ownWords).toBe(ownWords);
    expect(begun.words).toMatch(/^en-GB\/\d+\+[0-9a-f]{12}$/);
    const [image] = (await ward.stored()).images;
    expect(image?.consent?.consent).toMatchObject({ method: { said: begun.words } });
    const posted = await ward.seed([await photo()]);
    const page = await (await ward.as(nurse)).get(`/sets/${posted.id}/consent`);
    expect(page.text).toContain('Policy CP-12 &amp; &quot;forms&quot; are on the intranet.');
  });
});

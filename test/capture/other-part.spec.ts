import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nurse } from '../../bot/local/demonstration/people.ts';
import type { SentConsent } from '../../bot/viewer/capture/contract.ts';
import { agreedAloud, jpegOf, sentImage, shot } from './phone.ts';
import type { CameraWard } from './ward-with-camera.ts';
import { openCameraWard } from './ward-with-camera.ts';

describe('A later picture of another part than was agreed to', () => {
  let ward: CameraWard;
  beforeEach(async () => {
    ward = await openCameraWard();
  });
  afterEach(() => ward.close());

  const send = async (more: Partial<SentConsent>) => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const [heel, hand] = [shot(jpegOf(2_000)), shot(jpegOf(3_000))];
    for (const one of [heel, hand]) await phone.carry(capture, one);
    const answer = await phone.send(capture, {
      images: [
        sentImage(heel, { site: 'heel', side: 'left' }),
        sentImage(hand, { site: 'hand', side: 'left' }),
      ],
      patient: { unknown: 'unknown' },
      consent: { ...agreedAloud, ageBand: 'adult', ...more },
    });
    await ward.settle();
    return answer;
  };

  it('is asked about, once, and the reason is kept sealed with that picture alone (CON-28)', async () => {
    const refused = await send({ areas: ['heel'] });
    expect(refused.status).toBe(422);
    expect(refused.value).toMatchObject({ refusals: [{ code: 'area-reason' }] });
    const areaReason = 'The patient agreed to this part as well, when I took it';
    expect((await send({ areas: ['heel'], areaReason })).value).toEqual({ state: 'sent' });
    const { images } = await ward.stored();
    const reasons = images.map(({ consent }) =>
      consent?.consent.state === 'given' ? consent.consent.areaReason : undefined,
    );
    expect(reasons.map((one) => one !== undefined)).toEqual([false, true]);
    expect(JSON.stringify(images)).not.toContain('agreed to this part');
  });

  it('is not asked about where no part had been chosen when it was agreed', async () => {
    expect((await send({})).value).toEqual({ state: 'sent' });
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nurse } from '../../bot/local/demonstration/people.ts';
import type { CameraWard } from './ward-with-camera.ts';
import { openCameraWard } from './ward-with-camera.ts';
import { agreedAloud, jpegOf, sentImage, shot } from './phone.ts';

describe('A photograph of which a piece was damaged in the store', () => {
  let ward: CameraWard;
  beforeEach(async () => {
    ward = await openCameraWard();
  });
  afterEach(() => ward.close());

  it('is not called safe: an alert that people see, and the page is told to keep its own', async () => {
    const phone = await ward.phone(nurse);
    const { capture } = await phone.begin(ward.ticket(nurse));
    const taken = shot(jpegOf(2_000));
    await phone.carry(capture, taken);
    for (const [path, kept] of ward.blobs.contents)
      if (path.startsWith('staging/')) kept.bytes = Buffer.alloc(kept.bytes.length);
    await phone.send(capture, {
      images: [sentImage(taken)],
      patient: { unknown: 'unknown' },
      consent: { ...agreedAloud, ageBand: 'adult' },
    });
    await ward.settle();
    const [set] = await ward.sets();
    expect(set).toMatchObject({ state: 'gone-before-custody', why: 'capture-broken' });
    expect((await phone.status(capture)).state).toBe('failed');
    expect(set?.alerts).toMatchObject([{ what: 'capture-broken' }]);
    expect(ward.chat.cards).toEqual([]);
  });
});

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHospital } from '../bad-input/hospital.ts';
import type { Hospital } from '../bad-input/hospital.ts';
import { corpus } from '../corpus/corpus.ts';
import { registrar } from '../../bot/local/demonstration/people.ts';

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('A photograph as iPhones write it (S6; ASVS 5.0 V5.2.2, V15.2.2)', () => {
  let hospital: Hospital;
  beforeAll(async () => {
    hospital = await openHospital();
  });
  afterAll(() => hospital.close());

  it('is taken into custody before anybody tries to decode it, and is then shown without its place', async () => {
    const bytes = corpus('forearm.heic');
    const set = await hospital.post({ inline: [bytes] });
    if (set.state !== 'stored') throw new Error(set.state);
    const [image] = set.images;
    expect([image?.sha256, image?.mediaType, image?.hasLocation, image?.renditions.state]).toEqual([
      sha(bytes),
      'image/heic',
      true,
      'ready',
    ]);
    expect(hospital.world.chat.visible(set.origin)).toEqual([]);
    const browser = await hospital.world.as(registrar);
    const shown = await browser.get(`/sets/${set.id}/images/${image?.id ?? ''}`);
    expect(shown.bytes.toString('latin1')).not.toMatch(/Exif|CANARY|exif:GPS|Apple/);
    const original = await browser.get(`/sets/${set.id}/images/${image?.id ?? ''}/original`);
    expect([original.headers.get('content-type'), sha(original.bytes)]).toEqual(['image/heic', sha(bytes)]);
  }, 60_000);

  it('of which a part is missing or changed is in custody all the same, and costs its rendition at most', async () => {
    const whole = corpus('forearm.heic');
    const changed = Uint8Array.from(whole);
    for (let at = 20; at < 600; at += 3) changed[at] = (changed[at] ?? 0) ^ 0x55;
    const hostile = [whole.subarray(0, 40_000), changed];
    const set = await hospital.post({ inline: [...hostile, corpus('patient-a-1.jpg')] });
    if (set.state !== 'stored') throw new Error(set.state);
    expect(set.images.map((image) => image.sha256)).toEqual([...hostile, corpus('patient-a-1.jpg')].map(sha));
    expect(set.images.map((image) => image.renditions.state)).toEqual(['impossible', 'impossible', 'ready']);
  }, 60_000);
});

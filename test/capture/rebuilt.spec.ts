import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { link } from '../../bot/audit/chain.ts';
import { fsck } from '../../bot/cli/fsck.ts';
import { nurse } from '../../bot/local/demonstration/people.ts';
import { beginNotes } from '../../bot/restore/read-notes.ts';
import { openConsent } from '../../bot/sealed/seal-consent.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { memoryLedger } from '../memory/ledger.ts';
import { HARBOURSIDE } from '../viewer/world.ts';
import { agreedAloud, jpegOf, openPhone, sentImage, shot } from './phone.ts';
import type { CameraWard } from './ward-with-camera.ts';
import { openCameraWard } from './ward-with-camera.ts';

describe('A set that was captured, when the database is lost', () => {
  let ward: CameraWard;
  let set: StoredSet;
  beforeAll(async () => {
    ward = await openCameraWard();
    await beginNotes(ward.blobs, ward.clock.now());
    // In Teams' own frame: vouched for by Teams, without a session of ours.
    const phone = openPhone(ward.address, { token: ward.tokenFor(nurse) });
    const { capture } = await phone.begin(ward.ticket(nurse));
    const taken = shot(jpegOf(300_000));
    await phone.carry(capture, taken);
    const consent = { ...agreedAloud, ageBand: 'adult' } as const;
    await phone.send(capture, { images: [sentImage(taken)], patient: { unknown: 'unknown' }, consent });
    await ward.settle();
    set = await ward.stored();
  });
  afterAll(() => ward.close());

  it('comes back from the store with what was agreed, and nobody looks for a message there never was', async () => {
    const { blobs, clock, parts } = ward;
    const ledger = memoryLedger({ link, clock });
    const report = await fsck({ ledger, blobs, keys: parts.keys, clock }, { rebuild: true });
    expect(report.rebuilt).toEqual([{ set: set.id, images: 1, closed: 0 }]);
    const back = await ledger.read(HARBOURSIDE, set.id);
    if (back?.state !== 'stored') throw new Error('not in custody');
    expect([back.capture, back.copies]).toEqual([set.capture, []]);
    const verbs = ledger.duties().map(({ verb }) => verb);
    expect([verbs.includes('ingest'), verbs.includes('reread'), verbs.includes('card')]).toEqual([
      false,
      false,
      true,
    ]);
    const [image] = back.images;
    if (image?.consent === undefined) throw new Error('no consent');
    const key = await parts.keys.unwrap(back.wordsKey);
    expect(openConsent(image.consent.consent, key, { owner: back, image: image.id })).toMatchObject({
      state: 'given',
      method: { how: 'verbal', professional: { name: nurse.name, jobTitle: 'Staff nurse' } },
    });
  });
});

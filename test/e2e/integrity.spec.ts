import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as people from '../../bot/local/demonstration/people.ts';
import type { NewMessage } from '../../bot/local/ward/page-contract.ts';
import type { Blobs, Container } from '../../bot/ports/blobs.ts';
import type { BlobName } from '../../bot/set/ids.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { corpus } from '../corpus/corpus.ts';
import { cardsOf, messageIn, originalsFor, setOnce, settledAs, sha256 } from './process/follow-message.ts';
import { openStore } from './process/open-store.ts';
import { openStory } from './process/open-story.ts';
import type { Story } from './process/open-story.ts';
import { clipped, FILE_GONE, MESSAGE_GONE, NIGHT, pasted, PHOTOS } from './process/ways-to-share.ts';

const SIX = ['a', 'b', 'c'].flatMap((patient) => [`patient-${patient}-1.jpg`, `patient-${patient}-2.jpg`]);

let story: Story;
beforeAll(async () => {
  story = await openStory();
}, 150_000);
afterAll(() => story.close(), 30_000);

const rendered =
  (...ends: readonly string[]) =>
  (set: ImageSet): set is StoredSet =>
    settledAs(...ends)(set) && set.images.every((image) => image.renditions.state === 'ready');

const post = async (place: string, message: Partial<NewMessage>, ...ends: readonly string[]) => {
  const id = await story.at(people.nurse).post(place, message);
  return setOnce(story.ledger, id, 'removed and rendered', rendered(...ends));
};

const whole = { exit: 0, json: { faults: [], strays: [] } };

describe('What was changed behind Safelight’s back', () => {
  let heel: StoredSet;
  let hip: StoredSet;
  let store: Blobs;
  beforeAll(async () => {
    heel = await post(PHOTOS, { inline: [pasted('patient-a-1.jpg')] }, MESSAGE_GONE);
    hip = await post(NIGHT, { inline: [pasted('patient-b-1.jpg')] }, MESSAGE_GONE);
    store = await openStore(story.folders.home);
  }, 60_000);

  const originalOf = (set: StoredSet) => {
    const [image] = set.images;
    if (image === undefined) throw new Error('The set has no image.');
    const { blob } = image.original;
    return { blob, fault: { organisation: set.organisation, set: set.id, image: image.id, blob } };
  };
  /** As somebody with the store's key could. */
  const overwrite = async (container: Container, name: BlobName, bytes: Uint8Array): Promise<void> => {
    await store.destroy(container, name);
    await store.put(container, name, bytes);
  };

  it('at first nothing is wrong', async () => {
    expect(await story.product.command('fsck')).toMatchObject(whole);
    expect(await story.product.command('audit', 'verify')).toMatchObject({ exit: 0, json: { whole: true } });
  }, 60_000);

  it('one flipped byte of a sealed file: fsck names exactly that image, and the viewer does not show it', async () => {
    const { blob, fault } = originalOf(heel);
    const sealed = await store.get('images', blob);
    const flipped = Uint8Array.from(sealed);
    const at = Math.floor(flipped.length / 2);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    await overwrite('images', blob, flipped);
    const { exit, json } = await story.product.command('fsck');
    expect({ exit, json }).toMatchObject({
      exit: 1,
      json: { faults: [{ ...fault, what: 'blob-broken', part: 'original' }], strays: [] },
    });
    const path = `/sets/${heel.id}/images/${fault.image}/original`;
    expect((await (await story.reading(people.registrar)).get(path)).status).toBe(500);
    await overwrite('images', blob, sealed);
  }, 60_000);

  it('two sealed files changed places: fsck names both, and what lies where', async () => {
    const [one, other] = [originalOf(heel), originalOf(hip)];
    const [first, second] = [await store.get('images', one.blob), await store.get('images', other.blob)];
    await overwrite('images', one.blob, second);
    await overwrite('images', other.blob, first);
    const { exit, json } = await story.product.command('fsck');
    expect(exit).toBe(1);
    const { faults } = json as { faults: readonly unknown[] };
    expect(faults).toHaveLength(2);
    expect(faults).toEqual(
      expect.arrayContaining([
        { ...one.fault, what: 'blob-swapped', part: 'original', other: other.blob },
        { ...other.fault, what: 'blob-swapped', part: 'original', other: one.blob },
      ]),
    );
    await overwrite('images', one.blob, first);
    await overwrite('images', other.blob, second);
  }, 60_000);

  it('a deleted sealed file, and a deleted second copy of a key: fsck names each', async () => {
    const [one, other] = [originalOf(heel), originalOf(hip)];
    const [sealed, key] = [await store.get('images', one.blob), await store.get('keys', other.blob)];
    await store.destroy('images', one.blob);
    await store.destroy('keys', other.blob);
    const { exit, json } = await story.product.command('fsck');
    const { faults } = json as { faults: readonly unknown[] };
    expect(exit).toBe(1);
    expect(faults).toHaveLength(2);
    expect(faults).toEqual(
      expect.arrayContaining([
        { ...one.fault, what: 'blob-missing', part: 'original' },
        { ...other.fault, what: 'key-record-missing', part: 'key record' },
      ]),
    );
    await store.put('images', one.blob, sealed);
    await store.put('keys', other.blob, key);
    expect(await story.product.command('fsck')).toMatchObject(whole);
  }, 60_000);

  /** The database refuses it even to its owner; whoever owns the machine can do it all the same. */
  const tamper = async (statement: string, values: readonly unknown[]): Promise<void> => {
    await story.ledger.query("set session_replication_role = 'replica'");
    await story.ledger.query(statement, values);
    await story.ledger.query("set session_replication_role = 'origin'");
  };

  it('one altered row of the audit, one removed: each is named as the first bad row', async () => {
    const { organisation } = heel;
    const [{ sequence, event, hash } = {}] = await story.ledger.query(
      "select * from events where organisation = $1 and event::jsonb ->> 'kind' = 'copy-removed' limit 1",
      [organisation],
    );
    await expect(
      story.ledger.query('update events set event = $1 where sequence = $2', ['{}', sequence]),
    ).rejects.toThrow('append-only');
    const where = 'where organisation = $1 and sequence = $2';
    const bad = (why: string) => ({
      exit: 1,
      json: { whole: false, chains: [{ organisation, whole: false, row: Number(sequence), why }] },
    });
    const altered = String(event).replace('message-deleted', 'gone-already');
    await tamper(`update events set event = $3 ${where}`, [organisation, sequence, altered]);
    expect(await story.product.command('audit', 'verify')).toMatchObject(bad('hash'));
    await tamper(`delete from events ${where}`, [organisation, sequence]);
    expect(await story.product.command('audit', 'verify')).toMatchObject(bad('gap'));
    await tamper('insert into events (organisation, sequence, event, hash) values ($1, $2, $3, $4)', [
      ...[organisation, sequence],
      ...[event, hash],
    ]);
    expect(await story.product.command('audit', 'verify')).toMatchObject({ exit: 0, json: { whole: true } });
  }, 60_000);
});

describe('A database restored to an earlier point', () => {
  const copy = promisify(execFile);
  const cluster = (): string => join(story.folders.home, 'postgres', 'cluster');
  const backup = (): string => join(story.folders.folder, 'backup');

  it('every image posted since comes back with fsck --rebuild, opens, and has its one card', async () => {
    await story.product.stop();
    await copy('cp', ['-a', cluster(), backup()]);
    await story.restart();
    const six = await post(
      PHOTOS,
      { text: 'Six of three patients', inline: SIX.map((name) => pasted(name)) },
      MESSAGE_GONE,
    );
    const file = await post(
      NIGHT,
      { files: [clipped('forearm.heic', 'image/heic')] },
      MESSAGE_GONE,
      FILE_GONE,
    );
    await story.product.stop();
    await rm(cluster(), { recursive: true });
    await rename(backup(), cluster());

    const lost = await story.product.command('fsck');
    expect(lost.exit).toBe(1);
    const { faults } = lost.json as { faults: readonly { readonly what: string; readonly set: string }[] };
    expect(faults.map((fault) => `${fault.what} ${fault.set}`).toSorted()).toEqual(
      [...SIX.map(() => six), file].map((set) => `not-in-ledger ${set.id}`).toSorted(),
    );
    const { exit, json } = await story.product.command('fsck', '--rebuild');
    expect(exit).toBe(0);
    expect((json as { rebuilt: unknown }).rebuilt).toEqual(
      expect.arrayContaining([
        { set: six.id, images: 6, closed: 0 },
        { set: file.id, images: 1, closed: 0 },
      ]),
    );

    await story.restart();
    const settled = rendered('message gone-already gone');
    const sixAgain = await setOnce(story.ledger, six.origin.message, 'back', settled);
    const fileAgain = await setOnce(story.ledger, file.origin.message, 'back', settled);
    const reader = await story.reading(people.registrar);
    expect(await originalsFor(reader, sixAgain)).toEqual(SIX.map((name) => sha256(corpus(name))).toSorted());
    expect(await originalsFor(reader, fileAgain)).toEqual([sha256(corpus('forearm.heic'))]);
    expect((await reader.get(`/sets/${six.id}`)).text).toContain('Six of three patients');
    const nurse = story.at(people.nurse);
    expect(await messageIn(nurse, PHOTOS, six.origin.message)).toMatchObject({ state: 'deleted' });
    expect(await cardsOf(nurse, PHOTOS, sixAgain)).toHaveLength(1);
    expect(await cardsOf(nurse, NIGHT, fileAgain)).toHaveLength(1);
    expect(await story.product.command('fsck')).toMatchObject({ exit: 0, json: { faults: [] } });
    expect(await story.product.command('audit', 'verify')).toMatchObject({ exit: 0, json: { whole: true } });
  }, 180_000);
});

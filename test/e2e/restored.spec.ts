import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as people from '../../bot/local/demonstration/people.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { journalNames } from '../../bot/set/journal.ts';
import { corpus } from '../corpus/corpus.ts';
import { originalsFor, setOnce, settledAs, sha256 } from './process/follow-message.ts';
import { openStore } from './process/open-store.ts';
import { openStory } from './process/open-story.ts';
import type { Story } from './process/open-story.ts';
import { openLedger } from './process/read-ledger.ts';
import type { LedgerWindow } from './process/read-ledger.ts';
import { visitViewer } from './process/visit-viewer.ts';
import { waitFor } from './process/wait-for.ts';
import { MESSAGE_GONE, NIGHT, pasted, PHOTOS } from './process/ways-to-share.ts';

/** The seven days in which a poster may think again, and one. */
const EIGHT_DAYS = 8 * 24;
const EDITH = { 'nhs-number': '9434765919', 'birth-day': '9', 'birth-month': '3', 'birth-year': '1941' };

let story: Story;
let ledger: LedgerWindow;
/** Disposed of, filed and posted after the backup. */
let heel: StoredSet;
let hip: StoredSet;
let hand: StoredSet;
/** Posted before the backup, and after it restricted, refused by the patient, and withdrawn after they had agreed. */
let closed: readonly StoredSet[];
let consentBefore: Awaited<ReturnType<typeof consentNow>>;
/** Posted and restricted after the backup. */
let foot: StoredSet;
let signedInAtBackup = 0;
const sessions = async (): Promise<number> =>
  Number((await ledger.query('select count(*) as n from sessions'))[0]?.['n']);

const settled = (set: ImageSet): set is StoredSet =>
  settledAs(MESSAGE_GONE)(set) && set.images.every((image) => image.renditions.state === 'ready');
const post = async (place: string, photo: string): Promise<StoredSet> => {
  const id = await story.at(people.nurse).post(place, { inline: [pasted(photo)] });
  return setOnce(ledger, id, 'removed and rendered', settled);
};
const factsOf = async ({ origin }: StoredSet): Promise<ImageSet | undefined> =>
  (await ledger.setsOf(origin.message))[0];
const blobOf = (set: StoredSet) => {
  const [image] = set.images;
  if (image === undefined) throw new Error('The set has no image.');
  return { blob: image.original.blob, path: `/sets/${set.id}/images/${image.id}/original` };
};
const startEightDaysLater = async (): Promise<void> => {
  await ledger.close();
  await story.product.startAgain(EIGHT_DAYS);
  ledger = await openLedger(story.folders.home);
};

const close = async (
  set: StoredSet,
  ...[page, ...fields]: readonly [string, ...(readonly [string, string])[]]
) => {
  const nurse = await visitViewer(story.product.safelight, people.nurse);
  const { status } = await nurse.post(`/sets/${set.id}/${page}`, fields);
  if (status >= 400) throw new Error(`${page} answered ${status}.`);
};
const agree = (set: StoredSet) => close(set, 'consent', ['answer', 'agreed'], ['age', 'adult']);
const restrict = (set: StoredSet) => close(set, 'restrict', ['answer', 'restrict:injury']);
const TOLD = ['care-not-affected', 'kept-until-retention-ends', 'fewer-people-see-it'];
const closeAll = async (): Promise<void> => {
  const [shin, toe, ear] = closed;
  if (shin === undefined || toe === undefined || ear === undefined) throw new Error('Three were posted.');
  await restrict(shin);
  await close(toe, 'consent', ['answer', 'no'], ['age', 'adult']);
  await close(
    ear,
    'withdraw',
    ['level', 'making'],
    ['level', 'care'],
    ...TOLD.map((one) => ['told', one] as const),
  );
};
const consentNow = () =>
  Promise.all(
    closed.map(async (set) => {
      const now = await factsOf(set);
      return now?.state === 'stored' ? now.images[0]?.consent : undefined;
    }),
  );
/** What a colleague in the same conversation gets to see of it. */
const answerTo = async (person: people.Person, set: StoredSet): Promise<number> => {
  const reader = await visitViewer(story.product.safelight, person);
  return (await reader.get(blobOf(set).path)).status;
};

/** What people did after the backup was made, eight days of it. */
const liveOn = async (): Promise<void> => {
  await closeAll();
  const nurse = await story.reading(people.nurse);
  await nurse.post(`/sets/${heel.id}/not-clinical`, []);
  const governance = await story.reading(people.informationGovernance);
  await governance.post('/console/approve', [['set', heel.id]]);
  const form = Object.entries({ ...EDITH, image: `${hip.id}.${hip.images[0]?.id ?? ''}` });
  const registrar = await story.reading(people.registrar);
  const asked = await registrar.post(`/sets/${hip.id}/file`, [...form, ['step', 'look-up']]);
  const shown = /name="shown" value="([^"]+)"/.exec(asked.text)?.[1] ?? '';
  await registrar.post(`/sets/${hip.id}/file`, [...form, ['step', 'confirm'], ['shown', shown]]);
  await waitFor('the one is filed', async () => (await filingOf(hip)) === 'filed' || undefined);
  await story.product.stop();
  await startEightDaysLater();
  await waitFor(
    'the other is disposed of',
    async () => (await factsOf(heel))?.state === 'disposed' || undefined,
  );
  hand = await post(PHOTOS, 'patient-c-1.jpg');
  foot = await post(PHOTOS, 'patient-c-2.jpg');
  await restrict(foot);
};
const filingOf = async (set: StoredSet): Promise<string | undefined> => {
  const now = await factsOf(set);
  return now?.state === 'stored' ? now.images[0]?.filing.state : now?.state;
};

beforeAll(async () => {
  story = await openStory();
  ledger = await openLedger(story.folders.home);
  heel = await post(PHOTOS, 'patient-a-1.jpg');
  hip = await post(NIGHT, 'patient-b-1.jpg');
  closed = [
    await post(NIGHT, 'patient-a-2.jpg'),
    await post(NIGHT, 'patient-b-2.jpg'),
    await post(NIGHT, 'forearm.jpg'),
  ];
  for (const set of closed.slice(2)) await agree(set);
  await story.reading(people.registrar);
  signedInAtBackup = await sessions();
  await story.product.stop();
  const [cluster, backup] = [
    join(story.folders.home, 'postgres', 'cluster'),
    join(story.folders.folder, 'backup'),
  ];
  await promisify(execFile)('cp', ['-a', cluster, backup]);
  await ledger.close();
  await story.restart();
  ledger = await openLedger(story.folders.home);
  await liveOn();
  consentBefore = await consentNow();
  await story.product.stop();
  await rm(cluster, { recursive: true });
  await rename(backup, cluster);
  await startEightDaysLater();
}, 300_000);
afterAll(async () => {
  await ledger.close();
  await story.close();
}, 60_000);

describe('A database restored from a backup of eight days ago', () => {
  // Before anybody signs in: that would sweep out old sessions too.
  it('has signed everybody out whom the backup had signed in', async () => {
    expect(signedInAtBackup).toBeGreaterThan(0);
    expect(await sessions()).toBe(0);
  });

  it('does not bring back what was disposed of since: no key, no sealed file, no page', async () => {
    expect(await factsOf(heel)).toMatchObject({
      state: 'disposed',
      approvedBy: [{ oid: people.nurse.oid }, { oid: people.informationGovernance.oid }],
    });
    const store = await openStore(story.folders.home);
    const { blob, path } = blobOf(heel);
    for (const container of ['keys', 'images'] as const)
      await expect(store.get(container, blob)).rejects.toMatchObject({ code: 'blob-missing' });
    await store.get('journal', journalNames.tombstone(heel.organisation, heel.id));
    const registrar = await visitViewer(story.product.safelight, people.registrar);
    expect((await registrar.get(path)).status).toBeGreaterThanOrEqual(400);
  }, 30_000);

  it('closes again what was restricted, refused or withdrawn since, before anybody is served', async () => {
    expect(consentBefore.map((one) => one?.consent.state)).toEqual(['unanswered', 'declined', 'given']);
    expect(consentBefore.map((one) => one?.restriction?.why)).toEqual(['injury', 'declined', undefined]);
    expect(await consentNow()).toEqual(consentBefore);
  }, 60_000);

  it('says where it started, on the console and to the doctor what nobody can know, and which rows are lost', async () => {
    expect(story.product.said()).toContain('its records had been restored from a backup');
    const governance = await visitViewer(story.product.safelight, people.informationGovernance);
    const { text } = await governance.get('/console');
    for (const words of [
      'Restored from a backup',
      'What was done after that is not known: filings, renewals, questions and answers, buttons pressed',
      '1 set that had been disposed of came back with the backup and was disposed of again',
      'Everybody was signed out',
    ])
      expect(text).toContain(words);
    expect(text).toMatch(/Audit rows \d+ to \d+ are lost/);
    const { json } = await story.product.command('doctor');
    const { findings } = json as { findings: readonly { readonly what: string; readonly seen: string }[] };
    expect(findings.find((one) => one.what.includes('journal'))).toMatchObject({
      state: 'pass',
      seen: expect.stringMatching(/Audit rows \d+ to \d+ are lost/),
    });
  }, 60_000);

  it('has raised one alert', async () => {
    const log = await readFile(join(story.folders.home, 'safelight.log'), 'utf8');
    const alerts = log.split('\n').filter((line) => line.includes('"what":"ledger-restored"'));
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toContain('"state":"raised"');
  });

  it('knows nothing of a filing since, and has it to be filed again', async () => {
    expect(await filingOf(hip)).toBe('unfiled');
  });

  it('gets back what was posted since with fsck --rebuild, and nothing else', async () => {
    expect(await factsOf(hand)).toBeUndefined();
    await story.product.stop();
    const { exit, json } = await story.product.command('fsck', '--rebuild');
    expect({ exit, json }).toMatchObject({ exit: 0, json: { rebuilt: expect.any(Array) } });
    const { rebuilt } = json as { rebuilt: readonly { readonly set: string }[] };
    expect(rebuilt).toHaveLength(2);
    expect(rebuilt).toEqual(
      expect.arrayContaining([hand, foot].map(({ id }) => ({ set: id, images: 1, closed: 0 }))),
    );
    await startEightDaysLater();
    await setOnce(ledger, hand.origin.message, 'back', (set): set is StoredSet => set.state === 'stored');
    const registrar = await visitViewer(story.product.safelight, people.registrar);
    expect(await originalsFor(registrar, hand)).toEqual([sha256(corpus('patient-c-1.jpg'))]);
    expect(await answerTo(people.registrar, foot)).toBeGreaterThanOrEqual(400);
    expect(await answerTo(people.nurse, foot)).toBe(200);
    expect((await factsOf(heel))?.state).toBe('disposed');
    expect(await story.product.command('fsck')).toMatchObject({ exit: 0, json: { faults: [] } });
    expect(await story.product.command('audit', 'verify')).toMatchObject({ exit: 0, json: { whole: true } });
  }, 120_000);
});

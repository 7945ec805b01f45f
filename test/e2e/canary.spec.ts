import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { patients } from '../../bot/local/demonstration/patients.ts';
import * as people from '../../bot/local/demonstration/people.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { blobName } from '../../bot/set/ids.ts';
import { corpus } from '../corpus/corpus.ts';
import { setOnce, settledAs } from './process/follow-message.ts';
import { openScreen, openStore } from './process/open-store.ts';
import { openStory, WARD_SEVEN } from './process/open-story.ts';
import type { Story } from './process/open-story.ts';
import { dumpDatabase } from './process/search/dump-database.ts';
import { finderOf } from './process/search/finder.ts';
import { formsOf, secretText } from './process/search/forms.ts';
import type { Secret } from './process/search/forms.ts';
import { searchBytes, searchFolder } from './process/search/search.ts';
import type { Reader } from './process/visit-viewer.ts';
import { changeWeather, upload } from './process/visit-ward.ts';
import { FILE_GONE, MESSAGE_GONE, NIGHT, PHOTOS, WOUNDS } from './process/ways-to-share.ts';

const EDITH = patients[0];
if (EDITH === undefined) throw new Error('The demonstration has no patients.');
const NAME = `${EDITH.given.join(' ')} ${EDITH.family}`;
const SPACED = EDITH.nhsNumber.replace(/^(...)(...)(....)$/, '$1 $2 $3');
const CAPTION = `${NAME}, NHS ${SPACED} (${EDITH.nhsNumber}): left heel, worse since Friday`;
const FILE_NAME = `${NAME} left heel canary.jpg`;

const photograph = Buffer.from(corpus('forearm.jpg'));
/** Latitude as degrees, minutes and seconds, each a fraction of two 32-bit numbers. */
const gps = photograph
  .subarray(photograph.indexOf(Buffer.from('000000350000000100000018', 'hex')))
  .subarray(0, 24);

/** Stretches of a file, spread over its length. */
const windows = (what: string, bytes: Uint8Array): readonly Secret[] =>
  [0.05, 0.3, 0.55, 0.8, 0.95].map((part) => {
    const at = Math.floor(bytes.length * part);
    return { what: `${what} at ${part}`, bytes: bytes.subarray(at, at + 64) };
  });

/** Said on purpose into each place that is searched, to show that the search reaches it. */
const PLANTED = 'PLANTED-CANARY-4f1d2c';

describe('The search', () => {
  const secrets = [secretText('the name', NAME), { what: 'the GPS', bytes: gps }];
  const needles = secrets.flatMap(formsOf);
  const find = finderOf(needles);
  const noise = Buffer.from(Array.from({ length: 997 }, (_, n) => (n * 7919) % 251));
  const between = (bytes: Uint8Array): Buffer => Buffer.concat([noise, bytes, noise]);
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safelight-search-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('finds nothing where nothing is', () => {
    expect(searchBytes('noise', between(gzipSync(noise)), find)).toEqual([]);
  });

  it.each(needles)(
    'finds $what as $form, at any place in a file, in folders within folders',
    async (needle) => {
      const deep = join(folder, needle.form.replaceAll(/\W/g, ''), needle.what.replaceAll(' ', '-'));
      await mkdir(deep, { recursive: true });
      await writeFile(join(deep, 'planted.bin'), between(needle.bytes));
      const { finds } = await searchFolder(deep, find);
      expect(finds).toContain(`planted.bin: ${needle.what} as ${needle.form}`);
    },
  );

  it.each(secrets)('finds $what in base64 however it falls into the groups of three', ({ what, bytes }) => {
    for (const before of [10, 11, 12]) {
      const around = Buffer.concat([noise.subarray(0, before), bytes, noise.subarray(0, 20)]);
      for (const encoding of ['base64', 'base64url'] as const)
        expect(searchBytes('x', Buffer.from(around.toString(encoding)), find).join()).toContain(
          `${what} as base64`,
        );
    }
  });

  it.each([
    ['gzip', gzipSync],
    ['zlib', deflateSync],
  ] as const)('finds it inside %s, wherever that begins, in UTF-16 too', (_, fold) => {
    for (const { what, bytes } of secrets)
      expect(searchBytes('x', between(fold(between(bytes))), find)).toEqual([
        `x, compressed: ${what} as raw`,
      ]);
    const wide = between(fold(Buffer.from(CAPTION, 'utf16le')));
    expect(searchBytes('x', wide, find)).toEqual(['x, compressed: the name as UTF-16LE']);
  });

  it('finds it in a file that is nothing but deflated, and in one whose compressed end is missing', () => {
    expect(searchBytes('x', deflateRawSync(between(gps)), find)).toEqual(['x, compressed: the GPS as raw']);
    const whole = gzipSync(Buffer.concat([Buffer.from(CAPTION), noise, noise]), { level: 0 });
    expect(searchBytes('x', whole.subarray(0, -300), find)).toContain('x, compressed: the name as raw');
  });

  it('finds it in the name of a file', async () => {
    const deep = join(folder, 'names');
    await mkdir(deep);
    await writeFile(join(deep, FILE_NAME), '');
    expect((await searchFolder(deep, find)).finds).toEqual([`the name of ${FILE_NAME}: the name as raw`]);
  });
});

describe('After a photograph was posted, viewed and filed', () => {
  let story: Story;
  let temp: string;
  let secrets: readonly Secret[];
  /** What there was to read while it ran, by the name of the place. */
  const spoken = new Map<string, Buffer>();

  beforeAll(async () => {
    temp = await mkdtemp(join(tmpdir(), 'safelight-temp-'));
    // The product's sources, compiled, would lie in its temporary folder: with the demonstration's patients in them.
    story = await openStory({ LOG_LEVEL: 'trace', TMPDIR: temp, TSX_DISABLE_CACHE: '1' });
    const sets = await post();
    const cookies = await viewAndFile(sets[0]);
    secrets = [
      ...windows('the photograph', photograph),
      ...windows('what people are shown', await openScreen(story.folders.home, sets[0])),
      { what: 'the GPS position', bytes: gps },
      secretText('the NHS number', EDITH.nhsNumber),
      secretText('the NHS number, spaced', SPACED),
      secretText('the patient’s name', NAME),
      secretText('the file’s name', FILE_NAME),
      secretText('a token', 'eyJhbGciOi'),
      secretText('a token’s introduction', 'Bearer ey'),
      ...cookies.map((cookie) => secretText('a session', cookie)),
    ];
    await plant();
    await listen();
    await story.product.stop();
  }, 240_000);
  afterAll(async () => {
    await story.close();
    await rm(temp, { recursive: true, force: true });
  }, 30_000);

  const post = async (): Promise<readonly [StoredSet, StoredSet]> => {
    const nurse = story.at(people.nurse);
    // Errors on the way: an address that failed must not be told either.
    const faults = [
      { route: 'graph.share.get', status: 500, times: 1 },
      { route: 'graph.hosted-content.bytes', status: 0, times: 1 },
      { route: 'connector.members.get', status: 500, times: 1 },
    ];
    await changeWeather(story.product.ward, { faults });
    const picture = upload(FILE_NAME, 'image/jpeg', photograph);
    const inline = await nurse.post(PHOTOS, { text: CAPTION, inline: [picture] });
    const file = await nurse.post(NIGHT, { text: CAPTION, files: [picture] });
    const rendered = (...ends: readonly string[]) => {
      const settled = settledAs(...ends);
      return (set: ImageSet): set is StoredSet =>
        settled(set) && set.images.every((image) => image.renditions.state === 'ready');
    };
    return [
      await setOnce(story.ledger, inline, 'removed', rendered(MESSAGE_GONE)),
      await setOnce(story.ledger, file, 'removed', rendered(MESSAGE_GONE, FILE_GONE)),
    ];
  };

  /** As the registrar, and the outsider who may not; gives back the sessions' cookies. */
  const viewAndFile = async (set: StoredSet): Promise<readonly string[]> => {
    const [image] = set.images;
    const path = `/sets/${set.id}`;
    const registrar = await story.reading(people.registrar);
    expect((await registrar.get(path)).text).toContain(SPACED);
    for (const which of ['', '/preview', '/original'])
      expect((await registrar.get(`${path}/images/${image?.id ?? ''}${which}`)).status).toBe(200);
    const outsider = await story.reading(people.outsider);
    expect((await outsider.get(path)).text).not.toContain(SPACED);
    await fileTo(registrar, set);
    return [registrar, outsider].map((reader) => reader.cookies.get('safelight-session') ?? '');
  };

  const fileTo = async (reader: Reader, set: StoredSet): Promise<void> => {
    const [year = '', month = '', day = ''] = EDITH.birthDate.split('-');
    const typed = (birthYear: string): [string, string][] => [
      ['image', `${set.id}.${set.images[0]?.id ?? ''}`],
      ['nhs-number', SPACED],
      ['birth-day', day],
      ['birth-month', month],
      ['birth-year', birthYear],
    ];
    const path = `/sets/${set.id}/file`;
    // A slip first: what was typed is said back, and must not be kept.
    await reader.post(path, [...typed('1942'), ['step', 'look-up']]);
    const found = await reader.post(path, [...typed(year), ['step', 'look-up']]);
    expect(found.text).toContain(EDITH.family);
    const shown = /name="shown" value="([^"]*)"/.exec(found.text)?.[1] ?? '';
    await reader.post(path, [...typed(year), ['shown', shown], ['step', 'confirm']]);
    const filed = (now: ImageSet): now is StoredSet =>
      now.state === 'stored' && now.images[0]?.filing.state === 'filed';
    await setOnce(story.ledger, set.origin.message, 'filed', filed);
    expect((await reader.get(`/sets/${set.id}`)).text).toContain(EDITH.family);
    expect((await reader.get(`/sets/${set.id}/series`)).text).toContain(EDITH.family);
  };

  const plant = async (): Promise<void> => {
    await story.ledger.query('create table planted (said text)');
    await story.ledger.query('insert into planted values ($1)', [PLANTED]);
    await story.ledger.query('checkpoint');
    const store = await openStore(story.folders.home);
    await store.put('images', blobName('0'.repeat(32)), Buffer.from(PLANTED));
    await appendFile(join(story.folders.home, 'safelight.log'), `${PLANTED}\n`);
    await writeFile(join(temp, 'planted'), gzipSync(Buffer.from(PLANTED)));
  };

  const listen = async (): Promise<void> => {
    const { product, ledger } = story;
    spoken.set('the database', await dumpDatabase(ledger));
    const metrics = await fetch(`${product.safelight}/metrics`);
    spoken.set('/metrics', Buffer.from(await metrics.text()));
    spoken.set('the console', Buffer.from(product.said()));
    for (const person of [...WARD_SEVEN, people.fellviewNurse])
      for (const place of [PHOTOS, NIGHT, WOUNDS, `bot:${person.oid}`]) {
        const seen = await story
          .at(person)
          .see(place)
          .catch(() => []);
        const cards = seen.filter((message) => message.from.bot);
        spoken.set(`what the bot says to ${person.name} in ${place}`, Buffer.from(JSON.stringify(cards)));
      }
  };

  const find = () => finderOf([...secrets.flatMap(formsOf), ...planted]);
  const planted = formsOf(secretText('what was planted', PLANTED));

  it('all of it was in the chat: the ward’s own files, which are no part of Safelight, hold it', async () => {
    const { finds } = await searchFolder(story.folders.world, find());
    const found = new Set(finds.map((find) => find.replace(/^.*: (.*) as .*$/, '$1')));
    expect([...found]).toEqual(
      expect.arrayContaining([
        ...windows('the photograph', photograph).map(({ what }) => what),
        'the GPS position',
        'the NHS number',
        'the NHS number, spaced',
        'the patient’s name',
        'the file’s name',
      ]),
    );
  }, 60_000);

  it('nothing of it is in the database, the metrics, the cards or on the console', () => {
    expect(spoken.get('/metrics')?.toString()).toContain('safelight_duties_total');
    const finds = [...spoken].flatMap(([place, bytes]) => searchBytes(place, bytes, find()));
    expect(finds).toEqual(['the database: what was planted as raw']);
  });

  it('nothing of it is in any file of SAFELIGHT_HOME: the database’s, the image store’s, the log', async () => {
    const { files, finds } = await searchFolder(story.folders.home, find());
    expect(files).toBeGreaterThan(500);
    const places = finds
      .filter((find) => find.endsWith('what was planted as raw'))
      .map((find) => find.split(':')[0]);
    expect(places).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^postgres\/cluster\/base\//),
        expect.stringMatching(/^postgres\/cluster\/pg_wal\//),
        expect.stringMatching(/^azurite\/extents\//),
        'safelight.log',
      ]),
    );
    expect(finds.filter((find) => !find.includes('what was planted'))).toEqual([]);
  }, 120_000);

  it('nothing of it is left among temporary files', async () => {
    const { finds } = await searchFolder(temp, find());
    expect(finds).toEqual(['planted, compressed: what was planted as raw']);
  });
});

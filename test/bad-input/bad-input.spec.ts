import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mediaTypeOf } from '../../bot/inspect/signatures.ts';
import { nurse, registrar } from '../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { noticeWords } from '../../cards/text/notice.ts';
import { corpus } from '../corpus/corpus.ts';
import type { Browser } from '../viewer/browser.ts';
import { idOf } from '../viewer/world.ts';
import { badFiles, CANARY } from './files.ts';
import type { BadFile } from './files.ts';
import { openHospital } from './hospital.ts';
import type { Hospital } from './hospital.ts';
import { slope } from './jpeg.ts';

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const files = await badFiles();

const CANNOT = 'This image cannot be displayed here. It is safe, exactly as it was posted.';

describe('A bad file that is a picture by its first bytes (ASVS 5.0 V5.2.1, V5.2.2, V5.2.6, V15.2.2)', () => {
  let hospital: Hospital;
  let browser: Browser;
  const sets = new Map<string, StoredSet>();

  beforeAll(async () => {
    hospital = await openHospital();
    browser = await hospital.world.as(registrar);
  });
  afterAll(() => hospital.close());

  const take = async ({ what, bytes }: BadFile): Promise<StoredSet> => {
    const set = await hospital.post({ inline: [bytes] });
    if (set.state !== 'stored') throw new Error(`${what} is ${set.state}`);
    sets.set(what, set);
    return set;
  };
  /** Read to the end before the next file is posted, whose session would otherwise be over. */
  const open = async (path: string) => {
    const page = await browser.get(path);
    if (page.status === 303) await browser.signIn();
    return page.status === 303 ? browser.get(path) : page;
  };

  it.each(files)('$what is taken into custody and leaves the chat ($fate)', async (file) => {
    const set = await take(file);
    const [image] = set.images;
    expect(image?.sha256).toBe(sha(file.bytes));
    expect(hospital.world.chat.visible(set.origin)).toEqual([]);
    const { renditions } = image ?? {};
    const fate = renditions?.state === 'impossible' ? renditions.why : renditions?.state;
    if (file.fate === 'either') expect(['ready', 'cannot-be-decoded', 'image-too-large']).toContain(fate);
    else expect(fate).toBe(file.fate === 'shown' ? 'ready' : file.fate);
  });

  it.each(files)('$what: the person reads a clear sentence or sees the picture', async ({ what, fate }) => {
    const set = sets.get(what);
    const page = await open(`/sets/${set?.id ?? ''}`);
    expect(page.status).toBe(200);
    const ready = set?.images[0]?.renditions.state === 'ready';
    if (fate !== 'not-a-picture') expect(page.text.includes(CANNOT)).toBe(!ready);
    expect(page.text).toMatch(/Download the original|Open the (?:document|video)/);
    // The letters of a preview inside the page are chance, not words.
    expect(page.text.replaceAll(/data:image\/jpeg;base64,[^"]+/g, '')).not.toMatch(/undefined|NaN|Error/);
  });

  it.each(files)('$what: nothing hidden in it is in what people see', async ({ what }) => {
    const set = sets.get(what);
    const image = set?.images[0];
    if (image?.renditions.state !== 'ready') return;
    for (const rendition of ['', '/preview']) {
      const { status, bytes } = await open(`/sets/${set?.id ?? ''}/images/${image.id}${rendition}`);
      expect(status).toBe(200);
      expect(mediaTypeOf(bytes)?.mediaType).toBe('image/jpeg');
      expect(bytes.toString('latin1')).not.toMatch(new RegExp(`${CANARY}|CANARY|<script|PK\\x03\\x04`));
      // One picture and its end: nothing rides behind it.
      expect([bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff]), 1), bytes.subarray(-2).toString('hex')]).toEqual(
        [-1, 'ffd9'],
      );
    }
  });

  it.each(files)(
    '$what can be had bit for bit, and is never a page to a browser',
    async ({ what, bytes }) => {
      const set = sets.get(what);
      const original = await open(`/sets/${set?.id ?? ''}/images/${set?.images[0]?.id ?? ''}/original`);
      expect(sha(original.bytes)).toBe(sha(bytes));
      expect(original.headers.get('content-type')).toMatch(
        /^(?:image\/[a-z]+|video\/[a-z0-9]+|application\/(?:pdf|octet-stream))$/,
      );
      expect(original.headers.get('x-content-type-options')).toBe('nosniff');
      expect(original.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    },
  );

  it('costs one rendition and not the next: an honest photograph after them all is shown', async () => {
    const set = await take({ what: 'honest', bytes: await slope(), fate: 'shown' });
    expect(set.images[0]?.renditions.state).toBe('ready');
  });

  it('in one message with good ones costs only its own rendition', async () => {
    const [bad] = files;
    const set = await hospital.post({
      inline: [await slope(60, 40), bad?.bytes ?? Buffer.alloc(0), await slope(50, 50)],
    });
    expect(set.state === 'stored' && set.images.map((image) => image.renditions.state)).toEqual([
      'ready',
      'impossible',
      'ready',
    ]);
    expect(hospital.world.chat.visible(set.origin)).toEqual([]);
  });

  it('of 60 megabytes is taken whole', async () => {
    const bytes = Buffer.concat([await slope(), Buffer.alloc(60 * 1024 * 1024, 'behind')]);
    const set = await take({ what: '60 MB', bytes, fate: 'shown' });
    expect([set.images[0]?.sha256, set.images[0]?.renditions.state]).toEqual([sha(bytes), 'ready']);
  });
});

describe('What is no picture by its first bytes (ASVS 5.0 V5.2.2)', () => {
  let hospital: Hospital;
  beforeAll(async () => {
    hospital = await openHospital(1024 * 1024);
  });
  afterAll(() => hospital.close());
  const told = (): readonly string[] =>
    hospital.world.chat.told
      .filter(({ person }) => person.oid === idOf(nurse).oid)
      .map(({ notice }) => noticeWords(notice).title);

  it.each(['drawing.jpg', 'page.jpg', 'empty.jpg'])(
    '%s stays where it is, and its poster is told that it is not protected',
    async (name) => {
      const before = told().length;
      const set = await hospital.post({ inline: [corpus(name)] });
      expect(set.state === 'gone-before-custody' && set.why).toBe('no-images');
      expect(hospital.world.chat.visible(set.origin)).toHaveLength(1);
      expect(told().slice(before)).toEqual(['A file you posted is not protected by Safelight']);
    },
  );

  it('does not keep a real photograph beside it from custody, nor is it removed unseen', async () => {
    const set = await hospital.post({ files: [{ bytes: corpus('page.jpg') }], inline: [await slope()] });
    expect(set.state === 'stored' && set.images).toHaveLength(1);
    const left = hospital.world.chat.visible(set.origin);
    expect(left).toEqual([sha(corpus('page.jpg'))]);
  });

  it('a photograph larger than Safelight takes stays, and its poster is told why and what to do', async () => {
    const large = Buffer.concat([await slope(), Buffer.alloc(2 * 1024 * 1024)]);
    const set = await hospital.post({ inline: [large] });
    expect(set.state).toBe('received');
    expect(hospital.world.chat.visible(set.origin)).toEqual([sha(large)]);
    const { title, lines } = noticeWords({ kind: 'custody-failed', code: 'original-too-large' });
    expect(told()).toContain(title);
    expect(lines.join(' ')).toMatch(/too large|larger/i);
  });
});

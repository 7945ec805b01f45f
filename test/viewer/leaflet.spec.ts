import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import sharp from 'sharp';
import { readBarcodes } from 'zxing-wasm/reader';
import { openReader } from '../corpus/bands/open-reader.ts';
import { useWords } from '../../cards/text/leaflet.ts';
import { agreedToAll } from '../../bot/viewer/leaflet/offer-leaflet.ts';
import { showLeaflet, showLeafletCode } from '../../bot/viewer/leaflet/show-leaflet.ts';
import type { LeafletRoom } from '../../bot/viewer/leaflet/show-leaflet.ts';
import type { Policy } from '../../bot/policy/conversations.ts';
import { deviceOfAll } from '../../bot/policy/leaflet.ts';
import { readPolicy } from '../../bot/policy/read-policy.ts';
import type { Capture } from '../../bot/set/capture.ts';
import { LEVELS } from '../../bot/set/consent.ts';
import type { Level } from '../../bot/set/consent.ts';
import type { ConsentFacts } from '../../bot/set/consented.ts';
import type { StoredImage } from '../../bot/set/image.ts';

const policyText = (more: string): string => `organisations:
  - ods: XHB
    name: Harbourside Hospitals
    viewerTenants: [5afe1194-0000-4000-8000-000000000001]
    people: ['*']
    unfiledOwner: 5afe0000-0000-4000-8000-000000000004
${more}`;
const chat = (hours: number, mode = 'protect', id = 'one'): string =>
  `      - { chat: '19:${id}@thread.v2', lapseAfterHours: ${hours}, mode: ${mode} }\n`;
const policyWith = (more: string): Policy => readPolicy(policyText(more));
const plain = policyWith(`    conversations:\n${chat(72)}`);

const asked = (query: string) =>
  ({ query: new URLSearchParams(query) }) as Parameters<ReturnType<typeof showLeaflet>>[0];
const leaflet = async (room: Partial<LeafletRoom> = {}, query = ''): Promise<string> => {
  const { body } = await showLeaflet({ policy: plain, publicUrl: 'https://s.example', ...room })(
    asked(query),
  );
  return String(body);
};
/** What is read: words alone, one space between them. */
const read = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');

describe('The page about your photograph', () => {
  it('says why, who can see it, where it is kept, how long, and how it is destroyed', async () => {
    const words = read(await leaflet({ storeRegion: 'uksouth' }));
    for (const said of [
      'For patients of Harbourside Hospitals',
      'It helps the people who look after you.',
      'for 3 days. After that, people who may open your health record.',
      'Each time it is opened, that is written down with a name.',
      'in the United Kingdom (Microsoft’s data centres, UK South)',
      'at least 8 years after you were last seen',
      'the keys that open it are destroyed first',
    ])
      expect(words).toContain(said);
  });

  it('also says whose camera it is, how the photograph travels and what becomes of it on the device', async () => {
    const words = read(await leaflet());
    for (const said of [
      'a hospital device, or their own phone where the hospital allows it',
      'It is encrypted on its way and goes to one secure store.',
      'staff are reminded to delete any copy there',
      'A card without your name stands in its place.',
    ])
      expect(words).toContain(said);
  });

  it('of one photograph says whose device took it, in each form, and of others nothing it does not know', async () => {
    for (const [device, said] of [
      ['hospital', 'Your photograph was taken with a hospital device.'],
      ['own', 'Your photograph was taken with a member of staff’s own phone.'],
      ['patient', 'You took this photograph with your own device'],
    ] as const)
      for (const form of ['standard', 'large', 'easy']) {
        const page = await leaflet({}, `device=${device}&form=${form}`);
        expect(read(page)).toContain(said);
        expect(page).toContain(`device=${device}`);
      }
    expect(read(await leaflet({}, 'device=anything'))).toBe(read(await leaflet()));
    const taken = (device: Capture['device']) => ({ device }) as Capture;
    expect(deviceOfAll([taken('own-under-policy'), taken('own-unmanaged')])).toBe('own');
    expect(deviceOfAll([taken('trust')])).toBe('hospital');
    for (const unsure of [[], [undefined], [taken('trust'), taken('patient')], [taken('trust'), undefined]])
      expect(deviceOfAll(unsure)).toBeUndefined();
  });

  it('says another thing as soon as the policy does', async () => {
    const of = async (more: string, room: Partial<LeafletRoom> = {}): Promise<string> =>
      read(await leaflet({ policy: policyWith(more), ...room }));
    const chats = (text: string): string => `    conversations:\n${text}`;
    expect(await of(chats(chat(24)))).toContain('for 1 day.');
    expect(await of(chats(chat(36)))).toContain('for 36 hours.');
    expect(await of(chats(chat(24) + chat(72, 'protect', 'two')))).toContain('for 1 to 3 days.');
    expect(await of(chats(chat(72, 'observe')))).toContain('it stays in that chat as well');
    expect(await of(chats(chat(72) + chat(72, 'observe', 'two')))).toContain(
      'Some are still trying this out',
    );
    expect(await of(`${chats(chat(72))}    patients: { keptYears: 20 }\n`)).toContain('at least 20 years');
    expect(await of(`${chats(chat(72))}    patients: { contact: the front desk }\n`)).toContain(
      'Tell any member of staff, or ask the front desk.',
    );
    expect(await of(`${chats(chat(72))}    consent: { writtenRequired: [research] }\n`)).toContain(
      'You are asked to sign before it is used for research and publication.',
    );
    expect(await of(`${chats(chat(72))}    consent: { phoneLevels: [making, care] }\n`)).toContain(
      'A photograph taken with a phone is used for your own care only.',
    );
    expect(await of(chats(chat(72)), { storeRegion: 'ukwest' })).toContain('UK West');
    expect(await of(chats(chat(72)))).toContain('This is a demonstration');
  });

  it('leads to the organisation’s own privacy notice, and takes nothing but an https address for one', async () => {
    const policy = policyWith(
      `    conversations:\n${chat(72)}    patients: { privacyNotice: 'https://h.example/privacy' }\n`,
    );
    expect(await leaflet({ policy })).toContain('<a href="https://h.example/privacy"');
    expect(() =>
      policyWith(`    conversations:\n${chat(72)}    patients: { privacyNotice: 'javascript:alert(1)' }\n`),
    ).toThrow();
    expect(() => policyWith(`    conversations:\n${chat(72)}    patients: { telephone: 1 }\n`)).toThrow();
  });

  it('says that a photograph is not the same as being seen, that a no changes nothing, and what cannot be taken back', async () => {
    for (const [form, sentences] of [
      ['standard', ['You may still need to be examined.', 'That does not affect your care.', 'take it back']],
      ['easy', ['We may still need to see you.', 'Your care stays the same.', 'anyone can see it for ever']],
    ] as const) {
      const words = read(await leaflet({}, `form=${form}`));
      for (const said of sentences) expect(words).toContain(said);
    }
  });

  it('says that patients’ own copies are beyond the hospital’s care', async () => {
    expect(read(await leaflet())).toContain('We cannot protect the copies on your own phone');
    expect(read(await leaflet({}, 'form=easy'))).toContain('We cannot look after pictures on your own phone');
  });

  it('lists exactly the uses that were agreed to, in the sentences shown then', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...LEVELS], { minLength: 1 }), async (uses) => {
        const words = read(await leaflet({}, `uses=${uses.join('.')}`));
        for (const level of LEVELS) expect(words.includes(useWords[level])).toBe(uses.includes(level));
      }),
      { numRuns: 40 },
    );
    const general = read(await leaflet());
    for (const nothing of ['uses=', 'uses=anything', 'uses=care.anything', 'uses=care.care'])
      expect(read(await leaflet({}, nothing))).toBe(general);
  });

  it('is there in large print and in easy words, and each leads to the others', async () => {
    for (const form of ['standard', 'large', 'easy'] as const) {
      const page = await leaflet({}, `form=${form}&for=XHB&uses=care`);
      expect(page).toContain(`leaflet--${form}`);
      for (const other of ['large', 'easy'].filter((one) => one !== form))
        expect(page).toContain(`uses=care&amp;form=${other}`);
    }
  });

  it('is honest in Welsh: what is not there yet stands in English, marked as English, and the page says so', async () => {
    const page = await leaflet({}, 'lang=cy');
    expect(page).toContain('<html lang="cy">');
    expect(read(page)).toContain('Pwy all ei weld?');
    expect(read(page)).toContain('Dim ond rhan o’r dudalen hon sydd yn Gymraeg hyd yn hyn.');
    const english = [...page.matchAll(/<(?:p|h\d)[^>]*>([^<]+)<\//g)].map(([, words = '']) => words);
    expect(english.filter((words) => /\b(the|you|your|is)\b/i.test(words))).toEqual([]);
    expect(page).toMatch(/<span lang="en-GB">\s*It is encrypted on its way/);
    expect(await leaflet()).not.toContain('lang="en-GB">It');
    expect(await leaflet({}, 'lang=fr')).toBe(await leaflet());
  });

  it('asks which organisation it is where several share the address, and names no other', async () => {
    const two = {
      organisations: [...plain.organisations, ...policyWith(`    conversations: []\n`).organisations].map(
        (one, at) => (at === 0 ? one : { ...one, id: 'XFV' as typeof one.id, name: 'Fellview' }),
      ),
    };
    const choice = await leaflet({ policy: two });
    expect(choice).toContain('/about-your-photograph?for=XHB');
    expect(choice).toContain('/about-your-photograph?for=XFV');
    expect(read(await leaflet({ policy: two }, 'for=XFV'))).toContain('For patients of Fellview');
    expect(read(await leaflet({ policy: two }, 'for=XFV'))).not.toContain('Harbourside');
  });

  it('has no script, no form and nothing of another host', async () => {
    const page = await leaflet();
    expect(page).not.toMatch(/<script|<form|<input|<iframe|style="| on\w+="/);
    expect([...page.matchAll(/(?:href|src)="([^"]+)"/g)].every(([, to]) => to?.startsWith('/'))).toBe(true);
  });

  it('prints on A4, without what leads to other pages', () => {
    const css = readFileSync('bot/viewer/page/leaflet.css', 'utf8');
    expect(css).toMatch(/@page \{\s*size: A4;/);
    expect(css).toMatch(/\.leaflet-ways \{\s*display: none;/);
  });
});

describe('The code that leads a patient’s phone there', () => {
  it('is read by a camera as the page’s address, with the uses that were agreed to and nothing else', async () => {
    const room = { policy: plain, publicUrl: 'https://safelight.example' };
    const reply = await showLeafletCode(room)(asked('for=XHB&uses=making.care&patient=Edith'));
    expect(reply.type).toBe('image/svg+xml');
    const { data, info } = await sharp(Buffer.from(String(reply.body)), { density: 600 })
      .resize(400, 400)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels = { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
    openReader();
    const found = await readBarcodes(pixels as Parameters<typeof readBarcodes>[0], { formats: ['QRCode'] });
    expect(found.map(({ text }) => text)).toEqual([
      'https://safelight.example/about-your-photograph?for=XHB&uses=making.care',
    ]);
  });

  it('is of nothing where nobody by that name is looked after here', async () => {
    const two = { organisations: [...plain.organisations, ...plain.organisations] };
    const reply = await showLeafletCode({ policy: two, publicUrl: 'https://s.example' })(asked('for=XXX'));
    expect(reply.status).toBe(404);
  });
});

describe('The sheet for one set', () => {
  const image = (yes: readonly Level[]): StoredImage =>
    ({
      consent: {
        intimate: false,
        ageBand: 'adult',
        withdrawals: [],
        consent: {
          state: 'given',
          method: { how: 'verbal' },
          answers: {
            making: yes.includes('making') ? 'yes' : 'no',
            care: yes.includes('care') ? 'yes' : 'no',
            secondary: 'no',
            uses: {
              'teach-local': yes.includes('teach-local') ? 'yes' : 'no',
              'teach-external': 'unset',
              research: 'unset',
              publication: 'unset',
            },
          },
        },
      } as unknown as ConsentFacts,
    }) as StoredImage;

  it('promises only what was agreed to for each of its pictures', () => {
    expect(agreedToAll([image(['making', 'care'])])).toEqual(['making', 'care']);
    expect(agreedToAll([image(['making', 'care']), image(['making'])])).toEqual(['making']);
    expect(agreedToAll([image(['making', 'care']), {} as StoredImage])).toEqual([]);
    expect(agreedToAll([])).toEqual([]);
  });
});

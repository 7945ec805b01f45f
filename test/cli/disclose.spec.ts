import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { discloseAsked } from '../../bot/cli/disclose-asked.ts';
import { disclose } from '../../bot/cli/disclose.ts';
import { disclosures } from '../../bot/cli/disclosures.ts';
import { readLines } from '../../bot/cli/read-lines.ts';
import { recordConsent } from '../../bot/actions/record-consent.ts';
import { restrict } from '../../bot/actions/restrict.ts';
import { withdrawConsent } from '../../bot/actions/withdraw-consent.ts';
import { STANDING_RULES } from '../../bot/policy/consent/case.ts';
import { pressed } from '../../bot/policy/consent/pressed.ts';
import type { Policy } from '../../bot/policy/conversations.ts';
import { openWords } from '../../bot/sealed/words.ts';
import { personId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import { CONSENT_WORDS_VERSION } from '../../cards/text/consent-script.ts';
import { edith, filingWard, joseph, TRUST } from '../actions/filing-ward.ts';
import { nurse } from '../crash/hospital.ts';

const policy = { organisations: [{ id: TRUST, viewerTenants: ['home'] }] } as unknown as Policy;
const REASON = 'She asked in writing on 3 March.';
const GROUND = ['--why', 'subject-access', '--basis', '6(1)(c)+9(2)(f)', '--by', 'ig-lead'] as const;

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'safelight-disclose-')), 'pack');
});
afterEach(async () => {
  await rm(join(folder, '..'), { recursive: true, force: true });
});

const disclosingWard = () => {
  const ward = filingWard();
  const { ledger, keys, clock, blobs } = ward.hospital;
  const parts = { ledger, keys, clock };
  const about = async (at: MessagePlace) => {
    const { id: set, images } = await ward.read(at);
    return { organisation: TRUST, set, images: images.map(({ id }) => id), by: nurse };
  };
  const asked = async (words: readonly string[], typed: readonly string[]) => {
    const understood = discloseAsked(['disclose', ...words]);
    if (understood === undefined) throw new Error('not understood');
    return disclose(
      {
        ...parts,
        ...{ blobs: async () => blobs, policy, live: true },
        ask: async (questions) => questions.map((_, at) => typed[at] ?? ''),
      },
      understood,
    );
  };
  return {
    ...ward,
    asked,
    filed: async (...names: readonly string[]) => {
      const at = await ward.post(...names);
      await ward.file(edith, [[at]]);
      await ward.work();
      return at;
    },
    agree: async (at: MessagePlace) => {
      const now = clock.now();
      const professional = { person: nurse, name: 'Asha Nair', jobTitle: 'Staff nurse', at: now };
      const informed = { version: CONSENT_WORDS_VERSION, at: now, by: 'read-aloud', shown: [] } as const;
      const form = pressed({ press: 'agreed-aloud', professional, informed });
      await recordConsent(parts)({ ...(await about(at)), form, said: {}, rules: STANDING_RULES });
    },
    refuse: async (at: MessagePlace) => {
      const form = pressed({ press: 'said-no' });
      await recordConsent(parts)({ ...(await about(at)), form, said: {}, rules: STANDING_RULES });
    },
    withdraw: async (at: MessagePlace) =>
      withdrawConsent(parts)({
        ...(await about(at)),
        levels: ['care'],
        told: ['care-not-affected', 'kept-until-retention-ends', 'fewer-people-see-it'],
      }),
    restrict: async (at: MessagePlace) =>
      restrict(parts)({ ...(await about(at)), why: 'injury', viewers: [] }),
    opened: async (at: MessagePlace, oid: string) => {
      const { id: set, images } = await ward.read(at);
      const by = personId('home', oid);
      const image = images[0]?.id;
      if (image === undefined) throw new Error('no image');
      await ledger.audit.append(TRUST, [{ kind: 'image-opened', at: clock.now(), by, set, image }]);
    },
    hold: async (at: MessagePlace) => {
      const { id } = await ward.read(at);
      await ledger.change(TRUST, id, {
        to: (row) => ({ ...(row as StoredSet), hold: { since: clock.now(), by: nurse } }),
        events: [],
      });
    },
    all: async () => {
      const found: string[] = [];
      for await (const { event } of ledger.audit.rows(TRUST)) found.push(JSON.stringify(event));
      return found;
    },
  };
};

const number = (patient: typeof edith): string => patient.nhsNumber;

describe('The pack for a subject access request', () => {
  it('lists what is held of one patient, what was agreed and withdrawn, who opened it and where it is filed (CON-14)', async () => {
    const ward = disclosingWard();
    const at = await ward.filed('a', 'b');
    const other = await ward.post('c');
    await ward.file(joseph, [[other]]);
    await ward.agree(at);
    await ward.withdraw(at);
    await ward.opened(at, 'registrar');
    await ward.work();
    const { lines, json, exit } = await ward.asked(['patient', ...GROUND], [number(edith), REASON]);
    expect(exit).toBe(0);
    const text = lines.join('\n');
    expect(json).toMatchObject({ items: [{ filed: {}, openedBy: [{ times: 1 }] }, { openedBy: [] }] });
    for (const said of [
      'agreed aloud',
      'Agreed to: taking and keeping it.',
      `Withdrawn `,
      `recorded by ${nurse.oid}: showing it for care. They were told first: Changing your mind does not affect your care.`,
      'Opened by 1 person(s): registrar 1 time(s)',
      'Filed as DocumentReference/1',
      '2 image(s) in the pack, 0 left out, 0 original(s) written.',
    ])
      expect(text).toContain(said);
  });

  it('names no patient and quotes no reason, on the screen or in the audit', async () => {
    const ward = disclosingWard();
    await ward.filed('a');
    const { lines, json } = await ward.asked(['patient', ...GROUND], [number(edith), REASON]);
    const said = [...lines, JSON.stringify(json), ...(await ward.all())].join('\n');
    for (const secret of [edith.nhsNumber, 'Marlowe', edith.birthDate, REASON, 'Patient/'])
      expect(said).not.toContain(secret);
  });

  it('writes the originals to an empty folder of its own, bit for bit, closed to everybody else', async () => {
    const ward = disclosingWard();
    const at = await ward.filed('a');
    await ward.agree(at);
    const { exit } = await ward.asked(['patient', ...GROUND, '--to', folder], [number(edith), REASON]);
    expect(exit).toBe(0);
    const names = (await readdir(folder)).sort();
    expect(names).toHaveLength(3);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of names) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    const [picture = ''] = names;
    const { sha256 } = await ward.image(at);
    expect(
      createHash('sha256')
        .update(await readFile(join(folder, picture)))
        .digest('hex'),
    ).toBe(sha256);
    // Every word of what was agreed to goes with it (CON-06).
    expect(await readFile(join(folder, 'pack.json'), 'utf8')).toContain('Asha Nair');
    const again = await ward.asked(['patient', ...GROUND, '--to', folder], [number(edith), REASON]);
    expect(again).toMatchObject({ exit: 1, lines: [expect.stringContaining('not empty')] });
  });

  it('leaves what lies in a folder alone', async () => {
    const ward = disclosingWard();
    await ward.filed('a');
    await writeFile(join(folder, '..', 'other'), 'mine');
    const { exit } = await ward.asked(
      ['patient', ...GROUND, '--to', join(folder, '..')],
      [number(edith), REASON],
    );
    expect(exit).toBe(1);
    expect(await readdir(join(folder, '..'))).toEqual(['other']);
    expect((await disclosures(ward.ledger)).json).toMatchObject({ all: 0 });
  });
});

describe('A disclosure (CON-35)', () => {
  it.each([
    ['reason', ['--basis', '6(1)(c)+9(2)(f)', '--by', 'ig-lead']],
    ['lawful basis', ['--why', 'law', '--by', 'ig-lead']],
    ['known basis', ['--why', 'law', '--basis', 'because', '--by', 'ig-lead']],
    ['person', ['--why', 'law', '--basis', '6(1)(c)+9(2)(f)']],
  ])('is impossible without its %s', async (_, words) => {
    const ward = disclosingWard();
    const { id } = await ward.read(await ward.filed('a'));
    const { exit, lines } = await ward.asked([id, ...words], [REASON]);
    expect([exit, lines[0]]).toEqual([1, expect.stringContaining('Nothing is disclosed without')]);
    expect((await ward.all()).join('')).not.toContain('disclos');
  });

  it('is impossible without its reason in words', async () => {
    const ward = disclosingWard();
    const { id } = await ward.read(await ward.filed('a'));
    expect(await ward.asked([id, ...GROUND], ['  '.trim()])).toMatchObject({ exit: 1 });
    expect((await ward.all()).join('')).not.toContain('disclos');
  });

  it('is in the log with its ground, the reason sealed, whether it was listed or written; the next one says so', async () => {
    const ward = disclosingWard();
    const at = await ward.filed('a');
    const { id } = await ward.read(at);
    await ward.asked([id, ...GROUND], [REASON]);
    const again = await ward.asked([id, ...GROUND], [REASON]);
    expect(again.lines.join('\n')).toMatch(/Disclosed before: .*the patient asks what is held about them/);
    expect((await disclosures(ward.ledger)).json).toMatchObject({
      all: 2,
      disclosures: [
        { images: 1, refused: 0, why: 'subject-access', by: 'ig-lead', files: false },
        { images: 1 },
      ],
    });
    const set = await ward.read(at);
    const [one] = set.disclosures ?? [];
    if (one === undefined) throw new Error('not in the log');
    const key = await ward.hospital.keys.unwrap(set.wordsKey);
    expect(openWords(one.reason, key, sealContext.disclosure(set, one.id))).toBe(REASON);
    expect((await ward.events(at)).filter(({ kind }) => kind === 'image-disclosed')).toHaveLength(2);
  });

  it.each<readonly [string, string, (ward: ReturnType<typeof disclosingWard>, at: MessagePlace) => unknown]>([
    ['restricted', 'restricted to named people', (ward, at) => ward.restrict(at)],
    ['held', 'under a legal hold', (ward, at) => ward.hold(at)],
    ['waiting for two people', 'Two people are to decide', (ward, at) => ward.refuse(at)],
  ])('of what is %s is refused politely, on record, and says nothing else of it', async (_, words, close) => {
    const ward = disclosingWard();
    const at = await ward.filed('a');
    await close(ward, at);
    const { id, images } = await ward.read(at);
    const { exit, lines } = await ward.asked([id, ...GROUND, '--to', folder], [REASON]);
    expect(exit).toBe(1);
    expect(lines.join('\n')).toContain(words);
    expect(lines.join('\n')).not.toContain(images[0]?.sha256);
    expect((await readdir(folder)).sort()).toEqual(['pack.json', 'pack.txt']);
    const refused = (await ward.events(at)).filter(({ kind }) => kind === 'disclosure-refused');
    expect(refused).toHaveLength(1);
  });

  it('needs the patient’s yes where no law stands in its place', async () => {
    const ward = disclosingWard();
    const at = await ward.filed('a');
    const { id } = await ward.read(at);
    const words = [id, '--why', 'agreed', '--basis', '6(1)(a)+9(2)(a)', '--by', 'ig-lead'];
    expect((await ward.asked(words, [REASON])).lines.join('\n')).toContain('Nobody has said yet');
    await ward.agree(at);
    expect(await ward.asked(words, [REASON])).toMatchObject({ exit: 0 });
  });

  it('that found nothing is on record too, and looks alike for a stranger and a patient without pictures', async () => {
    const ward = disclosingWard();
    await ward.filed('a');
    const found = await ward.asked(['patient', ...GROUND], [number(joseph), REASON]);
    expect(found).toMatchObject({ exit: 1, json: { items: [] } });
    expect((await disclosures(ward.ledger)).json).toMatchObject({ all: 1, disclosures: [{ images: 0 }] });
  });
});

describe('The words of the command', () => {
  it('is understood of a set whose id begins with a hyphen, and not where there is no set at all', () => {
    const id = '-tm1Ai_2y7PX0s-pXgpQ9Q';
    expect(discloseAsked(['disclose', id, ...GROUND])).toMatchObject({ of: id, why: 'subject-access' });
    expect(discloseAsked(['disclose', ...GROUND])).toBeUndefined();
  });

  it('never hold an NHS number', () => {
    expect(discloseAsked(['disclose', '943 476 5919', ...GROUND])).toBeUndefined();
    expect(discloseAsked(['disclose', '9434765919', ...GROUND])).toBeUndefined();
    expect(discloseAsked(['disclose', 'patient', '--number', '9434765919'])).toBeUndefined();
  });

  it('are asked for one a line, and a pipe that ends early is an empty answer', async () => {
    const asked: string[] = [];
    const on = (text: string, isTTY: boolean) => ({
      ...{ input: Readable.from([text]), isTTY },
      ask: (question: string) => void asked.push(question),
    });
    expect(await readLines(['Number', 'Reason'], on('9434765919\r\nBecause.\n', true))).toEqual([
      '9434765919',
      'Because.',
    ]);
    expect(asked).toEqual(['Number', 'Reason']);
    expect(await readLines(['Number', 'Reason'], on('9434765919', false))).toEqual(['9434765919', '']);
    expect(asked).toHaveLength(2);
  });
});

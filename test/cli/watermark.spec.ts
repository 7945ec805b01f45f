import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readMarkKey } from '../../bot/actions/read-mark-key.ts';
import { watermark } from '../../bot/cli/watermark.ts';
import { render } from '../../bot/inspect/render.ts';
import { markCode } from '../../bot/sealed/mark-code.ts';
import { imageId, personId, setId } from '../../bot/set/ids.ts';
import { instant } from '../../bot/set/instant.ts';
import { ATTACKS } from '../bench/watermark/attacks.ts';
import { decodeBlind, shownTo } from '../bench/watermark/leak.ts';
import { seeded } from '../bench/seeded.ts';
import { A } from '../contract/ledger-samples.ts';
import { corpus } from '../corpus/corpus.ts';
import { newStores } from './custody.ts';

const TENANT = '5afe1194-0000-4000-8000-000000000001';
const OPENED = instant('2026-11-14T03:12:41Z');
const MINUTE = instant('2026-11-14T03:12:00Z');
const registrar = personId(TENANT, 'registrar');
const set = setId('set-1');
const image = imageId('image-1');

describe('npx safelight watermark', () => {
  const { ledger, keys } = newStores();
  const parts = { ledger, keys, decoder: { readMark: decodeBlind } };
  let folder = '';
  let screen: Uint8Array;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safelight-leak-'));
    ({ jpeg: screen } = (await render(corpus('patient-a-1.jpg'))).screen);
    for (const [by, at] of [
      [registrar, OPENED],
      [registrar, instant('2026-11-14T03:13:02Z')],
      [personId(TENANT, 'consultant'), OPENED],
    ] as const)
      await ledger.audit.append(A, [{ kind: 'image-opened', at, by, set, image }]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const found = async (bytes: Uint8Array): Promise<string> => {
    const file = join(folder, 'found.bin');
    await writeFile(file, bytes);
    return file;
  };
  const leak = async (person: string): Promise<Uint8Array> => {
    const code = markCode(await readMarkKey(parts, A), personId(TENANT, person), OPENED);
    const shown = await shownTo(screen, 'Grace Okafor', code);
    return ATTACKS['a quarter, JPEG 40']?.(shown, seeded(5)) ?? shown;
  };

  it('names by its id who opened it in which minute, and what', async () => {
    const { json, lines, exit } = await watermark(parts, await found(await leak('registrar')));
    expect(json).toMatchObject({
      named: { organisation: A, person: registrar, minute: MINUTE, opened: [{ set, image }] },
      openings: 3,
    });
    expect(lines[0]).toContain('registrar');
    expect(exit).toBe(0);
  }, 60_000);

  it('names nobody for the mark of somebody whose opening no audit has', async () => {
    const { json, exit } = await watermark(parts, await found(await leak('nobody-here')));
    expect(json).toMatchObject({ named: null, why: 'not-sure' });
    expect(exit).toBe(1);
  }, 60_000);

  it('says that there is no mark where there is none', async () => {
    const { json, exit } = await watermark(parts, await found(await shownTo(screen, 'Grace Okafor')));
    expect(json).toMatchObject({ named: null, why: 'no-mark' });
    expect(exit).toBe(1);
  }, 60_000);
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nurse } from '../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../bot/local/demonstration/places.ts';
import type { Ward } from '../../bot/local/ward/start-ward.ts';
import { corpus } from '../corpus/corpus.ts';
import { makeFolders } from '../e2e/process/make-folders.ts';
import type { Folders } from '../e2e/process/make-folders.ts';
import { startProduct } from '../e2e/start-product.ts';
import type { Product } from '../e2e/start-product.ts';
import { until } from '../e2e/until.ts';
import { personAt } from '../local/ward/open-ward.ts';

/** Where the product and its stand-ins keep what nobody else may know. */
const KEPT = [
  'home/wrapping-key.pem',
  'home/postgres/password',
  'home/azurite/account.json',
  'world/sign-in/secrets.json',
  'world/ward/world.jsonl',
];
/** Long enough, and without a pattern that a path or a version has. */
const secretsIn = (text: string): readonly string[] =>
  (text.match(/[A-Za-z0-9+/_=-]{24,}/g) ?? []).filter((word) => /[A-Z]/.test(word) && /[0-9]/.test(word));

const readIfThere = async (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
const processes = async (what: 'cmdline' | 'environ'): Promise<ReadonlyMap<string, string>> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = new Map<string, string>();
  for (const pid of pids) {
    const text = (await readIfThere(`/proc/${pid}/${what}`)).replaceAll('\0', ' ');
    if (text !== '') found.set(pid, text);
  }
  return found;
};

const isLinux = process.platform === 'linux';
const onLinux = isLinux ? describe : describe.skip;
if (!isLinux) process.stdout.write('Left out: only Linux shows what a process was started with in /proc.\n');

onLinux('The secrets of a running Safelight (ASVS 5.0 V13.3.1, V13.3.2, V16.2.5, V14.2.1)', () => {
  let folders: Folders;
  let product: Product;
  let secrets: readonly string[] = [];
  const commands = new Set<string>();
  let watching: NodeJS.Timeout | undefined;

  beforeAll(async () => {
    folders = await makeFolders();
    // Also what only stood in the list of processes for a moment, while it was starting.
    watching = setInterval(() => {
      void processes('cmdline').then((seen) => {
        for (const line of seen.values()) commands.add(line);
      });
    }, 100);
    product = await startProduct({ ...folders.settings, LOG_LEVEL: 'trace' });
    const upload = {
      name: 'a.jpg',
      contentType: 'image/jpeg',
      base64: Buffer.from(corpus('patient-a-1.jpg')).toString('base64'),
    };
    const ward = { url: product.ward } as Ward;
    await personAt(ward, nurse).post(wardSeven.channels[0]?.id ?? '', { inline: [upload] });
    await until('a decoder child works', 60_000, async () =>
      [...(await processes('cmdline')).values()].some((line) => line.includes('decoder-child')),
    );
    const files = await Promise.all(KEPT.map((name) => readIfThere(join(folders.folder, name))));
    // Of the ward's whole journal, only what it knows of its bot is secret.
    secrets = files.flatMap((text, at) =>
      secretsIn(
        at < 4
          ? text
          : text
              .split('\n')
              .filter((line) => line.includes('"identity"'))
              .join('\n'),
      ),
    );
  }, 180_000);
  afterAll(async () => {
    clearInterval(watching);
    await product.close();
    await folders.remove();
  }, 60_000);

  it('are there to be looked for', () => {
    expect(secrets.length).toBeGreaterThan(8);
  });

  it('stand in no command line, of no process, at no time since the start', async () => {
    for (const line of (await processes('cmdline')).values()) commands.add(line);
    expect([...commands].some((line) => line.includes('bot/main.ts'))).toBe(true);
    const shown = [...commands].filter((line) => secrets.some((secret) => line.includes(secret)));
    expect(shown).toEqual([]);
  });

  it('are in the surroundings of no child that has no use for them: not the decoder, not the database', async () => {
    const lines = await processes('cmdline');
    const surroundings = await processes('environ');
    const mine = [...lines].filter(
      ([, line]) => line.includes('decoder-child') || line.includes(folders.home),
    );
    expect(mine.length).toBeGreaterThan(1);
    for (const [pid, line] of mine) {
      const around = surroundings.get(pid) ?? '';
      expect([line, secrets.some((secret) => around.includes(secret))]).toEqual([line, false]);
      if (line.includes('decoder-child'))
        expect(around.replaceAll(/\b(?:PWD|OLDPWD|SHLVL|_)=\S*/g, '').trim()).toBe('');
    }
  });

  it('are on no console and in no log, at its most talkative', async () => {
    const log = await readIfThere(join(folders.home, 'safelight.log'));
    expect(log.length).toBeGreaterThan(100);
    for (const secret of secrets)
      expect([product.said().includes(secret), log.includes(secret)]).toEqual([false, false]);
    expect(product.said() + log).not.toMatch(
      /Bearer |AccountKey=|postgres:\/\/|client_secret|BEGIN (?:RSA |EC )?PRIVATE/,
    );
  });

  it('are not to be read by other people of the same computer', async () => {
    const { stat } = await import('node:fs/promises');
    for (const name of KEPT) {
      const found = await stat(join(folders.folder, name)).catch(() => undefined);
      if (found !== undefined) expect([name, (found.mode & 0o077).toString(8)]).toEqual([name, '0']);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../bot/local/postgres/free-port.ts';
import * as people from '../../bot/local/demonstration/people.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { corpus } from '../corpus/corpus.ts';
import { cardsOf, messageIn, originalsFor, setOnce, settledAs, sha256 } from './process/follow-message.ts';
import { descendantsOf, runningOver, stillAlive } from './process/list-processes.ts';
import { makeFolders } from './process/make-folders.ts';
import type { Folders } from './process/make-folders.ts';
import { openLedger } from './process/read-ledger.ts';
import { runProduct } from './process/run-product.ts';
import type { Run, Settings } from './process/run-product.ts';
import { visitViewer } from './process/visit-viewer.ts';
import { changeWeather, visitWard } from './process/visit-ward.ts';
import { waitFor } from './process/wait-for.ts';
import { MESSAGE_GONE, NIGHT, pasted, PHOTOS } from './process/ways-to-share.ts';

const START_MS = 90_000;
const NPM_START = ['npm', 'start'];

interface Site {
  readonly folders: Folders;
  readonly settings: Settings;
  readonly safelight: string;
  readonly ward: string;
}
const sites: Folders[] = [];
const makeSite = async (): Promise<Site> => {
  const folders = await makeFolders();
  sites.push(folders);
  const [port, wardPort] = [await freePort(), await freePort()];
  return {
    folders,
    settings: { ...folders.settings, PORT: String(port), SAFELIGHT_WARD_PORT: String(wardPort) },
    safelight: `http://localhost:${port}`,
    ward: `http://127.0.0.1:${wardPort}`,
  };
};

/** Everything started here, so that a failing test leaves nothing running. */
const runs: Run[] = [];
const begin = (settings: Settings, command?: readonly string[]): Run => {
  const begun = runProduct(settings, command);
  runs.push(begun);
  return begun;
};
const start = async (settings: Settings, command?: readonly string[]): Promise<Run> => {
  const begun = begin(settings, command);
  await says(begun, 'Ctrl-C stops everything');
  return begun;
};
const says = (begun: Run, words: string): Promise<true> =>
  waitFor(
    `it says "${words}"`,
    () => {
      if (begun.child.exitCode !== null) throw new Error(`It ended instead: ${begun.out()}${begun.err()}`);
      return begun.out().includes(words) ? true : undefined;
    },
    START_MS,
  );

const hasEnded = ({ child }: Run): boolean => child.exitCode !== null || child.signalCode !== null;

/** A start that must not succeed: what it said, line by line, and its exit code. */
const refused = async (settings: Settings): Promise<{ readonly code: unknown; readonly lines: string[] }> => {
  const begun = begin(settings);
  const code = await begun.ended;
  return { code, lines: begun.err().trim().split('\n') };
};

afterAll(async () => {
  for (const begun of runs) if (!hasEnded(begun)) process.kill(-(begun.child.pid ?? 0), 'SIGTERM');
  await Promise.all(runs.map((one) => one.ended));
  for (const folders of sites) await folders.remove();
}, 60_000);

describe('What keeps Safelight from starting', () => {
  let site: Site;
  beforeAll(async () => {
    site = await makeSite();
  });

  it('a home that is a file: it says so and ends', async () => {
    const home = join(site.folders.folder, 'a-file');
    await writeFile(home, 'not a folder');
    const { code, lines } = await refused({ ...site.settings, SAFELIGHT_HOME: home });
    expect(code).toBe(1);
    expect(lines[0]).toBe('Safelight did not start. The folder SAFELIGHT_HOME cannot be used');
    expect(lines.join('\n')).not.toMatch(/\n\s+at /);
    expect(await readFile(home, 'utf8')).toBe('not a folder');
  }, 30_000);

  it('a policy file with faults: each is named with its line', async () => {
    const policy = join(site.folders.folder, 'policy.yaml');
    await writeFile(
      policy,
      [
        'version: 1',
        'organisations:',
        '  - ods: harbourside',
        '    name: Harbourside',
        '    viewerTenants: [5afe1194-0000-4000-8000-000000000001]',
        '    people: ["*"]',
        '    unfiledOwner: somebody',
        '    mode: protct',
        '    conversations:',
        '      - chanel: x',
      ].join('\n'),
    );
    const { code, lines } = await refused({ ...site.settings, SAFELIGHT_POLICY: policy });
    expect(code).toBe(1);
    expect(lines[0]).toBe('Safelight did not start. The policy file has faults');
    for (const fault of ['line 3: "ods"', 'line 7: "unfiledOwner"', 'line 8: "mode"', 'line 10: "chanel"'])
      expect(lines).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  }, 30_000);

  it('faults in the settings: all are listed, and no secret is repeated', async () => {
    const { code, lines } = await refused({
      ...site.settings,
      PORT: 'abc',
      LOG_LEVEL: 'loud',
      SAFELIGHT_PUBLIC_URL: 'nonsense',
      SAFELIGHT_FHIR_URL: 'http://fhir.example.org',
      AZURE_STORAGE_CONNECTION_STRING: 'AccountKey=verysecret',
      AZURE_STORAGE_ACCOUNT_URL: 'https://safelight.blob.core.windows.net',
      SAFELIGHT_AZURE_REGION: 'westeurope',
    });
    expect(code).toBe(1);
    expect(lines[0]).toBe('Safelight did not start. The settings are not complete');
    const faults = lines.filter((line) => line.startsWith('  - ')).join('\n');
    for (const name of ['PORT', 'LOG_LEVEL', 'PUBLIC_URL', 'FHIR_URL', 'not both', 'uksouth'])
      expect(faults).toContain(name);
    expect(faults).not.toContain('verysecret');
  }, 30_000);

  it('production with nothing set: everything that is missing is listed', async () => {
    const { code, lines } = await refused({ ...site.settings, NODE_ENV: 'production' });
    expect(code).toBe(1);
    const faults = lines.filter((line) => line.startsWith('  - ')).join('\n');
    for (const name of [
      'DATABASE_URL',
      'AZURE_STORAGE_CONNECTION_STRING',
      'KEY_VAULT_KEY_ID',
      'MicrosoftAppId',
      'SAFELIGHT_OIDC_ISSUER',
      'SAFELIGHT_FHIR_URL',
      'SAFELIGHT_POLICY',
      'SAFELIGHT_PUBLIC_URL',
      'SAFELIGHT_AZURE_REGION',
    ])
      expect(faults).toContain(name);
  }, 30_000);
});

describe('From an empty folder to an ordinary day', () => {
  let site: Site;
  let first: Run;
  let set: StoredSet;
  beforeAll(async () => {
    site = await makeSite();
    first = await start(site.settings, NPM_START);
  }, START_MS + 30_000);

  it('npm start shows its progress, what it started in place of what, and the two addresses', async () => {
    const said = first.out();
    for (const words of [
      'Setting up PostgreSQL for the first time.',
      'PostgreSQL, the ledger',
      'Azurite, in place of Azure Blob Storage',
      'in place of Microsoft Teams',
      'in place of Microsoft Entra ID',
      'a FHIR R4 patient record',
      `${site.ward}/ward`,
      `${site.safelight}/console`,
    ])
      expect(said).toContain(words);
    expect((await fetch(`${site.ward}/ward`)).status).toBe(200);
    expect((await fetch(`${site.safelight}/readyz`)).status).toBe(200);
  }, 30_000);

  it('a second copy says that one is running, ends, and leaves the first alone', async () => {
    const other = await makeSite();
    const { code, lines } = await refused({ ...other.settings, SAFELIGHT_HOME: site.folders.home });
    expect(code).toBe(1);
    expect(lines[0]).toBe('Safelight did not start. Safelight is already running here');
    expect((await fetch(`${site.safelight}/readyz`)).status).toBe(200);
  }, 30_000);

  it.each([
    ['SAFELIGHT_WARD_PORT', 'the ward’s port'],
    ['PORT', 'Safelight’s own port'],
  ])(
    '%s in use: it names the port, ends, and leaves no child behind',
    async (name) => {
      const other = await makeSite();
      const port = site.settings[name] ?? '';
      const { code, lines } = await refused({ ...other.settings, [name]: port });
      expect(code).toBe(1);
      expect(lines[0]).toBe('Safelight did not start. Another program is using the port');
      expect(lines.join('\n')).toContain(port);
      expect(lines.join('\n')).toContain(name);
      expect(await runningOver(other.folders.folder)).toEqual([]);
    },
    START_MS,
  );

  it('Ctrl-C ends it and every child', async () => {
    const id = await visitWard(site.ward, people.nurse).post(PHOTOS, { inline: [pasted('patient-a-1.jpg')] });
    const ledger = await openLedger(site.folders.home);
    const rendered = (one: ImageSet): one is StoredSet =>
      settledAs(MESSAGE_GONE)(one) && one.images.every((image) => image.renditions.state === 'ready');
    set = await setOnce(ledger, id, 'removed', rendered);
    await ledger.close();
    const children = await descendantsOf(first.child.pid ?? 0);
    const commands = children.map((one) => one.command).join('\n');
    for (const part of ['bot/main.ts', 'postgres', 'serve-azurite', 'decoder-child'])
      expect(commands).toContain(part);
    // As a terminal does it: to the whole group at once.
    process.kill(-(first.child.pid ?? 0), 'SIGINT');
    await first.ended;
    await waitFor('every child has ended', async () =>
      (await stillAlive(children)).length === 0 ? true : undefined,
    );
    expect(await runningOver(site.folders.folder)).toEqual([]);
    expect(first.err()).not.toContain('did not stop cleanly');
  }, 60_000);

  it(
    'starting again finds everything as it was; SIGTERM ends it with 0 and no child',
    async () => {
      const again = await start(site.settings);
      expect(again.out()).not.toContain('for the first time');
      const nurse = visitWard(site.ward, people.nurse);
      expect(await cardsOf(nurse, PHOTOS, set)).toHaveLength(1);
      const reader = await visitViewer(site.safelight, people.registrar);
      expect(await originalsFor(reader, set)).toEqual([sha256(corpus('patient-a-1.jpg'))]);
      const children = await descendantsOf(again.child.pid ?? 0);
      again.child.kill('SIGTERM');
      expect(await again.ended).toBe(0);
      expect(await stillAlive(children)).toEqual([]);
      expect(again.err()).toBe('');
    },
    START_MS,
  );

  it(
    'a spoilt wrapping key: it says that the home cannot be used and does not make a new one',
    async () => {
      const key = join(site.folders.home, 'wrapping-key.pem');
      await truncate(key, 100);
      const { code, lines } = await refused(site.settings);
      expect(code).toBe(1);
      expect(lines[0]).toBe('Safelight did not start. The folder SAFELIGHT_HOME cannot be used');
      expect((await readFile(key)).length).toBe(100);
      expect(await runningOver(site.folders.folder)).toEqual([]);
    },
    START_MS,
  );
});

describe('A power cut', () => {
  let site: Site;
  /** In the middle of being downloaded when the power went; and in custody, in the middle of being removed. */
  let downloading: string;
  let removing: string;
  beforeAll(async () => {
    site = await makeSite();
    // The first set-up itself is cut: what it leaves is not taken for a database.
    const cut = begin(site.settings);
    await says(cut, 'PostgreSQL: running bootstrap script');
    cut.child.kill('SIGKILL');
    await cut.ended;
  }, START_MS);

  it(
    'during the first set-up: the next start says so and begins anew',
    async () => {
      const anew = await start(site.settings);
      expect(anew.out()).toContain('An earlier start was cut short; beginning PostgreSQL anew.');
      expect((await fetch(`${site.safelight}/readyz`)).status).toBe(200);
    },
    START_MS,
  );

  it(
    'in the middle of a post: the next start takes over what is left running, and nothing is lost',
    async () => {
      const running = runs.at(-1);
      const nurse = visitWard(site.ward, people.nurse);
      const ledger = await openLedger(site.folders.home);
      const slow = { 'graph.message.soft-delete': 60_000, 'connector.activity.post': 60_000 };
      await changeWeather(site.ward, { latencyMs: slow });
      removing = await nurse.post(NIGHT, { inline: [pasted('patient-b-1.jpg')] });
      await setOnce(ledger, removing, 'in custody', (set) => set.state === 'stored');
      await changeWeather(site.ward, { latencyMs: { ...slow, 'graph.hosted-content.bytes': 60_000 } });
      downloading = await nurse.post(PHOTOS, { inline: [pasted('patient-c-1.jpg')] });
      await setOnce(ledger, downloading, 'received', (set) => set.state === 'received');
      await ledger.close();
      const children = await descendantsOf(running?.child.pid ?? 0);
      running?.child.kill('SIGKILL');
      await running?.ended;

      const again = await start(site.settings);
      expect(again.out()).toContain('PostgreSQL, the ledger (taken over from an earlier run)');
      const orphans = children.filter((one) => !one.command.includes('postgres'));
      expect(await stillAlive(orphans)).toEqual([]);
      await changeWeather(site.ward, {});
      for (const id of [removing, downloading])
        expect(await messageIn(nurse, id === removing ? NIGHT : PHOTOS, id)).toMatchObject({
          state: 'shown',
        });
    },
    START_MS,
  );

  it('once the dead process’s claims have run out, each photograph is removed, with one card', async () => {
    const nurse = visitWard(site.ward, people.nurse);
    const reader = await visitViewer(site.safelight, people.registrar);
    const ledger = await openLedger(site.folders.home);
    for (const [id, place, name] of [
      [removing, NIGHT, 'patient-b-1.jpg'],
      [downloading, PHOTOS, 'patient-c-1.jpg'],
    ] as const) {
      const set = await setOnce(ledger, id, 'removed', settledAs(MESSAGE_GONE), 90_000);
      expect(await originalsFor(reader, set)).toEqual([sha256(corpus(name))]);
      expect(await cardsOf(nurse, place, set)).toHaveLength(1);
      expect(await messageIn(nurse, place, id)).toMatchObject({ state: 'deleted' });
    }
    await ledger.close();
  }, 120_000);
});

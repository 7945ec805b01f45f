import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const ROOT = new URL('../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };
const named = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, one]) => ({ path, name: path.slice(path.lastIndexOf('node_modules/') + 13), ...one }));
const inProduction = named.filter((one) => one.dev !== true);

const numbers = (version: string): number[] => version.split(/[.-]/).slice(0, 3).map(Number);
const isAtLeast = (version: string, least: string): boolean => {
  const [have, want] = [numbers(version), numbers(least)];
  for (const at of [0, 1, 2]) if (have[at] !== want[at]) return (have[at] ?? 0) > (want[at] ?? 0);
  return true;
};

/** Where an advisory was cleared, oldest version that is safe; those named first need the overrides of package.json. */
const LEAST: Readonly<Record<string, string>> = {
  // GHSA-rrr8-f88r-h8q6: an address that keeps the router busy.
  'find-my-way': '8.2.2',
  // CVE-2026-41907 / GHSA-w5hq-g745-h8pq
  uuid: '11.1.1',
  // GHSA-m6fv-jmcg-4jfg
  send: '0.19.0',
  axios: '1.21.1',
  jsonwebtoken: '9.0.3',
  jws: '4.0.1',
  lodash: '4.18.1',
  'follow-redirects': '1.16.3',
  'form-data': '4.0.6',
  ws: '7.5.14',
};

/** The only major version of Node that is the floor: whatever else a package admits, it must admit this. */
const FLOOR = [20, 19, 0] as const;

/** Ranges as packages write them: `>=18`, `^18 || >=20.9`, `>= 10.0.0`, `20.x`, `*`. */
const admits = (range: string): boolean =>
  range.split('||').some((part) =>
    part
      .replaceAll(/(>=|<=|<|>|\^|~)\s+/g, '$1')
      .trim()
      .split(/\s+/)
      .every((word) => {
        const [, sign = '', version = ''] = /^(>=|<=|<|>|\^|~|=)?v?(.*)$/.exec(word) ?? [];
        if (version === '' || version === '*') return true;
        const [major = 0, minor = 0, patch = 0] = version.split('.').map((n) => Number.parseInt(n, 10) || 0);
        const below = FLOOR[0] - major || FLOOR[1] - minor || FLOOR[2] - patch;
        if (sign === '>=') return below >= 0;
        if (sign === '>') return below > 0;
        if (sign === '<') return below < 0;
        if (sign === '<=') return below <= 0;
        if (sign === '^') return major === FLOOR[0] && below >= 0;
        return major === FLOOR[0];
      }),
  );

describe('what Safelight is built from (ASVS 5.0 V15.2.1, V15.1.2)', () => {
  it('holds no version with a known fault in what reaches a hospital', () => {
    const old = inProduction.filter(
      ({ name, version = '0' }) => LEAST[name] !== undefined && !isAtLeast(version, LEAST[name]),
    );
    expect(old.map(({ path, version }) => `${path} ${version ?? ''}`)).toEqual([]);
    for (const name of Object.keys(LEAST)) expect(inProduction.map((one) => one.name)).toContain(name);
  });

  it('names every package by version and hash, and none by an address to fetch it from', () => {
    expect(named.filter((one) => one.resolved !== undefined).map((one) => one.path)).toEqual([]);
    expect(
      named
        .filter((one) => one.link !== true && !/^sha512-/.test(one.integrity ?? ''))
        .map((one) => one.path),
    ).toEqual([]);
  });

  it('asks for exact versions, so that tomorrow’s build is today’s', () => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(read('package.json')) as Locked;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)]);
  });

  it('runs on the oldest Node it says it runs on', () => {
    const { engines } = JSON.parse(read('package.json')) as Locked;
    expect(engines?.node).toBe('>=20.19');
    expect(
      inProduction
        .filter((one) => !admits(one.engines?.node ?? '*'))
        .map(({ path, engines: own }) => `${path} ${own?.node ?? ''}`),
    ).toEqual([]);
  });

  it('can tell a hospital all it is made of', async () => {
    const { stdout } = await promisify(execFile)(
      'npm',
      ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--omit', 'dev'],
      { cwd: fileURLToPath(ROOT), maxBuffer: 64 * 1024 * 1024 },
    );
    const { bomFormat, components } = JSON.parse(stdout) as {
      readonly bomFormat: string;
      readonly components: readonly { readonly name: string; readonly version: string }[];
    };
    expect(bomFormat).toBe('CycloneDX');
    expect(components.map((one) => one.name)).toEqual(
      expect.arrayContaining(['botbuilder', 'restify', 'sharp']),
    );
  });
});

describe('The face finder that came with nobody’s package', () => {
  it.each(['blazeface.json', 'blazeface.bin'])('%s is the file whose sum stands beside it', (name) => {
    const folder = 'bot/inspect/models/';
    const sum = createHash('sha256')
      .update(readFileSync(new URL(`${folder}${name}`, ROOT)))
      .digest('hex');
    const row = read(`${folder}README.md`)
      .split('\n')
      .find((line) => line.startsWith(`| \`${name}\``));
    expect(row).toContain(sum);
  });
});

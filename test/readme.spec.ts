import { describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const readme = readFileSync('README.md', 'utf8');
const project = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
};

const all = (pattern: RegExp): readonly string[] => [
  ...new Set([...readme.matchAll(pattern)].map(([, found = '']) => found)),
];
/** The rows of the table under a heading, by their first cell. */
const firstCells = (heading: string): readonly string[] =>
  (readme.split(`## ${heading}\n`)[1] ?? '')
    .split('\n## ', 1)
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|')[1]?.trim() ?? '');

describe('The README', () => {
  it('can be read in one sitting', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  it('links to files that exist', () => {
    const links = all(/\]\((?!https?:)([^)#]+)\)/g);
    expect(links).toContain('bot/lifecycle.ts');
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names folders and files that exist', () => {
    const named = all(/`((?:bot|cards|infra|manifest|test|\.ci)\/[\w./-]*)`/g);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('has one line for each package the program needs, and for no other', () => {
    expect(firstCells('What it stands on')).toEqual(
      Object.keys(project.dependencies).map((name) => `\`${name}\``),
    );
  });

  it('asks for the Node that the project asks for', () => {
    expect(readme).toContain(`Node ${project.engines.node.replace('>=', '')} or later`);
  });
});

describe('The commands it quotes', () => {
  // The two big ones install everything and start everything: the gate runs them in a fresh clone, not a test.
  it('are scripts of the project', () => {
    const scripts = all(/npm (?:run )?(start|test|[a-z-]+)(?=[`\s])/g).filter((word) => word !== 'ci');
    expect(scripts).toEqual(expect.arrayContaining(['start', 'test', 'build', 'check', 'manifest']));
    expect(scripts.filter((name) => !(name in project.scripts))).toEqual([]);
  });

  it('are commands of safelight, each of which its own help knows', () => {
    const helped = execFileSync(process.execPath, ['bot/cli/safelight.mjs', 'help'], { encoding: 'utf8' });
    const quoted = all(/npx safelight ([a-z-]+(?: verify)?)/g);
    expect(quoted).toEqual([
      'doctor',
      'audit verify',
      'fsck',
      'show',
      'watermark',
      'sweep',
      'observe-report',
      'purge-runbook',
      'incident',
      'disclose',
    ]);
    for (const command of quoted) expect(helped).toMatch(new RegExp(`^  ${command}`, 'm'));
  });

  it('and what is no command is refused with the list of those that are', () => {
    const refused = spawnSync(process.execPath, ['bot/cli/safelight.mjs', 'delete-everything'], {
      encoding: 'utf8',
    });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('npx safelight <command>');
  });
});

describe('The settings it lists', () => {
  const listed = firstCells('Settings').flatMap((cell) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );

  it('are settings that the program reads', () => {
    const config = readFileSync('bot/config.ts', 'utf8');
    expect(listed.length).toBeGreaterThan(15);
    expect(listed.filter((name) => !config.includes(`'${name}'`))).toEqual([]);
  });

  it('are all of them, but for the Bot Framework’s own finer ones', () => {
    const read = [
      ...readFileSync('bot/config.ts', 'utf8').matchAll(
        /'((?:SAFELIGHT|AZURE|KEY_VAULT|DATABASE|LOG|PORT)[A-Z_]*)'/g,
      ),
    ];
    const unlisted = read.map(([, name = '']) => name).filter((name) => !listed.includes(name));
    expect(unlisted).toEqual([]);
  });
});

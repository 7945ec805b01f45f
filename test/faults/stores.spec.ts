import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { azureBlobs } from '../../bot/adapters/azure/store-blobs.ts';
import { startAzurite, type Azurite } from '../../bot/local/azurite/start-azurite.ts';
import { open } from '../../bot/sealed/open.ts';
import type { ImageSet } from '../../bot/set/image-set.ts';
import { HOUR, later, MINUTE } from '../../bot/set/instant.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import { startFaultyStore, type Fault, type FaultyStore } from '../adapters/azure/start-faulty-store.ts';
import { startVaultKeys, type VaultKeys } from '../adapters/azure/start-vault-keys.ts';
import { nurse, openHospital, ring, startProcess, wardPlace, workUntil } from '../crash/hospital.ts';
import { openAlerts, PICTURE, setOf } from '../crash/post.ts';

const SHA = createHash('sha256').update(PICTURE).digest('hex');
const refuse = (status: number, code: string, more: object = {}): Fault => ({
  kind: 'answer',
  status,
  code,
  ...more,
});
const PASS: Fault = { kind: 'pass' };
const times = <T>(count: number, of: T): T[] => Array.from({ length: count }, () => of);

/** The real adapters of Azure Blob and Key Vault, each against a server that can be told to fail. */
describe('Store and key service fail', () => {
  let folder: string;
  let azurite: Azurite;
  let wire: FaultyStore;
  let vault: VaultKeys;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safelight-stores-'));
    azurite = await startAzurite({ folder, port: 0 });
    wire = await startFaultyStore(azurite.port);
    vault = await startVaultKeys();
  });
  afterEach(() => {
    wire.mend();
    for (const version of vault.vault.versions.values()) version.enabled = true;
  });
  afterAll(async () => {
    await vault.vault.close();
    await wire.close();
    await azurite.close();
    await rm(folder, { recursive: true, force: true });
  });

  const begin = async (where = wire.port) => {
    const connectionString = azurite.connectionString.replace(`:${azurite.port}/`, `:${where}/`);
    const patience = { tries: 3, tryMs: 400, pauseMs: 1, longestPauseMs: 50 };
    const memory = openHospital();
    const hospital = {
      ...memory,
      blobs: azureBlobs({ connectionString, patience }),
      keys: vault.keysFor(),
    };
    if (where === wire.port) await hospital.blobs.ready();
    await hospital.keys.ready();
    memory.chat.signedIn.add(nurse.oid);
    const at = memory.chat.say(wardPlace, nurse, { inline: [PICTURE] });
    const process = startProcess(hospital);
    return {
      memory,
      at,
      ring: () => ring(memory, process, at),
      work: (milliseconds: number) => workUntil(memory, process, later(memory.clock.now(), milliseconds)),
      opens: (set: ImageSet) => opens(hospital, set),
    };
  };
  type Begun = Awaited<ReturnType<typeof begin>>;

  /** Gone from the chat, and opening from the stores as the very bytes; no alert. */
  const isSafe = async ({ memory, at, opens: read }: Begun): Promise<void> => {
    const set = await setOf(memory, at);
    expect(await read(set)).toEqual([SHA]);
    expect(memory.chat.visible(at)).toEqual([]);
    expect(memory.chat.cards).toHaveLength(1);
    expect(openAlerts(set)).toEqual([]);
  };

  it.each<[string, readonly Fault[]]>([
    ['403', times(9, refuse(403, 'AuthorizationFailure'))],
    ['404 because the container was deleted', times(9, refuse(404, 'ContainerNotFound'))],
    ['409', times(9, refuse(409, 'ContainerBeingDeleted'))],
    ['412, as for a lease of somebody else', times(9, refuse(412, 'LeaseIdMissing'))],
    ['429 and a long wait', [refuse(429, 'TooManyRequests', { headers: { 'retry-after': '30' } })]],
    ['500', times(9, refuse(500, 'InternalError'))],
    ['503', times(9, refuse(503, 'ServerBusy'))],
    ['no answer', times(6, { kind: 'never-answer' })],
    ['an answer lost after the write', times(2, { kind: 'lose-answer' })],
    ['a picture cut off while it is read back', [...times(2, PASS), { kind: 'cut-body' }]],
  ])(
    'the store answers with %s: the picture stays until it is in custody, then goes',
    async (_what, faults) => {
      const begun = await begin();
      wire.next(...faults);
      await begun.ring();
      await begun.work(20 * MINUTE);
      await isSafe(begun);
    },
  );

  it('the store is away: the picture stays, its poster is told, an alert stands; it is taken when the store is back', async () => {
    const begun = await begin();
    wire.next(...times(400, refuse(503, 'ServerBusy')));
    await begun.ring();
    await begun.work(10 * MINUTE);
    expect(begun.memory.chat.visible(begun.at)).toEqual([SHA]);
    expect(openAlerts(await setOf(begun.memory, begun.at))).toEqual(['custody-late']);
    expect(begun.memory.chat.told.map(({ notice }) => notice.kind)).toEqual(['custody-failed']);
    wire.mend();
    await begun.work(HOUR);
    await isSafe(begun);
  });

  it.each<[string, (keys: VaultKeys) => void]>([
    [
      '429',
      ({ vault: one }) => {
        one.answerNext(...times(9, { status: 429, code: 'Throttled' }));
      },
    ],
    [
      '403',
      ({ vault: one }) => {
        one.answerNext(...times(9, { status: 403, code: 'Forbidden' }));
      },
    ],
    [
      '500',
      ({ vault: one }) => {
        one.answerNext(...times(9, { status: 500, code: 'InternalError' }));
      },
    ],
    [
      'a newer version, between sealing and reading back',
      ({ vault: one }) => {
        one.rotate();
      },
    ],
  ])(
    'the key service answers with %s: the picture stays until it is in custody, then goes',
    async (_what, fail) => {
      const begun = await begin();
      fail(vault);
      await begun.ring();
      await begun.work(20 * MINUTE);
      await isSafe(begun);
    },
  );

  it('the version of the key is disabled: the picture stays, an alert stands, and it is taken when it is enabled', async () => {
    const begun = await begin();
    for (const version of vault.vault.versions.values()) version.enabled = false;
    await begun.ring();
    await begun.work(10 * MINUTE);
    expect(begun.memory.chat.visible(begun.at)).toEqual([SHA]);
    expect(openAlerts(await setOf(begun.memory, begun.at))).toEqual(['custody-late']);
    for (const version of vault.vault.versions.values()) version.enabled = true;
    await begun.work(HOUR);
    await isSafe(begun);
  });
});

const opens = async (
  { blobs, keys }: Pick<Parameters<typeof startProcess>[0], 'blobs' | 'keys'>,
  set: ImageSet,
): Promise<readonly string[]> => {
  if (set.state !== 'stored') return [];
  const found: string[] = [];
  for (const { id, original } of set.images) {
    const sealed = await blobs.get('images', original.blob);
    const bytes = open(sealed, await keys.unwrap(original.key), sealContext.original(set, id));
    found.push(createHash('sha256').update(bytes).digest('hex'));
  }
  return found;
};

import { join } from 'node:path';
import type pg from 'pg';
import { managedIdentity } from '../adapters/azure/managed-identity.ts';
import { azureBlobs } from '../adapters/azure/store-blobs.ts';
import { keyVaultKeys } from '../adapters/azure/wrap-with-key-vault.ts';
import { keyFileKeys } from '../adapters/keyfile/wrap-with-key-file.ts';
import { postgresCaptures } from '../adapters/postgres/keep-captures.ts';
import { postgresChallenges, postgresDevices } from '../adapters/postgres/keep-devices.ts';
import { postgresLedger } from '../adapters/postgres/ledger.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import { postgresSessions } from '../adapters/postgres/sessions.ts';
import { link } from '../audit/chain.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Captures } from '../ports/captures.ts';
import type { Clock } from '../ports/clock.ts';
import type { Challenges, Devices } from '../ports/devices.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Sessions } from '../ports/sessions.ts';
import { noteFirst } from '../restore/note-first.ts';
import { instant } from '../set/instant.ts';
import type { Complete } from './start-stand-ins.ts';

/** Where images, keys and facts are kept. */
export interface Stores {
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly challenges: Challenges;
  readonly captures: Captures;
  readonly blobs: Blobs;
  readonly keys: Keys;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export const systemClock: Clock = { now: () => instant(Date.now()) };

/** The database is brought forward first: nothing is served from tables that are not the ones this code knows. */
export const openStores = async (
  config: Complete,
  onIdleError: (error: Error) => void,
  onUnnoted: (error: Error) => void,
): Promise<Stores> => {
  const pool = createPool({ url: config.databaseUrl.reveal(), size: 12, onIdleError });
  await migrate(pool);
  const blobs = openBlobs(config);
  await blobs.ready();
  return {
    ledger: noteFirst(postgresLedger(pool, { link, clock: systemClock }), {
      ...{ blobs, clock: systemClock, tell: onUnnoted },
    }),
    sessions: postgresSessions(pool),
    devices: postgresDevices(pool),
    challenges: postgresChallenges(pool),
    captures: postgresCaptures(pool, { link }),
    blobs,
    keys: await openKeys(config),
    pool,
    close: () => pool.end(),
  };
};

export const openBlobs = ({ storage }: Pick<Complete, 'storage'>): Blobs =>
  storage.kind === 'connection'
    ? azureBlobs({ connectionString: storage.connectionString.reveal() })
    : azureBlobs({ accountUrl: storage.accountUrl, credential: managedIdentity() });

export const openKeys = async (config: Pick<Complete, 'home' | 'keyVaultKeyId'>): Promise<Keys> =>
  config.keyVaultKeyId === undefined
    ? keyFileKeys(join(config.home, 'wrapping-key.pem'))
    : keyVaultKeys({ keyId: config.keyVaultKeyId, credential: managedIdentity() });

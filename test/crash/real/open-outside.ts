import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAzurite } from '../../../bot/local/azurite/start-azurite.ts';
import { people } from '../../../bot/local/demonstration/people.ts';
import { tissueViability, wardSeven } from '../../../bot/local/demonstration/places.ts';
import { startFhir } from '../../../bot/local/fhir/start-fhir.ts';
import { startOidc } from '../../../bot/local/oidc/start-oidc.ts';
import { startPostgres } from '../../../bot/local/postgres/start-postgres.ts';
import { startWard, type Ward } from '../../../bot/local/ward/start-ward.ts';
import type { Weather } from '../../../bot/local/ward/page-contract.ts';
import { startFaultProxy, type FaultProxy } from '../../bench/fault-proxy.ts';
import { keyFileKeys } from '../../../bot/adapters/keyfile/wrap-with-key-file.ts';
import { openDoor, type Door } from './open-door.ts';
import { KillSwitch } from './kill-switch.ts';
import { watchCommits } from './watch-commits.ts';

/** As a trust would have set it up: the app granted its team sites. */
export const FAIR: Weather = {
  siteWrite: [wardSeven.siteId, tissueViability.siteId],
  permanentDelete: true,
};

/** Everything outside Safelight, in this process or children of it: a kill of Safelight leaves it standing. */
export interface Outside {
  readonly folder: string;
  readonly ward: Ward;
  readonly door: Door;
  readonly blobs: FaultProxy;
  readonly kill: KillSwitch;
  /** What a Safelight process is configured with, but for its own port and home. */
  readonly settings: Readonly<Record<string, string>>;
  /** Past the doors: for whoever checks, and is not to be killed. */
  readonly databaseUrl: string;
  readonly connectionString: string;
  /** The wrapping key that every process of this hospital uses, as it would a key vault. */
  readonly keyFile: string;
  /** Processes of Safelight that now run. */
  readonly pids: Set<number>;
  close(): Promise<void>;
}

export interface OutsideOptions {
  /** No doors before the store and the database: for benchmarks, which must not measure them. */
  readonly direct?: boolean;
  /** A store that stands already, and goes on standing: for benchmarks, which give every program the same one. */
  readonly store?: Store;
}
export interface Store {
  readonly connectionString: string;
  close(): Promise<void>;
}

/** Only what the bot asks of chat and token service counts; signing keys and the ward's page do not. */
const COUNTED = /^(?:graph|connector|token)\./;

export const openOutside = async ({
  direct = false,
  store: given,
}: OutsideOptions = {}): Promise<Outside> => {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-outside-'));
  // Where this runs as root, PostgreSQL runs as another user, who must be able to pass.
  await chmod(folder, 0o711);
  const keyFile = join(folder, 'wrapping-key.pem');
  await keyFileKeys(keyFile);
  const pids = new Set<number>();
  const kill = new KillSwitch(() => [...pids]);
  const door = await openDoor();
  const [database, store, oidc, fhir, ward] = await Promise.all([
    startPostgres({ folder: join(folder, 'postgres'), port: 0, durable: false }),
    given ?? startAzurite({ folder: join(folder, 'azurite'), port: 0 }),
    startOidc({ folder: join(folder, 'sign-in'), port: 0, redirectUris: [`${door.url}/signed-in`] }),
    startFhir({ folder: join(folder, 'fhir'), port: 0 }),
    startWard({
      folder: join(folder, 'ward'),
      port: 0,
      botEndpoint: `${door.url}/api/messages`,
      signedIn: people.filter((person) => !person.guest).map((person) => person.oid),
      weather: FAIR,
      witness: witnessOf(kill),
    }),
  ]);
  const blobs = await startFaultProxy(store.connectionString, kill);
  const commits = await watchCommits(database.url, kill);
  return {
    folder,
    ward,
    door,
    blobs,
    kill,
    pids,
    keyFile,
    databaseUrl: database.url,
    connectionString: store.connectionString,
    settings: {
      ...ward.settings,
      DATABASE_URL: direct ? database.url : commits.url,
      AZURE_STORAGE_CONNECTION_STRING: direct ? store.connectionString : blobs.connectionString,
      SAFELIGHT_OIDC_ISSUER: oidc.issuer,
      SAFELIGHT_OIDC_CLIENT_ID: oidc.clientId,
      SAFELIGHT_OIDC_CLIENT_SECRET: oidc.clientSecret,
      SAFELIGHT_FHIR_URL: fhir.url,
      SAFELIGHT_PUBLIC_URL: door.url,
    },
    close: async () => {
      for (const close of [ward, door, commits, blobs, oidc, fhir, database]) await close.close();
      if (given === undefined) await store.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const witnessOf =
  (kill: KillSwitch) =>
  (route: string, port: number): Seen => {
    if (!COUNTED.test(route)) return UNSEEN;
    let effect: ReturnType<KillSwitch['begin']> | undefined;
    return {
      before: async () => kill.at((effect = kill.begin(route, port)), 'before'),
      after: async () => (effect === undefined ? 'on' : kill.at(effect, 'after')),
    };
  };

interface Seen {
  readonly before: () => Promise<'on' | 'cut'>;
  readonly after: () => Promise<'on' | 'cut'>;
}
const UNSEEN: Seen = { before: async () => 'on', after: async () => 'on' };

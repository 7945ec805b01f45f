import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { StorageAccount } from './keep-account.ts';

/** One of Azurite's two LokiJS databases: held in memory, written as one JSON file. */
export interface LokiDatabase {
  readonly filename: string;
  autosave: boolean;
  autosaveDisable(): void;
  serialize(): string;
}

/** The parts of Azurite's BlobServer used here; the package has no public interface and no types. */
export interface AzuriteServer {
  readonly httpServer: Server;
  readonly metadataStore: { readonly db: LokiDatabase };
  readonly extentMetadataStore: { readonly db: LokiDatabase };
  readonly accountDataStore: { accounts: unknown; refresh: () => void };
  start(): Promise<void>;
  close(): Promise<void>;
}

interface AzuriteModule {
  readonly default: new (configuration: object) => AzuriteServer;
}
interface ConfigurationModule {
  readonly default: new (...settings: readonly unknown[]) => object;
}

const KEEP_ALIVE_SECONDS = 5;

/** Azurite's blob service on loopback, its files in `folder`, for this account alone. Not started yet. */
export const makeAzurite = (folder: string, port: number, account: StorageAccount): AzuriteServer => {
  const require = createRequire(import.meta.url);
  const { default: BlobServer } = require('azurite/dist/src/blob/BlobServer') as AzuriteModule;
  const { default: Configuration } =
    require('azurite/dist/src/blob/BlobConfiguration') as ConfigurationModule;
  const configuration = new Configuration(
    '127.0.0.1',
    port,
    KEEP_ALIVE_SECONDS,
    join(folder, 'blobs.json'),
    join(folder, 'extents.json'),
    [{ locationId: 'Default', locationPath: join(folder, 'extents'), maxConcurrency: 50 }],
    false, // access log
    undefined,
    false, // debug log
    undefined,
    false, // strict, as Azure is
    true, // the client speaks a newer version of the protocol than this Azurite knows the name of
  );
  const server = new BlobServer(configuration);
  // Azurite reads its accounts from the environment, where every child of this process could see the key.
  server.accountDataStore.refresh = () => {
    server.accountDataStore.accounts = {
      [account.name]: { name: account.name, key1: Buffer.from(account.key, 'base64') },
    };
  };
  return server;
};

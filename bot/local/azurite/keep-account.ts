import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { placeOnce } from './place-once.ts';

export interface StorageAccount {
  readonly name: string;
  /** base64 of 64 random bytes, as Azure's own account keys are. */
  readonly key: string;
}

/** The account this folder's blobs belong to: made once, kept with mode 0600, never the emulator's well-known key. */
export const keepAccount = async (folder: string): Promise<StorageAccount> => {
  const path = join(folder, 'account.json');
  const made: StorageAccount = { name: 'safelight', key: randomBytes(64).toString('base64') };
  await placeOnce(path, JSON.stringify(made));
  return JSON.parse(await readFile(path, 'utf8')) as StorageAccount;
};

/** As Azure writes it; every client library reads it. */
export const connectionStringOf = (account: StorageAccount, port: number): string =>
  [
    'DefaultEndpointsProtocol=http',
    `AccountName=${account.name}`,
    `AccountKey=${account.key}`,
    `BlobEndpoint=http://127.0.0.1:${port}/${account.name}`,
    '',
  ].join(';');

import { open, rename } from 'node:fs/promises';
import type { AzuriteServer, LokiDatabase } from './azurite-server.ts';

/**
 * Takes over the saving of Azurite's two databases, which by itself writes them every five seconds and so forgets
 * acknowledged blobs when it is killed. The function returned settles once everything done before the call is on disk.
 */
export const saveBoth = (server: AzuriteServer): (() => Promise<void>) => {
  const databases = [server.extentMetadataStore.db, server.metadataStore.db];
  for (const database of databases) {
    database.autosaveDisable();
    // One writer only: else a save begun earlier could land on a later one, at closing too.
    database.autosave = false;
  }
  let current = Promise.resolve();
  let next: Promise<void> | undefined;
  // Callers that arrive while a save is being written share the one after it: theirs may not be in the first.
  return () =>
    (next ??= current.then(() => {
      next = undefined;
      const saving = writeAll(databases);
      // Those who asked for it hear of a failure; the next save starts all the same.
      current = saving.catch(() => undefined);
      return saving;
    }));
};

/**
 * Both are taken in one turn of the loop, and extents are written first: Azurite notes an extent before the blob that
 * uses it, so at no moment does a blob on disk name an extent that is not.
 */
const writeAll = async (databases: readonly LokiDatabase[]): Promise<void> => {
  const texts = databases.map((database) => ({ path: database.filename, text: database.serialize() }));
  for (const { path, text } of texts) await replaceFile(path, text);
};

const replaceFile = async (path: string, text: string): Promise<void> => {
  const file = await open(`${path}.saving`, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(`${path}.saving`, path);
};

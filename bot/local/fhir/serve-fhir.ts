/** The child process of start-fhir.ts: `serve-fhir <folder> <port>`. Lives no longer than its parent. */
import type { AddressInfo } from 'node:net';
import { BASE } from './answer.ts';
import { createFhirServer } from './create-server.ts';
import { loadDefinitions } from './definitions.ts';
import { addDemonstrationPatients } from './demonstration-record.ts';
import { JournalledRepository } from './journalled-repository.ts';

/** What the child tells its parent, once. */
export type Told = { readonly url: string } | { readonly failed: string; readonly code?: string };

const tell = (told: Told): void => {
  process.send?.(told);
};

const fail = (error: unknown): void => {
  const code = (error as NodeJS.ErrnoException).code;
  tell({
    failed: error instanceof Error ? error.message : String(error),
    ...(code === undefined ? {} : { code }),
  });
  process.exitCode = 1;
  process.disconnect();
};

const serve = async (folder: string, port: number): Promise<void> => {
  loadDefinitions();
  const repository = await JournalledRepository.open(folder);
  await addDemonstrationPatients(repository);
  const server = createFhirServer(repository);
  server.once('error', fail);
  server.listen(port, '127.0.0.1', () => {
    tell({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}` });
  });
};

// The parent closed, crashed or was killed: every write is on disk already, nothing is left to save.
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group: the parent is still finishing its work and ends this process when it is done.
process.on('SIGINT', () => undefined);
const [folder = '', port = '0'] = process.argv.slice(2);
serve(folder, Number(port)).catch(fail);

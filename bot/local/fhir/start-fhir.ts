import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Told } from './serve-fhir.ts';

export interface LocalFhir {
  /** The FHIR base, with a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A FHIR R4 record on loopback with the demonstration patients, kept in `folder` across restarts. It runs in a child
 * process, because reading FHIR's definitions would hold up everything else for half a second; the child ends with
 * its parent, however that ends. Rejects with the system's `code` (EADDRINUSE) where it cannot start.
 */
export const startFhir = async (options: {
  readonly folder: string;
  readonly port: number;
}): Promise<LocalFhir> => {
  const child = spawn(process.execPath, [...program(), options.folder, String(options.port)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const told = await firstWord(child);
  if ('failed' in told)
    throw Object.assign(new Error(`The stand-in for the patient record could not start: ${told.failed}`), {
      code: told.code,
    });
  return {
    url: told.url,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
};

/** Built to JavaScript it runs as it is; from the source it is read through tsx, as `npm start` is. */
const program = (): readonly string[] => {
  const ownExtension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  const file = fileURLToPath(new URL(`./serve-fhir${ownExtension}`, import.meta.url));
  if (ownExtension === '.js') return [file];
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href, file];
};

const firstWord = (child: ChildProcess): Promise<Told> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('message', (told) => {
      resolve(told as Told);
    });
    child.once('exit', (code, signal) => {
      resolve({ failed: `it ended with ${signal ?? `code ${code ?? 0}`}` });
    });
  });

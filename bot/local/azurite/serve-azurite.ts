import type { AddressInfo } from 'node:net';
import { makeAzurite } from './azurite-server.ts';
import { holdAnswers } from './hold-answers.ts';
import { keepAccount } from './keep-account.ts';
import { claimFolder, noteRunning, releaseFolder } from './running.ts';
import { saveBoth } from './save-both.ts';

/** What this process says to the one that started it. */
export type Said = { readonly port: number } | { readonly taken: true } | { readonly failed: string };

const CLOSE_WITHIN_MS = 5_000;

/** The process Azurite runs in, started by start-azurite.ts with a folder and a port. */
const serve = async (folder: string, port: number): Promise<void> => {
  const me = { pid: process.pid, parent: process.ppid, port: 0 };
  if (!(await claimFolder(folder, me))) {
    say({ taken: true });
    return;
  }
  const server = makeAzurite(folder, port, await keepAccount(folder));
  const save = saveBoth(server);
  holdAnswers(server.httpServer, save);
  try {
    await server.start();
  } catch (cause) {
    await releaseFolder(folder);
    throw cause;
  }
  endWhenTold(async () => {
    await server.close();
    await save();
    await releaseFolder(folder);
  });
  const { port: given } = server.httpServer.address() as AddressInfo;
  await noteRunning(folder, { ...me, port: given });
  say({ port: given });
};

const endWhenTold = (close: () => Promise<void>): void => {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), CLOSE_WITHIN_MS).unref();
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  // The one that started it is gone, even by a kill: nobody is left to end it.
  process.on('disconnect', end);
  // Ctrl-C reaches the whole group; the one that started it still has work to finish and will say when.
  process.on('SIGINT', () => undefined);
  if (!process.connected) end();
};

const say = (said: Said): void => {
  process.send?.(said);
};

const [folder = '', port = '0'] = process.argv.slice(2);
serve(folder, Number(port)).catch((cause: unknown) => {
  say({ failed: cause instanceof Error ? cause.message : String(cause) });
  process.exitCode = 1;
  process.disconnect();
});

import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { freePort } from './free-port.ts';
import { initialise, plainEnvironment } from './initialise.ts';
import { findRunning, readPidFile, stop } from './running.ts';
import type { Running } from './running.ts';
import { chooseUser } from './run-as.ts';
import type { RunAs } from './run-as.ts';

export interface StartPostgres {
  /** Ours alone: holds the cluster, its password (mode 0600) and the server's log. */
  readonly folder: string;
  /** 0: any free port. A server adopted keeps the port it has. */
  readonly port?: number;
  readonly say?: (line: string) => void;
  /** False only for tests: a power cut may then lose what was committed. */
  readonly durable?: boolean;
}
export interface PostgresServer {
  readonly url: string;
  /** True where a server left over by a killed parent was taken on. */
  readonly adopted: boolean;
  /** Asks the server to finish and waits until it has. May be called twice. */
  close(): Promise<void>;
}

/**
 * A real PostgreSQL on loopback from the binaries of an npm package, with fsync on (components.md A3). It runs in a
 * session of its own, so that Ctrl-C reaches Safelight first and the ledger outlives the last write.
 * Throws Error in words for the person at the console.
 */
export const startPostgres = async (options: StartPostgres): Promise<PostgresServer> => {
  const { durable = true, say = () => undefined } = options;
  const folder = resolve(options.folder);
  const binaries = await findBinaries();
  const runAs = await chooseUser(join(folder, 'cluster'), [folder, binaries.folder]);
  const { cluster, password } = await initialise({ folder, initdb: binaries.initdb, runAs, durable, say });
  const left = await findRunning(cluster);
  const adopted = left !== undefined && (await answers(urlOf(password, left.port, 'postgres')));
  if (left !== undefined && !adopted) {
    say('PostgreSQL of an earlier start does not answer; stopping it.');
    await stop(left.pid);
  }
  const server = adopted
    ? left
    : await launch({ folder, cluster, postgres: binaries.postgres, runAs, durable, port: options.port ?? 0 });
  await makeDatabase(urlOf(password, server.port, 'postgres'));
  return { url: urlOf(password, server.port, 'safelight'), adopted, close: () => stop(server.pid) };
};

/**
 * The address of a server that another living process runs on this folder; undefined where none answers. Nothing is
 * started, changed or stopped.
 */
export const findPostgres = async (folder: string): Promise<string | undefined> => {
  const said = await readPidFile(join(folder, 'cluster', 'postmaster.pid'));
  if (said === undefined) return undefined;
  const password = (await readFile(join(folder, 'password'), 'utf8')).trim();
  const url = urlOf(password, said.port, 'safelight');
  return (await answers(url)) ? url : undefined;
};

const urlOf = (password: string, port: number, database: string): string =>
  `postgres://safelight:${password}@127.0.0.1:${port}/${database}`;

interface Launch {
  readonly folder: string;
  readonly cluster: string;
  readonly postgres: string;
  readonly runAs: RunAs;
  readonly durable: boolean;
  readonly port: number;
}

const launch = async (options: Launch): Promise<Running> => {
  const { folder, cluster } = options;
  const port = options.port === 0 ? await freePort() : options.port;
  const settings: Readonly<Record<string, string>> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    shared_buffers: '32MB',
    jit: 'off',
    // A failed statement's text stays out of the server's log: it would hold a row.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args, ...user } = options.runAs.command(options.postgres, ['-D', cluster, ...flags]);
  const log = await open(join(folder, 'server.log'), 'w', 0o600);
  const child = spawn(file, args, {
    ...user,
    cwd: '/',
    env: plainEnvironment(),
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
  });
  await log.close();
  let failed: Error | undefined;
  child.on('error', (error) => (failed = error));
  child.unref();
  for (;;) {
    if (failed !== undefined) throw new Error('PostgreSQL could not be started.', { cause: failed });
    if (child.exitCode !== null || child.signalCode !== null) throw await whyNot(folder, port);
    const said = await readPidFile(join(cluster, 'postmaster.pid'));
    if (said?.pid === child.pid && said?.ready === true) return said;
    await pause(10);
  }
};

const whyNot = async (folder: string, port: number): Promise<Error> => {
  const log = await readFile(join(folder, 'server.log'), 'utf8');
  if (log.includes('could not create any TCP/IP sockets')) {
    return new Error(`PostgreSQL could not be started: port ${port} is in use.`);
  }
  return new Error(`PostgreSQL could not be started: ${log.trim().slice(-600)}`);
};

const WRONG_PASSWORD = '28P01';

/** Starting and recovering servers turn connections away; one that still does so after 20 s is no use. */
const answers = async (url: string): Promise<boolean> => {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    // A client without this listener would end the process when the server goes.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (thrown) {
      if ((thrown as { code?: string }).code === WRONG_PASSWORD) return false;
      await pause(50);
    }
  }
  return false;
};

const makeDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'safelight'");
    if (rowCount === 0) await client.query('create database safelight');
  } finally {
    await client.end();
  }
};

import pg from 'pg';

export interface PoolOptions {
  readonly url: string;
  /** Connections at most. */
  readonly size?: number;
  /** Told when an idle connection breaks: it is replaced by itself, so nothing else is done. */
  readonly onIdleError: (error: Error) => void;
}

/** Connections to PostgreSQL. A statement that takes 15 s has failed; one waiting 10 s for a lock as well. */
export const createPool = ({ url, size = 10, onIdleError }: PoolOptions): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: 'safelight',
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    lock_timeout: 10_000,
    // A process that is stopped, not dead, must not hold its locks longer than its lease.
    idle_in_transaction_session_timeout: 10_000,
    options: '-c timezone=UTC -c datestyle=ISO',
    types: ourTypes,
    keepAlive: true,
    // Statements of one transaction that do not depend on each other's answers go in one trip, not one each.
    pipeline: true,
  });
  // Without this a server that restarts would end the process.
  pool.on('error', onIdleError);
  // The same while a connection is in use, between two statements: whoever uses it hears of it by the next one failing.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

const ourTypes = new pg.TypeOverrides();
// Sequences, fences and counts: far below 2^53.
ourTypes.setTypeParser(pg.types.builtins.INT8, Number);
// Instants (bot/set/instant.ts). The connection's time zone is UTC: `2026-01-02 03:04:05.678+00`.
ourTypes.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) =>
  new Date(text.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString(),
);

import pg from 'pg';
import { SafelightError } from '../../set/errors.ts';

/** Deadlocks and failed serialisations: PostgreSQL has undone all; the same again will do. */
const REPEATABLE = new Set(['40001', '40P01']);

export const isRepeatable = (thrown: unknown): boolean => REPEATABLE.has(sqlStateOf(thrown) ?? '');

/**
 * What PostgreSQL or the road to it said, as one of ours. Permanent are only faults of the statement itself or of
 * its rights: a server that is full, stopping, restarting, shut to us or out of reach is worth another try.
 * The server's own message is kept as the cause and never printed: it may quote a row.
 */
export const asLedgerError = (thrown: unknown): SafelightError => {
  if (thrown instanceof SafelightError) return thrown;
  const state = sqlStateOf(thrown);
  const permanent = state !== undefined && /^(22|23|42|0A)/.test(state);
  const ofTheLedger = state !== undefined || isOfTheRoad(thrown);
  return new SafelightError(ofTheLedger && !permanent ? 'ledger-unreachable' : 'unexpected', {
    cause: thrown,
    transient: !permanent,
    facts: state === undefined ? {} : { sqlState: state },
  });
};

const sqlStateOf = (thrown: unknown): string | undefined =>
  thrown instanceof pg.DatabaseError ? thrown.code : undefined;

/** Broken sockets carry a code (`ECONNREFUSED`); the driver's own complaints about a lost connection do not. */
const isOfTheRoad = (thrown: unknown): boolean => {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return /^E[A-Z]+$/.test(code);
  return /connect|timeout|terminated|client was closed|after calling end/i.test(String(message));
};

import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Sessions } from '../../ports/sessions.ts';
import type { Account } from '../../set/account.ts';
import { later, MINUTE } from '../../set/instant.ts';
import type { Instant } from '../../set/instant.ts';
import { asSessions } from './transaction.ts';

/** Limits of a session, milliseconds (issue A part 6). */
const IDLE = 5 * MINUTE;
const ABSOLUTE = 30 * MINUTE;

interface Row {
  readonly account: Account;
  readonly started_at: Instant;
  readonly seen_at: Instant;
}

export const postgresSessions = (pool: pg.Pool): Sessions => ({
  begin: (account, now) =>
    asSessions(pool, async (client) => {
      const id = randomBytes(32).toString('base64url');
      await client.query('delete from sessions where started_at <= $1', [later(now, -ABSOLUTE)]);
      await client.query(
        'insert into sessions (id_hash, account, started_at, seen_at) values ($1, $2, $3, $3)',
        [hashOf(id), JSON.stringify(account), now],
      );
      return { id, account, startedAt: now, seenAt: now };
    }),

  touch: (id, now) =>
    asSessions(pool, async (client) => {
      const { rows } = await client.query<Row>(
        `update sessions set seen_at = greatest(seen_at, $2)
         where id_hash = $1 and seen_at > $3 and started_at > $4
         returning account, started_at, seen_at`,
        [hashOf(id), now, later(now, -IDLE), later(now, -ABSOLUTE)],
      );
      const [row] = rows;
      if (row !== undefined) {
        return { id, account: row.account, startedAt: row.started_at, seenAt: row.seen_at };
      }
      // Over is over: a clock set back must not wake it.
      await client.query('delete from sessions where id_hash = $1', [hashOf(id)]);
      return undefined;
    }),

  look: (id, now) =>
    asSessions(pool, async (client) => {
      const { rows } = await client.query<Row>(
        `select account, started_at, seen_at from sessions
         where id_hash = $1 and seen_at > $2 and started_at > $3`,
        [hashOf(id), later(now, -IDLE), later(now, -ABSOLUTE)],
      );
      const [row] = rows;
      return row && { id, account: row.account, startedAt: row.started_at, seenAt: row.seen_at };
    }),

  end: (id) =>
    asSessions(pool, async (client) => {
      await client.query('delete from sessions where id_hash = $1', [hashOf(id)]);
    }),

  endAll: () =>
    asSessions(pool, async (client) => {
      await client.query('delete from sessions');
    }),
});

const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex');

import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Sessions } from '../../ports/sessions.ts';
import type { Account, Session } from '../../set/account.ts';
import type { DeviceId } from '../../set/ids.ts';
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
  readonly device: DeviceId | null;
}
const COLUMNS = 'account, started_at, seen_at, device';

const LIVE = 'id_hash = $1 and seen_at > $3 and started_at > $4 and (until is null or until > $2)';

export const postgresSessions = (pool: pg.Pool): Sessions => ({
  begin: (account, now, on) =>
    asSessions(pool, async (client) => {
      const id = randomBytes(32).toString('base64url');
      await client.query('delete from sessions where started_at <= $1', [later(now, -ABSOLUTE)]);
      await client.query(
        `insert into sessions (id_hash, account, started_at, seen_at, device, until)
         values ($1, $2, $3, $3, $4, $5)`,
        [hashOf(id), JSON.stringify(account), now, on?.id ?? null, on?.until ?? null],
      );
      return fromRow(id, { account, started_at: now, seen_at: now, device: on?.id ?? null });
    }),

  touch: (id, now) =>
    asSessions(pool, async (client) => {
      const { rows } = await client.query<Row>(
        `update sessions set seen_at = greatest(seen_at, $2) where ${LIVE} returning ${COLUMNS}`,
        [hashOf(id), now, later(now, -IDLE), later(now, -ABSOLUTE)],
      );
      const [row] = rows;
      if (row !== undefined) return fromRow(id, row);
      // Over is over: a clock set back must not wake it.
      await client.query('delete from sessions where id_hash = $1', [hashOf(id)]);
      return undefined;
    }),

  look: (id, now) =>
    asSessions(pool, async (client) => {
      const { rows } = await client.query<Row>(`select ${COLUMNS} from sessions where ${LIVE}`, [
        ...[hashOf(id), now, later(now, -IDLE), later(now, -ABSOLUTE)],
      ]);
      return rows[0] && fromRow(id, rows[0]);
    }),

  end: (id) =>
    asSessions(pool, async (client) => {
      await client.query('delete from sessions where id_hash = $1', [hashOf(id)]);
    }),

  signedIn: (now) =>
    asSessions(pool, async (client) => {
      const { rows } = await client.query<Pick<Row, 'account'>>(
        `select distinct on (account -> 'person') account from sessions
         where seen_at > $2 and started_at > $3 and (until is null or until > $1)
         order by account -> 'person', seen_at desc limit 1000`,
        [now, later(now, -IDLE), later(now, -ABSOLUTE)],
      );
      return rows.map(({ account }) => account);
    }),

  endAllOf: ({ tid, oid }) =>
    asSessions(pool, async (client) => {
      const { rowCount } = await client.query(
        `delete from sessions where account #>> '{person,tid}' = $1 and account #>> '{person,oid}' = $2`,
        [tid, oid],
      );
      return rowCount ?? 0;
    }),

  endAll: () =>
    asSessions(pool, async (client) => {
      await client.query('delete from sessions');
    }),
});

const fromRow = (id: string, row: Row): Session => ({
  id,
  account: row.account,
  startedAt: row.started_at,
  seenAt: row.seen_at,
  ...(row.device === null ? {} : { device: row.device }),
});

const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex');

import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Challenges, Devices } from '../../ports/devices.ts';
import type { Account } from '../../set/account.ts';
import type { BoundDevice, Credential, DeviceEnd } from '../../set/device.ts';
import type { DeviceId } from '../../set/ids.ts';
import { DAY, later, MINUTE } from '../../set/instant.ts';
import type { Instant } from '../../set/instant.ts';
import { asSessions } from './transaction.ts';

/** Kept after its time, so that whoever lost a phone can be told what was opened on it. */
const KEPT = 31 * DAY;
/** How long a challenge waits for its answer. */
const ANSWERED_WITHIN = 5 * MINUTE;

interface Row {
  readonly id: DeviceId;
  readonly account: Account;
  readonly credential: Credential;
  readonly counter: number;
  readonly signed_in_at: Instant;
  readonly until: Instant;
  readonly bound_at: Instant;
  readonly ended_at: Instant | null;
  readonly why_ended: DeviceEnd | null;
}
const COLUMNS =
  'id, account, credential, counter::float8 as counter, signed_in_at, until, bound_at, ended_at, why_ended';

/** Bound phones in PostgreSQL. A phone is ended together with the sessions on it, in one write. */
export const postgresDevices = (pool: pg.Pool): Devices => ({
  bind: (device) =>
    asSessions(pool, async (client) => {
      const secret = randomBytes(32).toString('base64url');
      const { person } = device.account;
      await client.query('delete from devices where until <= $1', [later(device.boundAt, -KEPT)]);
      const { rows } = await client.query<Row>(
        `select ${COLUMNS} from devices where ended_at is null and credential ->> 'id' = $1
         and tenant = $2 and person = $3`,
        [device.credential.id, person.tid, person.oid],
      );
      for (const { id } of rows) await end(client, { id }, device.boundAt, 'replaced');
      await client.query(
        `insert into devices (id, secret_hash, tenant, person, account, credential, counter,
           signed_in_at, until, bound_at, used_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
        [
          ...[device.id, hashOf(secret), person.tid, person.oid, JSON.stringify(device.account)],
          ...[JSON.stringify(device.credential), device.counter, device.signedInAt, device.until],
          device.boundAt,
        ],
      );
      return secret;
    }),

  find: (secret, now) =>
    asSessions(pool, async (client) => {
      const { rows } = await client.query<Row>(
        `select ${COLUMNS} from devices where secret_hash = $1 and until > $2 and ended_at is null`,
        [hashOf(secret), now],
      );
      return rows[0] && fromRow(rows[0]);
    }),

  used: (device, counter, now) =>
    asSessions(pool, async (client) => {
      const { rowCount } = await client.query(
        `update devices set counter = $2, used_at = $3
         where id = $1 and ended_at is null and until > $3 and (counter < $2 or (counter = 0 and $2 = 0))`,
        [device, counter, now],
      );
      return rowCount === 1;
    }),

  end: (which, now, why) =>
    asSessions(pool, (client) => end(client, typeof which === 'string' ? { id: which } : which, now, why)),

  list: (of) =>
    asSessions(pool, async (client) => {
      const [which, values] = whichOf(of);
      const { rows } = await client.query<Row>(
        `select ${COLUMNS} from devices where ${which} order by bound_at desc limit 1000`,
        values,
      );
      return rows.map(fromRow);
    }),
});

const whichOf = (of: Parameters<Devices['list']>[0]): [which: string, values: string[]] => {
  if ('standing' in of) return ['ended_at is null and until > $1', [of.standing]];
  if ('lostSince' in of) return [`why_ended = 'lost' and ended_at >= $1`, [of.lostSince]];
  return ['tenant = $1 and person = $2 and bound_at >= $3', [of.person.tid, of.person.oid, of.since]];
};

const end = async (
  client: pg.PoolClient,
  which: { readonly id: DeviceId } | { readonly tid: string; readonly oid: string },
  now: Instant,
  why: DeviceEnd,
): Promise<readonly BoundDevice[]> => {
  const [of, values] =
    'id' in which ? ['id = $3', [which.id]] : ['tenant = $3 and person = $4', [which.tid, which.oid]];
  const { rows } = await client.query<Row>(
    `update devices set ended_at = $1, why_ended = $2 where ended_at is null and ${of} returning ${COLUMNS}`,
    [now, why, ...values],
  );
  await client.query('delete from sessions where device = any($1)', [rows.map((row) => row.id)]);
  return rows.map(fromRow);
};

/** A challenge is taken by being deleted: of two that answer it, one. */
export const postgresChallenges = (pool: pg.Pool): Challenges => ({
  ask: (of, now) =>
    asSessions(pool, async (client) => {
      const challenge = randomBytes(32).toString('base64url');
      await client.query('delete from challenges where until <= $1', [now]);
      await client.query('insert into challenges (hash, asked_of, until) values ($1, $2, $3)', [
        hashOf(challenge),
        of,
        later(now, ANSWERED_WITHIN),
      ]);
      return challenge;
    }),

  take: (of, challenge, now) =>
    asSessions(pool, async (client) => {
      const { rowCount } = await client.query(
        'delete from challenges where hash = $1 and asked_of = $2 and until > $3',
        [hashOf(challenge), of, now],
      );
      return rowCount === 1;
    }),
});

const fromRow = (row: Row): BoundDevice => ({
  id: row.id,
  account: row.account,
  credential: row.credential,
  counter: row.counter,
  signedInAt: row.signed_in_at,
  until: row.until,
  boundAt: row.bound_at,
  ...(row.ended_at === null ? {} : { ended: { at: row.ended_at, why: row.why_ended ?? 'lost' } }),
});

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Change } from '../../ports/ledger.ts';
import type { Claim, NewDuty } from '../../set/duty.ts';
import { SafelightError } from '../../set/errors.ts';
import type { OrganisationId, SetId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import { LANES } from './lanes.ts';

/** The set whose duties are meant, and the time of writing. */
export interface Owner {
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly now: Instant;
}

/**
 * Owed anew, or once more: the earlier time wins and attempts start again. Where a worker is at it this moment, it may
 * have looked already: the duty then stays owed after that worker is done.
 */
export const owe = async (
  client: pg.PoolClient,
  { organisation, set, now }: Owner,
  owed: readonly NewDuty[],
): Promise<void> => {
  const duties = earliestOfEach(owed);
  if (duties.length === 0) return;
  await client.query(
    `insert into duties (organisation, set_id, owed_since, conversation,
                         id, verb, subject, lane, due_at, fence, worker, lease_until)
     select $1, $2, $3, (select conversation from sets where organisation = $1 and id = $2), *
     from unnest($4::text[], $5::text[], $6::text[], $7::smallint[], $8::timestamptz[],
                 $9::bigint[], $10::text[], $11::timestamptz[])
     on conflict (organisation, set_id, verb, subject) do update set
       due_at = case when duties.worker is null then least(duties.due_at, excluded.due_at) else duties.due_at end,
       attempts = case when duties.worker is null then 0 else duties.attempts end,
       again_at = case when duties.worker is null then null else least(duties.again_at, excluded.due_at) end`,
    [
      organisation,
      set,
      now,
      duties.map((duty) => duty.leased?.id ?? randomUUID()),
      duties.map((duty) => duty.verb),
      duties.map((duty) => duty.subject ?? ''),
      duties.map((duty) => LANES[duty.verb]),
      duties.map((duty) => duty.dueAt),
      duties.map((duty) => (duty.leased === undefined ? 0 : 1)),
      duties.map((duty) => duty.leased?.worker ?? null),
      duties.map((duty) => duty.leased?.until ?? null),
    ],
  );
};

/** One statement cannot touch one row twice. */
const earliestOfEach = (owed: readonly NewDuty[]): readonly NewDuty[] => {
  const byKey = new Map<string, NewDuty>();
  for (const duty of owed) {
    const key = JSON.stringify([duty.verb, duty.subject ?? '']);
    const known = byKey.get(key);
    if (known === undefined || duty.dueAt < known.dueAt) byKey.set(key, duty);
  }
  return [...byKey.values()];
};

/** No longer owed, whoever is at it: a save under its claim is refused from now on. */
export const settle = async (
  client: pg.PoolClient,
  { organisation, set }: Owner,
  settled: NonNullable<Change['settles']>,
): Promise<void> => {
  if (settled.length === 0) return;
  await client.query(
    `delete from duties using unnest($3::text[], $4::text[]) as settled (verb, subject)
     where organisation = $1 and set_id = $2 and duties.verb = settled.verb
       and (settled.subject is null or duties.subject = settled.subject)`,
    [organisation, set, settled.map((one) => one.verb), settled.map((one) => one.subject ?? null)],
  );
};

/** Locks the claimed duty; `stale-claim` unless this claim is its newest and not spent yet. */
export const holdClaim = async (client: pg.PoolClient, owner: Owner, claim: Claim): Promise<void> => {
  const { rowCount } = await client.query(
    `select from duties
     where id = $1 and organisation = $2 and set_id = $3 and fence = $4 and worker is not null
     for update`,
    [claim.id, owner.organisation, owner.set, claim.fence],
  );
  if (rowCount !== 1) throw new SafelightError('stale-claim');
};

/** The worker is still at it. */
export const keepLease = async (client: pg.PoolClient, claim: Claim, until: Instant): Promise<void> => {
  await client.query('update duties set lease_until = $2 where id = $1', [claim.id, until]);
};

/** What becomes of the claimed duty. The claim is spent. */
export const conclude = async (
  client: pg.PoolClient,
  { now }: Owner,
  claim: Claim,
  end: NonNullable<Change['duty']>,
): Promise<void> => {
  if (end !== 'done') {
    await client.query(
      `update duties set due_at = least($2, again_at), attempts = case when again_at is null then $3 else 0 end,
         worker = null, lease_until = null, again_at = null
       where id = $1`,
      [claim.id, end.againAt, end.attempts],
    );
    return;
  }
  await client.query(
    `with done as (delete from duties where id = $1 and again_at is null)
     update duties set due_at = again_at, attempts = 0, owed_since = $2,
       worker = null, lease_until = null, again_at = null
     where id = $1 and again_at is not null`,
    [claim.id, now],
  );
};

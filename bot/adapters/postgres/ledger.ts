import type pg from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { Change, Ledger, Received } from '../../ports/ledger.ts';
import { SafelightError } from '../../set/errors.ts';
import type { AuditEvent } from '../../set/event.ts';
import type { OrganisationId, SetId } from '../../set/ids.ts';
import type { ImageSet } from '../../set/image-set.ts';
import type { WrappedKey } from '../../set/sealed.ts';
import { appendEvents, insertLinked, linkAll, lockHead, readEvent, readEvents } from './append-events.ts';
import type { Link } from './append-events.ts';
import { claimDue } from './claim.ts';
import { conclude, holdClaim, keepLease, owe, settle } from './duties.ts';
import { readOpened } from './read-opened.ts';
import { countSets, insertSet, selectSet, selectSets, updateSet } from './set-row.ts';
import { asOrganisation, asWorker, lookAsOrganisation } from './transaction.ts';

export interface LedgerOptions {
  readonly link: Link;
  readonly clock: Clock;
}

/**
 * The ledger in PostgreSQL. Locks are always taken in the order set, duty, chain head, so that changes wait for one
 * another and never in a circle. The database must have been brought forward by `migrate`.
 */
export const postgresLedger = (pool: pg.Pool, options: LedgerOptions): Ledger => ({
  receive: (first, duties, events) =>
    asOrganisation(pool, first.organisation, async (client, last): Promise<Received> => {
      if (!(await insertSet(client, first))) {
        const [known] = await selectSets(client, first.organisation, { by: 'message', at: first.origin });
        if (known === undefined) throw new SafelightError('set-missing', { transient: true });
        return { set: known, isNew: false };
      }
      const owner = { organisation: first.organisation, set: first.id, now: options.clock.now() };
      const [, , set] = await Promise.all([
        client.query('insert into turns (organisation) values ($1) on conflict do nothing', [
          first.organisation,
        ]),
        owe(client, owner, duties),
        mustSelect(client, first.organisation, first.id),
        chain(client, options.link, first.organisation, events, last),
      ]);
      return { set, isNew: true };
    }),

  change: (organisation, set, change) =>
    lookAsOrganisation(pool, organisation, (client, began, last) =>
      applyChange({ client, began, last }, options, { organisation, set, change }),
    ),

  claim: (worker, now, leaseUntil, limit) => claimDue(pool, worker, now, leaseUntil, limit),

  drop: (claim) =>
    asOrganisation(pool, claim.organisation, async (client) => {
      await holdClaim(
        client,
        { organisation: claim.organisation, set: claim.set, now: options.clock.now() },
        claim,
      );
      await client.query('delete from duties where id = $1', [claim.id]);
    }),

  read: (organisation, set) =>
    lookAsOrganisation(pool, organisation, (client) => selectSet(client, organisation, set)),

  find: (organisation, query) =>
    lookAsOrganisation(pool, organisation, (client) => selectSets(client, organisation, query)),

  tally: (organisation) => asOrganisation(pool, organisation, (client) => countSets(client, organisation)),

  lookupKey: (organisation, make) =>
    asOrganisation(pool, organisation, (client) => keepLookupKey(client, organisation, make)),

  audit: {
    append: (organisation, events) =>
      asOrganisation(pool, organisation, (client) =>
        appendEvents(client, options.link, organisation, events),
      ),
    rows: (organisation, set) => readEvents(pool, organisation, set),
    openedBy: (organisation, person, since, most) => readOpened(pool, organisation, person, since, most),
    row: (organisation, at) => readEvent(pool, organisation, at),
    organisations: () =>
      asWorker(pool, async (client) => {
        const { rows } = await client.query<{ organisation: OrganisationId }>(
          'select organisation from chains order by organisation collate "C"',
        );
        return rows.map((row) => row.organisation);
      }),
  },
});

interface Begun {
  readonly client: pg.PoolClient;
  readonly began: Promise<unknown>;
  readonly last: (sent: Promise<unknown>) => void;
}

/** Three trips: look and lock, change, and what stands in the chain with the commit. */
const applyChange = async (
  { client, began, last }: Begun,
  { link, clock }: LedgerOptions,
  { organisation, set, change }: { organisation: OrganisationId; set: SetId; change: Change },
): Promise<ImageSet> => {
  const { claim } = change;
  const owner = { organisation, set, now: clock.now() };
  const locked = selectSet(client, organisation, set, 'for update');
  const held = claim === undefined ? undefined : holdClaim(client, owner, claim);
  // A set that is not there is told before a claim that is stale.
  held?.catch(() => undefined);
  const was = await locked;
  if (was === undefined) throw new SafelightError('set-missing');
  await Promise.all([began, held]);
  const to = change.to?.(was);
  const [is] = await Promise.all([
    to === undefined ? was : save(client, was, to),
    settle(client, owner, change.settles ?? []),
    ...(claim === undefined || change.leaseUntil === undefined
      ? []
      : [keepLease(client, claim, change.leaseUntil)]),
    ...(claim === undefined || change.duty === undefined
      ? []
      : [conclude(client, owner, claim, change.duty)]),
    owe(client, owner, change.owes ?? []),
    chain(client, link, organisation, change.events, last),
  ]);
  return is;
};

/** Always behind every other statement of its transaction: the head's lock is held until that ends. */
const chain = async (
  client: pg.PoolClient,
  link: Link,
  organisation: OrganisationId,
  events: readonly AuditEvent[],
  last: Begun['last'],
): Promise<void> => {
  if (events.length === 0) return;
  // Linked before it is sent: what is never sent would not keep the commit behind it from being made.
  const linked = linkAll(link, organisation, events, await lockHead(client, organisation));
  last(insertLinked(client, organisation, linked));
};

const save = async (client: pg.PoolClient, was: ImageSet, is: ImageSet): Promise<ImageSet> => {
  // A set never changes what it is, only what is known of it.
  if (is.id !== was.id || is.organisation !== was.organisation) throw new SafelightError('change-refused');
  const saved = await updateSet(client, is);
  if (saved === undefined) throw new SafelightError('set-missing');
  return saved;
};

const mustSelect = async (
  client: pg.PoolClient,
  organisation: OrganisationId,
  set: SetId,
): Promise<ImageSet> => {
  const found = await selectSet(client, organisation, set);
  if (found === undefined) throw new SafelightError('set-missing');
  return found;
};

const keepLookupKey = async (
  client: pg.PoolClient,
  organisation: OrganisationId,
  make: () => Promise<WrappedKey>,
): Promise<WrappedKey> => {
  const read = async (): Promise<WrappedKey | undefined> => {
    const { rows } = await client.query<{ wrapped: WrappedKey }>(
      'select wrapped from lookup_keys where organisation = $1',
      [organisation],
    );
    return rows[0]?.wrapped;
  };
  const kept = await read();
  if (kept !== undefined) return kept;
  // Two at once: the second waits here, and then finds the first one's key.
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`lookup-key ${organisation}`]);
  const meanwhile = await read();
  if (meanwhile !== undefined) return meanwhile;
  const made = await make();
  await client.query('insert into lookup_keys (organisation, wrapped) values ($1, $2)', [
    organisation,
    JSON.stringify(made),
  ]);
  return made;
};

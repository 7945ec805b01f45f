import type pg from 'pg';
import { SafelightError } from '../../set/errors.ts';
import type { AuditEvent, AuditRow } from '../../set/event.ts';
import type { OrganisationId, SetId } from '../../set/ids.ts';
import { asOrganisation } from './transaction.ts';

/** `audit/chain.ts`'s link: adapters may not import the audit, so it is handed in. */
export type Link = (
  previousHash: string,
  organisation: OrganisationId,
  sequence: number,
  event: AuditEvent,
) => string;

export interface Head {
  readonly sequence: number;
  readonly hash: string;
}

/** Before the first row (bot/audit/FORMAT.md). */
const BEFORE_ALL: Head = { sequence: 0, hash: '0'.repeat(64) };

/**
 * Adds to the organisation's chain inside the caller's transaction. The head's row lock is held until that ends, so
 * rows of one organisation are written one after the other: therefore always the last thing a transaction does.
 */
export const appendEvents = async (
  client: pg.PoolClient,
  link: Link,
  organisation: OrganisationId,
  events: readonly AuditEvent[],
): Promise<void> => {
  if (events.length === 0) return;
  const head = await lockHead(client, organisation);
  await insertLinked(client, organisation, linkAll(link, organisation, events, head));
};

interface Linked extends Head {
  readonly rows: readonly (Head & { readonly text: string })[];
}

/** The rows as they follow that head, which `lockHead` gave in this transaction; throws for an event nobody can write. */
export const linkAll = (
  link: Link,
  organisation: OrganisationId,
  events: readonly AuditEvent[],
  head: Head,
): Linked => {
  let { sequence, hash } = head;
  const rows = events.map((event) => {
    sequence += 1;
    hash = link(hash, organisation, sequence, event);
    return { sequence, text: JSON.stringify(event), hash };
  });
  return { sequence, hash, rows };
};

/** Sent as one statement before this returns. */
export const insertLinked = async (
  client: pg.PoolClient,
  organisation: OrganisationId,
  { sequence, hash, rows }: Linked,
): Promise<void> => {
  await client.query(
    `with head as (update chains set sequence = $5, hash = $6 where organisation = $1)
     insert into events (organisation, sequence, event, hash)
     select $1, * from unnest($2::bigint[], $3::text[], $4::text[])`,
    [
      organisation,
      rows.map((row) => row.sequence),
      rows.map((row) => row.text),
      rows.map((row) => row.hash),
      sequence,
      hash,
    ],
  );
};

/** Takes the head's lock, and keeps it until the transaction ends. Its first statement is sent before this returns. */
export const lockHead = async (client: pg.PoolClient, organisation: OrganisationId): Promise<Head> => {
  const lock = 'select sequence, hash from chains where organisation = $1 for update';
  const [head] = (await client.query<Head>(lock, [organisation])).rows;
  if (head !== undefined) return head;
  await client.query(
    'insert into chains (organisation, sequence, hash) values ($1, $2, $3) on conflict do nothing',
    [organisation, BEFORE_ALL.sequence, BEFORE_ALL.hash],
  );
  return (await client.query<Head>(lock, [organisation])).rows[0] ?? BEFORE_ALL;
};

const PAGE = 1_000;

/**
 * The chain in order, as it stands at the call; with `set`, only that set's rows. Throws an error whose facts name
 * `badRow` where a text is not one this ledger wrote, or the rows do not end where the chain's head says.
 */
export async function* readEvents(
  pool: pg.Pool,
  organisation: OrganisationId,
  set?: SetId,
): AsyncGenerator<AuditRow> {
  const end = await readEnd(pool, organisation);
  let last = BEFORE_ALL;
  for (;;) {
    const page = await readPage(pool, organisation, last.sequence, end.newest, set);
    for (const { sequence, hash, text } of page) {
      yield { organisation, sequence, hash, event: parseEvent(organisation, sequence, text) };
      last = { sequence, hash };
    }
    if (page.length < PAGE) break;
  }
  if (set !== undefined) return;
  if (last.sequence !== end.head.sequence) {
    throw badRow(organisation, Math.min(last.sequence, end.head.sequence) + 1, 'gap');
  }
  if (last.hash !== end.head.hash) throw badRow(organisation, last.sequence, 'hash');
}

/** One row: the newest, or number `at`. Throws as `readEvents` does where its text is not one this ledger wrote. */
export const readEvent = (
  pool: pg.Pool,
  organisation: OrganisationId,
  at?: number,
): Promise<AuditRow | undefined> =>
  asOrganisation(pool, organisation, async (client) => {
    const { rows } = await client.query<{ sequence: number; hash: string; text: string }>(
      `select sequence, hash, event as text from events
       where organisation = $1 and ($2::bigint is null or sequence = $2) order by sequence desc limit 1`,
      [organisation, at ?? null],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const { sequence, hash, text } = row;
    return { organisation, sequence, hash, event: parseEvent(organisation, sequence, text) };
  });

const readEnd = (pool: pg.Pool, organisation: OrganisationId): Promise<{ head: Head; newest: number }> =>
  asOrganisation(pool, organisation, async (client) => {
    const { rows } = await client.query<Head & { newest: number | null }>(
      `select sequence, hash, (select max(sequence) from events where organisation = $1) as newest
       from chains where organisation = $1`,
      [organisation],
    );
    const [row] = rows;
    return { head: row ?? BEFORE_ALL, newest: row?.newest ?? 0 };
  });

const readPage = (
  pool: pg.Pool,
  organisation: OrganisationId,
  after: number,
  upTo: number,
  set: SetId | undefined,
): Promise<readonly { sequence: number; hash: string; text: string }[]> =>
  asOrganisation(pool, organisation, async (client) => {
    const { rows } = await client.query<{ sequence: number; hash: string; text: string }>(
      `select sequence, hash, event as text from events
       where organisation = $1 and sequence > $2 and sequence <= $3 ${set === undefined ? '' : 'and set_id = $5'}
       order by sequence limit $4`,
      [organisation, after, upTo, PAGE, ...(set === undefined ? [] : [set])],
    );
    return rows;
  });

/** Only a text this ledger would have written itself: a second, hidden member would otherwise ride along. */
export const parseEvent = (organisation: OrganisationId, sequence: number, text: string): AuditEvent => {
  try {
    const event = JSON.parse(text) as AuditEvent;
    if (JSON.stringify(event) === text) return event;
  } catch (cause) {
    throw badRow(organisation, sequence, 'unreadable', cause);
  }
  throw badRow(organisation, sequence, 'unreadable');
};

const badRow = (organisation: OrganisationId, row: number, why: string, cause?: unknown): SafelightError =>
  new SafelightError('unexpected', { cause, facts: { organisation, badRow: row, why } });

import type pg from 'pg';
import type { Captures } from '../../ports/captures.ts';
import { SafelightError } from '../../set/errors.ts';
import type {
  BlobName,
  CaptureId,
  MessageId,
  OrganisationId,
  PersonId,
  SetId,
  Sha256,
} from '../../set/ids.ts';
import { personId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import type { Place } from '../../set/place.ts';
import type { WrappedKey } from '../../set/sealed.ts';
import type { OpenCapture, StagedChunk } from '../../set/staged.ts';
import { appendEvents } from './append-events.ts';
import type { Link } from './append-events.ts';
import { asOrganisation } from './transaction.ts';

interface Row {
  readonly id: CaptureId;
  readonly tenant: string;
  readonly person: string;
  readonly place: Place;
  readonly root: MessageId | null;
  readonly begun_at: Instant;
  readonly state: OpenCapture['state'];
  readonly key: WrappedKey | null;
  readonly set: SetId | null;
}
interface ChunkRow {
  readonly capture: CaptureId;
  readonly image: string;
  readonly chunk: number;
  readonly blob: BlobName;
  readonly bytes: number;
  readonly sha256: Sha256;
}

const ONE = 'organisation = $1 and id = $2';

/** Captures in PostgreSQL, beside the ledger. A piece is noted under the capture's own lock: none comes after `freeze`. */
export const postgresCaptures = (pool: pg.Pool, { link }: { readonly link: Link }): Captures => ({
  begin: (capture, most, events) =>
    asOrganisation(pool, capture.organisation, async (client) => {
      if ((await openOf(client, capture)) >= most) throw new SafelightError('too-many-requests');
      await insert(client, capture);
      await appendEvents(client, link, capture.organisation, events);
    }),

  read: (organisation, id, by) =>
    asOrganisation(pool, organisation, async (client) => {
      const [found] = await select(client, organisation, { id, by });
      return found;
    }),

  note: (organisation, id, chunk) =>
    asOrganisation(pool, organisation, async (client) => {
      const held = await client.query(
        `select from captures where ${ONE} and state = 'open' for no key update`,
        [organisation, id],
      );
      if (held.rowCount !== 1) return 'over';
      const { image, chunk: number, blob, bytes, sha256 } = chunk;
      const { rowCount } = await client.query(
        `insert into capture_chunks (organisation, capture, image, chunk, blob, bytes, sha256)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [organisation, id, image, number, blob, bytes, sha256],
      );
      return rowCount === 1 ? 'noted' : 'known';
    }),

  freeze: (organisation, id, set) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rows } = await client.query<{ set: SetId }>(
        `update captures set state = 'frozen', set = coalesce(set, $3)
         where ${ONE} and state in ('open', 'frozen') returning set`,
        [organisation, id, set],
      );
      return rows[0]?.set;
    }),

  settle: (organisation, id) =>
    asOrganisation(pool, organisation, async (client) => {
      await client.query(`update captures set state = 'settled', key = null where ${ONE}`, [
        organisation,
        id,
      ]);
      await dropChunks(client, organisation, id);
    }),

  remove: (organisation, id, from, events) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rowCount } = await client.query(`delete from captures where ${ONE} and state = $3`, [
        organisation,
        id,
        from,
      ]);
      if (rowCount !== 1) return undefined;
      const left = await dropChunks(client, organisation, id);
      await appendEvents(client, link, organisation, events);
      return left;
    }),

  all: (organisation) => asOrganisation(pool, organisation, (client) => select(client, organisation)),
});

const openOf = async (
  client: pg.PoolClient,
  { organisation, person }: Pick<OpenCapture, 'organisation' | 'person'>,
): Promise<number> => {
  const { rows } = await client.query<{ open: number }>(
    `select count(*) as open from captures
     where organisation = $1 and tenant = $2 and person = $3 and state = 'open'`,
    [organisation, person.tid, person.oid],
  );
  return rows[0]?.open ?? 0;
};

const insert = async (client: pg.PoolClient, capture: OpenCapture): Promise<void> => {
  const { organisation, id, person, place, root, begunAt, state, key, set } = capture;
  await client.query(
    `insert into captures (organisation, id, tenant, person, place, root, begun_at, state, key, set)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[organisation, id, person.tid, person.oid, JSON.stringify(place), root ?? null],
      ...[begunAt, state, key === undefined ? null : JSON.stringify(key), set ?? null],
    ],
  );
};

/** One person's one capture, or all of the organisation. */
const select = async (
  client: pg.PoolClient,
  organisation: OrganisationId,
  one?: { readonly id: CaptureId; readonly by: PersonId },
): Promise<readonly OpenCapture[]> => {
  const { rows } = await client.query<Row>(
    `select * from captures where organisation = $1
       and ($2::text is null or (id = $2 and tenant = $3 and person = $4)) order by begun_at, id`,
    [organisation, one?.id ?? null, one?.by.tid ?? null, one?.by.oid ?? null],
  );
  if (rows.length === 0) return [];
  const chunks = await client.query<ChunkRow>(
    `select capture, image, chunk, blob, bytes, sha256 from capture_chunks
     where organisation = $1 and ($2::text is null or capture = $2) order by image collate "C", chunk`,
    [organisation, one?.id ?? null],
  );
  const of = new Map(rows.map(({ id }): [CaptureId, ChunkRow[]] => [id, []]));
  for (const chunk of chunks.rows) of.get(chunk.capture)?.push(chunk);
  return rows.map((row) => captureFrom(organisation, row, of.get(row.id) ?? []));
};

const captureFrom = (organisation: OrganisationId, row: Row, chunks: readonly ChunkRow[]): OpenCapture => ({
  id: row.id,
  organisation,
  person: personId(row.tenant, row.person),
  place: row.place,
  ...(row.root === null ? {} : { root: row.root }),
  begunAt: row.begun_at,
  state: row.state,
  ...(row.key === null ? {} : { key: row.key }),
  ...(row.set === null ? {} : { set: row.set }),
  chunks: chunks.map(({ capture: _capture, ...chunk }): StagedChunk => chunk),
});

const dropChunks = async (
  client: pg.PoolClient,
  organisation: OrganisationId,
  id: CaptureId,
): Promise<readonly BlobName[]> => {
  const { rows } = await client.query<{ blob: BlobName }>(
    'delete from capture_chunks where organisation = $1 and capture = $2 returning blob',
    [organisation, id],
  );
  return rows.map(({ blob }) => blob);
};

import type pg from 'pg';
import type { Subscription, Subscriptions } from '../../ports/watching.ts';
import type { ConversationId, OrganisationId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import { asOrganisation, asWorker } from './transaction.ts';

interface Row {
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly conversation: ConversationId;
  readonly secret_hash: string;
  readonly expires_at: Instant;
  readonly renew_at: Instant;
}

const subscriptionFrom = (row: Row): Subscription => ({
  id: row.id,
  organisation: row.organisation,
  conversation: row.conversation,
  secretHash: row.secret_hash,
  expiresAt: row.expires_at,
  renewAt: row.renew_at,
});

export const postgresSubscriptions = (pool: pg.Pool): Subscriptions => ({
  keep: ({ id, organisation, conversation, secretHash, expiresAt, renewAt }) =>
    asOrganisation(pool, organisation, async (client) => {
      // A conversation has one: whatever stood in its place is no longer ours.
      await client.query(
        'delete from subscriptions where organisation = $1 and conversation = $2 and id <> $3',
        [organisation, conversation, id],
      );
      await client.query(
        `insert into subscriptions (id, organisation, conversation, secret_hash, expires_at, renew_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set expires_at = excluded.expires_at, renew_at = excluded.renew_at`,
        [id, organisation, conversation, secretHash, expiresAt, renewAt],
      );
    }),
  all: (organisation) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rows } = await client.query<Row>(
        'select * from subscriptions where organisation = $1 order by id',
        [organisation],
      );
      return rows.map(subscriptionFrom);
    }),
  find: (id) =>
    asWorker(pool, async (client) => {
      const { rows } = await client.query<Row>('select * from subscriptions where id = $1', [id]);
      return rows.map(subscriptionFrom)[0];
    }),
  forget: ({ organisation, id }) =>
    asOrganisation(pool, organisation, async (client) => {
      await client.query('delete from subscriptions where organisation = $1 and id = $2', [organisation, id]);
    }),
});

import type pg from 'pg';
import type { PartAlerts } from '../../ports/part-alerts.ts';
import type { AuditEvent } from '../../set/event.ts';
import type { Instant } from '../../set/instant.ts';
import type { PartAlert, PartAlertKind } from '../../set/part-alert.ts';
import { appendEvents } from './append-events.ts';
import type { Link } from './append-events.ts';
import { asOrganisation } from './transaction.ts';

interface Row {
  readonly what: PartAlertKind;
  readonly subject: string;
  readonly since: Instant;
  readonly seen_at: Instant;
  readonly told_at: Instant | null;
}

const ONE = 'organisation = $1 and what = $2 and subject = $3';

/** Open alerts in PostgreSQL, beside the ledger. Raising and closing have their audit event in the same write. */
export const postgresPartAlerts = (pool: pg.Pool, { link }: { readonly link: Link }): PartAlerts => ({
  open: (organisation) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rows } = await client.query<Row>(
        'select * from part_alerts where organisation = $1 order by since, what, subject',
        [organisation],
      );
      return rows.map(alertFrom);
    }),

  stands: (organisation, what, subject, now) =>
    asOrganisation(pool, organisation, async (client) => {
      await client.query(
        `insert into part_alerts (organisation, what, subject, since, seen_at) values ($1, $2, $3, $4, $4)
         on conflict (organisation, what, subject) do update
           set seen_at = greatest(part_alerts.seen_at, excluded.seen_at)`,
        [organisation, what, subject, now],
      );
    }),

  tell: (organisation, alert, now) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rowCount } = await client.query(
        `update part_alerts set told_at = $4 where ${ONE} and told_at is not distinct from $5`,
        [organisation, alert.what, alert.subject, now, alert.toldAt ?? null],
      );
      if (rowCount !== 1) return false;
      const raised = alert.toldAt === undefined ? [eventOf('alert-raised', alert, now)] : [];
      await appendEvents(client, link, organisation, raised);
      return true;
    }),

  takeBack: (organisation, alert) =>
    asOrganisation(pool, organisation, async (client) => {
      await client.query(`update part_alerts set told_at = $4 where ${ONE}`, [
        organisation,
        alert.what,
        alert.subject,
        alert.toldAt ?? null,
      ]);
    }),

  close: (organisation, alert, now) =>
    asOrganisation(pool, organisation, async (client) => {
      const { rows } = await client.query<{ told_at: Instant | null }>(
        `delete from part_alerts where ${ONE} and seen_at <= $4 returning told_at`,
        [organisation, alert.what, alert.subject, alert.seenAt],
      );
      const [gone] = rows;
      if (gone === undefined) return false;
      const closed = gone.told_at === null ? [] : [eventOf('alert-closed', alert, now)];
      await appendEvents(client, link, organisation, closed);
      return true;
    }),
});

const alertFrom = (row: Row): PartAlert => ({
  what: row.what,
  subject: row.subject,
  since: row.since,
  seenAt: row.seen_at,
  ...(row.told_at === null ? {} : { toldAt: row.told_at }),
});

const eventOf = (kind: AuditEvent['kind'], { what, subject }: PartAlert, at: Instant): AuditEvent => ({
  kind,
  at,
  by: 'system',
  facts: { what, ...(subject === '' ? {} : { conversation: subject }) },
});

import type pg from 'pg';
import type { AuditRow } from '../../set/event.ts';
import type { OrganisationId, PersonId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import { parseEvent } from './append-events.ts';
import { asOrganisation } from './transaction.ts';

/** What a person opened, newest first: the index goes by who opened, the time is asked of the few rows that leaves. */
export const readOpened = (
  pool: pg.Pool,
  organisation: OrganisationId,
  { tid, oid }: PersonId,
  since: Instant,
  most: number,
): Promise<readonly AuditRow[]> =>
  asOrganisation(pool, organisation, async (client) => {
    const { rows } = await client.query<{ sequence: number; hash: string; text: string }>(
      `select sequence, hash, event as text from events
       where organisation = $1 and opener = $2 order by sequence desc limit $3`,
      [organisation, `${tid} ${oid}`, most],
    );
    return rows
      .map(({ sequence, hash, text }) => ({
        ...{ organisation, sequence, hash },
        event: parseEvent(organisation, sequence, text),
      }))
      .filter(({ event }) => event.at >= since);
  });

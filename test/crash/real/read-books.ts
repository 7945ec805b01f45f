import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { azureBlobs } from '../../../bot/adapters/azure/store-blobs.ts';
import { keyFileKeys } from '../../../bot/adapters/keyfile/wrap-with-key-file.ts';
import { postgresLedger } from '../../../bot/adapters/postgres/ledger.ts';
import { createPool } from '../../../bot/adapters/postgres/pool.ts';
import { link } from '../../../bot/audit/chain.ts';
import { verifyChain } from '../../../bot/audit/verify-chain.ts';
import { systemClock } from '../../../bot/main/open-stores.ts';
import { open } from '../../../bot/sealed/open.ts';
import type { ImageSet, StoredSet } from '../../../bot/set/image-set.ts';
import type { StoredImage } from '../../../bot/set/image.ts';
import { sealContext } from '../../../bot/set/sealed.ts';
import { sha256Of } from './make-pictures.ts';
import type { Outside } from './open-outside.ts';
import type { Books, Custody } from './oracle.ts';

export interface OurBooks extends Books {
  /** Time passes: what a dead process had claimed may be claimed again. */
  ageLeases(pid: number): Promise<void>;
  /** What still stands between any picture and being removed and viewable. */
  owedInAll(): Promise<number>;
  /** Sealed files that no row names: swept after a day. */
  strays(): Promise<number>;
  close(): Promise<void>;
}

/** Alarms and reminders look at the clock, and a name is only what people call a place: whatever else is due soon is work. */
const WORK = `verb <> all('{alarm,remind,name}') and due_at < now() + interval '30 seconds'`;

/** Safelight's own stores, read past every door. */
export const readBooks = async (outside: Outside): Promise<OurBooks> => {
  const pool = createPool({ url: outside.databaseUrl, size: 4, onIdleError: () => undefined });
  const admin = new pg.Pool({ connectionString: outside.databaseUrl, max: 2 });
  admin.on('error', () => undefined);
  const ledger = postgresLedger(pool, { link, clock: systemClock });
  const blobs = azureBlobs({ connectionString: outside.connectionString });
  const keys = await keyFileKeys(outside.keyFile);

  const setsOf = async (message: string): Promise<readonly ImageSet[]> => {
    const { rows } = await admin.query<{ facts: ImageSet }>('select facts from sets where message = $1', [
      message,
    ]);
    return rows.map((row) => row.facts);
  };
  const count = async (sql: string, values: readonly unknown[] = []): Promise<number> =>
    Number((await admin.query<{ n: string }>(sql, [...values])).rows[0]?.n ?? 0);

  const opened = async (set: StoredSet, image: StoredImage): Promise<string | undefined> => {
    try {
      const sealed = await blobs.get('images', image.original.blob);
      const record = JSON.parse(Buffer.from(await blobs.get('keys', image.original.blob)).toString()) as {
        key: unknown;
      };
      if (!isDeepStrictEqual(record.key, image.original.key)) return undefined;
      const key = await keys.unwrap(image.original.key);
      const sha = sha256Of(open(sealed, key, sealContext.original(set, image.id)));
      return sha === image.sha256 ? sha : undefined;
    } catch {
      // Missing, cut short, changed: whatever the reason, it does not open.
      return undefined;
    }
  };

  const custody = async (message: string): Promise<Custody> => {
    const sets = await setsOf(message);
    const opens = new Set<string>();
    const broken: string[] = [];
    const doubled: string[] = [];
    for (const set of sets) {
      if (set.state !== 'stored') continue;
      for (const image of set.images) {
        const sha = await opened(set, image);
        if (sha === undefined) broken.push('a row names a picture that does not open');
        else if (opens.has(sha)) doubled.push('a picture is kept twice');
        else opens.add(sha);
      }
    }
    return {
      opens,
      broken,
      doubled,
      sets: sets.map((set) => ({ id: set.id, stored: set.state === 'stored' })),
    };
  };

  const audit = async (): Promise<readonly string[]> => {
    const faults: string[] = [];
    for (const organisation of await ledger.audit.organisations()) {
      const verdict = await verifyChain(organisation, ledger.audit.rows(organisation));
      if (!verdict.whole)
        faults.push(`the audit of ${organisation} breaks at row ${verdict.row}: ${verdict.why}`);
      const intended = new Set<unknown>();
      for await (const { event } of ledger.audit.rows(organisation)) {
        const copy = event.facts?.['copy'];
        if (event.kind === 'removal-intended') intended.add(copy);
        if (event.kind === 'copy-removed' && !intended.has(copy))
          faults.push('a removal was not intended first');
      }
    }
    return faults;
  };

  return {
    custody,
    audit,
    owed: (message) =>
      count(
        `select count(*) as n from duties where ${WORK} and (organisation, set_id) in
           (select organisation, id from sets where message = $1)`,
        [message],
      ),
    owedInAll: () => count("select count(*) as n from duties where verb in ('ingest', 'remove', 'render')"),
    alerts: (message) => count('select count(*) as n from sets where message = $1 and alerting', [message]),
    ageLeases: async (pid) => {
      await admin.query(
        'update duties set lease_until = now() where worker like $1 and lease_until > now()',
        [`%:${pid}`],
      );
    },
    strays: async () => {
      const named = JSON.stringify((await admin.query('select facts from sets')).rows);
      let found = 0;
      for await (const { name } of blobs.list('images')) if (!named.includes(name)) found += 1;
      return found;
    },
    close: async () => {
      await pool.end();
      await admin.end();
    },
  };
};

import type { LedgerWindow } from '../read-ledger.ts';

/** Every row of every table outside PostgreSQL's own, and what the server remembers of statements, as text. */
export const dumpDatabase = async (ledger: LedgerWindow): Promise<Buffer> => {
  const tables = await ledger.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const rows: string[] = [];
  for (const name of [...tables.map((table) => String(table['name'])), 'pg_stat_activity', 'pg_largeobject'])
    rows.push(
      ...(await ledger.query(`select one::text as row from ${name} one`)).map((row) => String(row['row'])),
    );
  return Buffer.from(rows.join('\n'));
};

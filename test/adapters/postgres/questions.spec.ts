import { expect, it } from '@jest/globals';
import { selectSets } from '../../../bot/adapters/postgres/set-row.ts';
import { asOrganisation } from '../../../bot/adapters/postgres/transaction.ts';
import { organisationId, personId } from '../../../bot/set/ids.ts';
import { freshDatabase } from '../../postgres/fresh-database.ts';

it('a person’s questions are found by who they are, so that no list reads every set', async () => {
  const database = await freshDatabase();
  const here = organisationId('XHB');
  const person = personId('tenant', 'registrar');
  for (const by of ['asked-of', 'asked-by'] as const) {
    const plan = await asOrganisation(database.pool, here, async (client) => {
      await client.query('set local enable_seqscan = off');
      const lines: string[] = [];
      const explaining = {
        query: async (text: string, values: readonly unknown[]) => {
          const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...values]);
          lines.push(...rows.map((row) => row['QUERY PLAN']));
          return { rows: [] };
        },
      };
      await selectSets(explaining as never, here, { by, person, newest: 10 });
      return lines.join('\n');
    });
    expect([by, plan]).toEqual([by, expect.stringContaining('question_people_pkey')]);
  }
  await database.drop();
});

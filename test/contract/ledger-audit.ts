import { describe, expect, it } from '@jest/globals';
import { verifyChain } from '../../bot/audit/verify-chain.ts';
import type { AuditRow } from '../../bot/set/event.ts';
import { organisationId } from '../../bot/set/ids.ts';
import type { LedgerBench } from './ledger-bench.ts';
import * as sample from './ledger-samples.ts';
import { A, B, event } from './ledger-samples.ts';

/** What every ledger must do with the audit: one chain an organisation, no gap (invariant 7). */
export const auditContract = (name: string, bench: LedgerBench): void => {
  describe(`the audit: ${name}`, () => {
    it('has no gap and a whole chain for each organisation after fifty changes at once', async () => {
      const sets = [await bench.begin(A), await bench.begin(B), await bench.begin(A)];
      const changes = Array.from({ length: 50 }, (_, at) => {
        const set = sets[at % 3];
        if (set === undefined) throw new Error('no set');
        return bench.ledger.change(set.organisation, set.id, {
          events: [event('removal-intended', set.id), event('copy-removed', set.id)],
        });
      });
      await Promise.all([...changes, bench.ledger.audit.append(A, [event('signed-in')])]);
      expect(await bench.ledger.audit.organisations()).toEqual([A, B]);
      for (const organisation of [A, B]) {
        const written = await bench.rows(organisation);
        expect(written.map((row) => row.sequence)).toEqual(written.map((_, at) => at + 1));
        const verdict = await verifyChain(organisation, bench.ledger.audit.rows(organisation));
        expect(verdict).toMatchObject({ whole: true, rows: written.length });
      }
      expect((await bench.rows(A)).length + (await bench.rows(B)).length).toBe(3 + 100 + 1);
    });

    it('gives the events of one set in order, as they were written', async () => {
      const set = await bench.begin();
      const wrote = { ...event('copy-left', set.id), by: sample.POSTER, facts: { why: 'ünïcode', n: 0.1 } };
      await bench.ledger.change(A, set.id, { events: [wrote] });
      await bench.ledger.audit.append(A, [event('signed-in')]);
      expect((await bench.rows(A, set.id)).map((row) => row.event)).toEqual([wrote]);
      expect(await bench.rows(B, set.id)).toEqual([]);
      expect(await bench.rows(B)).toEqual([]);
    });

    it('gives one row by its number, the newest where none is named, and none where there is none', async () => {
      const rows: AuditRow[] = [];
      for await (const row of bench.ledger.audit.rows(A)) rows.push(row);
      expect(await bench.ledger.audit.row(A)).toEqual(rows.at(-1));
      expect(await bench.ledger.audit.row(A, 1)).toEqual(rows[0]);
      expect(await bench.ledger.audit.row(A, rows.length + 1)).toBeUndefined();
      expect(await bench.ledger.audit.row(organisationId('nobody'))).toBeUndefined();
    });

    it('reads a chain of many thousand rows whole', async () => {
      await bench.ledger.audit.append(
        A,
        Array.from({ length: 2_500 }, () => event('image-opened')),
      );
      const verdict = await verifyChain(A, bench.ledger.audit.rows(A));
      expect(verdict).toMatchObject({ whole: true, rows: 2_500 });
    });
  });
};

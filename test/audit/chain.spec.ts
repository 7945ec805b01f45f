import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { GENESIS, link } from '../../bot/audit/chain.ts';
import { verifyChain } from '../../bot/audit/verify-chain.ts';
import type { ChainVerdict } from '../../bot/audit/verify-chain.ts';
import type { AuditEvent, AuditRow } from '../../bot/set/event.ts';
import { organisationId, setId } from '../../bot/set/ids.ts';
import { instant } from '../../bot/set/instant.ts';

const XHB = organisationId('XHB');
const event = (n: number): AuditEvent => ({
  kind: 'copy-removed',
  at: instant(n * 1000),
  by: 'system',
  set: setId(`set-${n}`),
  facts: { layer: 'poster', attempt: n },
});
const chainOf = (count: number, organisation = XHB): AuditRow[] => {
  let hash = GENESIS;
  return Array.from({ length: count }, (_, index) => {
    hash = link(hash, organisation, index + 1, event(index));
    return { organisation, sequence: index + 1, event: event(index), hash };
  });
};
const verify = (rows: readonly AuditRow[]): Promise<ChainVerdict> =>
  verifyChain(
    XHB,
    (async function* () {
      yield* rows;
    })(),
  );

describe('the audit chain', () => {
  it('hashes what FORMAT.md says, so that anyone can check it with other tools', () => {
    const said =
      'safelight-audit-1\n' +
      '0'.repeat(64) +
      '\n{"event":{"at":"1970-01-01T00:00:00.000Z","by":"system","facts":{"attempt":0,"layer":"poster"},' +
      '"kind":"copy-removed","set":"set-0"},"organisation":"XHB","sequence":1}';
    expect(link(GENESIS, XHB, 1, event(0))).toBe(createHash('sha256').update(said).digest('hex'));
  });

  it('is whole when nothing was touched, and says its length and head', async () => {
    const rows = chainOf(20);
    expect(await verify(rows)).toEqual({ whole: true, rows: 20, head: rows[19]?.hash });
    expect(await verify([])).toEqual({ whole: true, rows: 0, head: GENESIS });
  });

  it('names the row that was altered, even by one letter', async () => {
    const rows = chainOf(9).map((row) =>
      row.sequence === 5 ? { ...row, event: { ...row.event, facts: { layer: 'site', attempt: 4 } } } : row,
    );
    expect(await verify(rows)).toEqual({ whole: false, row: 5, why: 'hash' });
  });

  it('names the row that is missing, moved, put in or of another organisation', async () => {
    const rows = chainOf(9);
    expect(await verify(rows.filter((row) => row.sequence !== 4))).toEqual({
      whole: false,
      row: 4,
      why: 'gap',
    });
    expect(await verify(rows.toSpliced(3, 2, ...rows.slice(3, 5).reverse()))).toMatchObject({ row: 4 });
    expect(await verify(rows.toSpliced(6, 0, ...rows.slice(0, 1)))).toMatchObject({ row: 7, why: 'gap' });
    const strangers = chainOf(9, organisationId('XWC'));
    expect(await verify(rows.toSpliced(2, 1, ...strangers.slice(2, 3)))).toEqual({
      whole: false,
      row: 3,
      why: 'organisation',
    });
  });

  it('shows any change to any row, and never blames an earlier one', async () => {
    const rows = chainOf(12);
    const change = fc.record({
      at: fc.nat(11),
      how: fc.constantFrom('drop', 'hash', 'kind', 'time', 'facts', 'swap'),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, how }) => {
        const verdict = await verify(tampered(rows, at, how));
        // Rows taken off the end show only beside the head the ledger keeps (test/contract/ledger.ts).
        if (at === 11 && (how === 'drop' || how === 'swap')) return;
        expect(verdict).toMatchObject({ whole: false, row: at + 1 });
      }),
    );
  });
});

const tampered = (rows: readonly AuditRow[], at: number, how: string): AuditRow[] => {
  const row = rows[at];
  if (row === undefined) throw new RangeError('no such row');
  if (how === 'drop') return rows.toSpliced(at, 1);
  if (how === 'swap') return rows.toSpliced(at, 2, ...rows.slice(at, at + 2).reverse());
  if (how === 'hash')
    return rows.with(at, { ...row, hash: row.hash.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')) });
  if (how === 'kind') return rows.with(at, { ...row, event: { ...row.event, kind: 'copy-left' } });
  if (how === 'time') return rows.with(at, { ...row, event: { ...row.event, at: instant(5) } });
  return rows.with(at, { ...row, event: { ...row.event, facts: {} } });
};

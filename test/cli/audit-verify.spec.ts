import { describe, expect, it } from '@jest/globals';
import { link } from '../../bot/audit/chain.ts';
import { auditVerify } from '../../bot/cli/audit-verify.ts';
import { A, B, event } from '../contract/ledger-samples.ts';
import { memoryLedger } from '../memory/ledger.ts';

describe('safelight audit verify', () => {
  it('prints each organisation’s length and head', async () => {
    const ledger = memoryLedger({ link });
    await ledger.audit.append(A, [event('signed-in'), event('signed-out')]);
    await ledger.audit.append(B, [event('signed-in')]);
    const { lines, json, exit } = await auditVerify(ledger);
    expect(exit).toBe(0);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^XHA: 2 rows, nothing altered\. Head [0-9a-f]{64}$/);
    expect(json).toMatchObject({ whole: true, chains: [{ organisation: A, rows: 2 }, { organisation: B }] });
  });

  it('names the first bad row and exits 1, and still looks at the other organisations', async () => {
    const ledger = memoryLedger({
      link: (hash, organisation, sequence, what) =>
        // As a thief would: one row of one organisation is hashed as if it said something else.
        link(hash, organisation, sequence, organisation === A && sequence === 2 ? event('signed-out') : what),
    });
    await ledger.audit.append(A, [event('signed-in'), event('image-opened'), event('signed-out')]);
    await ledger.audit.append(B, [event('signed-in')]);
    const { lines, json, exit } = await auditVerify(ledger);
    expect(exit).toBe(1);
    expect(lines[0]).toContain('row 2 is the first bad row');
    expect(json).toMatchObject({ whole: false, chains: [{ row: 2, why: 'hash' }, { whole: true }] });
  });

  it('says that there is nothing yet', async () => {
    expect(await auditVerify(memoryLedger({ link }))).toMatchObject({ exit: 0, json: { chains: [] } });
  });
});

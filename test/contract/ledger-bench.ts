import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect } from '@jest/globals';
import type { Clock } from '../../bot/ports/clock.ts';
import type { Ledger } from '../../bot/ports/ledger.ts';
import type { Claim, NewDuty } from '../../bot/set/duty.ts';
import type { AuditRow } from '../../bot/set/event.ts';
import type { OrganisationId, SetId } from '../../bot/set/ids.ts';
import type { ImageSet } from '../../bot/set/image-set.ts';
import { later, SECOND } from '../../bot/set/instant.ts';
import type { Instant } from '../../bot/set/instant.ts';
import { A, event, owed, received, START } from './ledger-samples.ts';

export interface MadeLedger {
  readonly ledger: Ledger;
  readonly close: () => Promise<void>;
}

/** An empty ledger that asks the clock it was given for the time. */
export type MakeLedger = (clock: Clock) => Promise<MadeLedger>;

/** A ledger anew for each sentence, its clock, and the few things every sentence does. */
export interface LedgerBench {
  readonly ledger: Ledger;
  now: Instant;
  /** In a conversation of its own where none is named. */
  begin(organisation?: OrganisationId, duties?: readonly NewDuty[], conversation?: string): Promise<ImageSet>;
  claim(limit?: number, lease?: number, worker?: string): Promise<readonly Claim[]>;
  rows(organisation: OrganisationId, set?: SetId): Promise<AuditRow[]>;
}

export const code = (name: string): unknown => expect.objectContaining({ code: name });

export const ledgerBench = (make: MakeLedger): LedgerBench => {
  let made: MadeLedger | undefined;
  const bench: LedgerBench = {
    now: START,
    get ledger() {
      if (made === undefined) throw new Error('asked for before the test began');
      return made.ledger;
    },
    begin: async (organisation = A, duties = [owed('ingest')], conversation = `ward-${randomUUID()}`) =>
      (await bench.ledger.receive(received(organisation, conversation), duties, [event('set-received')])).set,
    claim: (limit = 10, lease = 30 * SECOND, worker = 'worker-1') =>
      bench.ledger.claim(worker, bench.now, later(bench.now, lease), limit),
    rows: async (organisation, set) => {
      const all: AuditRow[] = [];
      for await (const row of bench.ledger.audit.rows(organisation, set)) all.push(row);
      return all;
    },
  };
  beforeEach(async () => {
    bench.now = START;
    made = await make({ now: () => bench.now });
  });
  // At once, not at the end: a hundred ledgers left open would take every connection the server gives.
  afterEach(() => made?.close());
  return bench;
};

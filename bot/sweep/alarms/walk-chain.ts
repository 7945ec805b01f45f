import { writeHeadNote } from '../../audit/head-note.ts';
import { verifyChain } from '../../audit/verify-chain.ts';
import { HOUR, later } from '../../set/instant.ts';
import type { AlarmRoom, Organisation } from './room.ts';
import { close } from './tell-of-parts.ts';

const WORK = 'walk the audit';

/** After a start, and then hourly. */
export const walkSoon = async ({ work, clock }: AlarmRoom, { id }: Organisation): Promise<void> => {
  await work.due(id, WORK, clock.now());
};

/** Every row of the organisation's audit, by one process an hour: whoever altered one is not left until an audit. */
export const walkChain = async (room: AlarmRoom, { id }: Organisation): Promise<void> => {
  const { work, ledger, open, clock } = room;
  const now = clock.now();
  if (!(await work.turn(id, WORK, now, later(now, HOUR)))) return;
  const verdict = await verifyChain(id, ledger.audit.rows(id));
  if (!verdict.whole) {
    await open.stands(id, 'chain-broken', '', now);
    return;
  }
  room.noted(writeHeadNote({ organisation: id, rows: verdict.rows, head: verdict.head }));
  for (const alert of await open.open(id)) if (alert.what === 'chain-broken') await close(room, id, alert);
};

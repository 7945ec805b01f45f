import type { OrganisationId, SetId } from '../set/ids.ts';
import type { SweepRoom } from './room.ts';

/** However much was missed, people hear of it once: an ear that failed is one thing to mend. */
export const raiseMissed = async (
  { ledger, clock }: SweepRoom,
  organisation: OrganisationId,
  missed: readonly SetId[],
): Promise<void> => {
  const [first] = missed;
  if (first === undefined) return;
  const { alerts } = await ledger.tally(organisation);
  if ((alerts.get('missed-by-ear') ?? 0) > 0) return;
  await ledger.change(organisation, first, {
    owes: [{ verb: 'alarm', subject: 'missed-by-ear', dueAt: clock.now() }],
    events: [],
  });
};

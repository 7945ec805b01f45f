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
  const alerting = await ledger.find(organisation, { by: 'alerting' });
  const isOpen = alerting.some((set) =>
    set.alerts.some((one) => one.what === 'missed-by-ear' && one.closedAt === undefined),
  );
  if (isOpen) return;
  await ledger.change(organisation, first, {
    owes: [{ verb: 'alarm', subject: 'missed-by-ear', dueAt: clock.now() }],
    events: [],
  });
};

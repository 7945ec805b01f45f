import { stillStands, tellAgainAt } from '../policy/alerts.ts';
import { EXCEPTION_ALERTS, exceptionDue } from '../policy/exceptions.ts';
import type { Alerts, RaisedAlert } from '../ports/alerts.ts';
import type { Alert, AlertKind, ImageSet } from '../set/image-set.ts';
import { isDue, later, MINUTE } from '../set/instant.ts';
import type { Job, Step, StepOutcome } from './step.ts';

export interface AlarmParts {
  readonly alerts: Alerts;
}

/** Raised once, told again at growing intervals while it stands, closed when mended. The duty's subject is the alert. */
export const alarm =
  ({ alerts }: AlarmParts): Step =>
  async (job) => {
    const { set, duty, now } = job;
    const what = duty.subject as AlertKind;
    const open = set.alerts.find((one) => one.what === what && one.closedAt === undefined);
    if (!stillStands(what, set, now)) {
      if (open === undefined) return { events: [], duty: laterLook(what, set, now) };
      await alerts.raise(raised(set, open, 'closed'));
      return closed(job, what);
    }
    // Looked at every minute, so that it closes soon after it is mended.
    const again = { againAt: later(now, MINUTE) };
    if (open !== undefined && !isDue(tellAgainAt(open), now)) return { events: [], duty: again };
    const told: Alert = { what, since: open?.since ?? now, toldAt: now };
    await alerts.raise(raised(set, told, open === undefined ? 'raised' : 'still-open'));
    return {
      to: (current) => ({
        ...current,
        alerts: [...current.alerts.filter((one) => !isOpen(one, what)), told],
      }),
      events:
        open === undefined
          ? [{ kind: 'alert-raised', at: now, by: 'system', set: set.id, facts: { what } }]
          : [],
      duty: again,
    };
  };

const isOpen = (alert: Alert, what: AlertKind): boolean =>
  alert.what === what && alert.closedAt === undefined;

const raised = (set: ImageSet, { what, since }: Alert, state: RaisedAlert['state']): RaisedAlert => ({
  what,
  organisation: set.organisation,
  set: set.id,
  since,
  state,
});

/** It may come to stand by itself as time goes on. */
const laterLook = (what: AlertKind, set: ImageSet, now: Job['now']): StepOutcome['duty'] => {
  const exception = EXCEPTION_ALERTS.find((one) => one === what);
  const againAt =
    exception === undefined || set.state !== 'stored' ? undefined : exceptionDue(exception, set, now);
  return againAt === undefined ? 'done' : { againAt };
};

const closed = ({ set, now }: Job, what: AlertKind): StepOutcome => ({
  to: (current) => ({
    ...current,
    alerts: current.alerts.map((one) => (isOpen(one, what) ? { ...one, closedAt: now } : one)),
  }),
  events: [{ kind: 'alert-closed', at: now, by: 'system', set: set.id, facts: { what } }],
  duty: laterLook(what, set, now),
});

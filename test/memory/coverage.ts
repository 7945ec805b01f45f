import type { CoverageKept, Once, RegularWork } from '../../bot/ports/coverage.ts';
import type { PartAlerts } from '../../bot/ports/part-alerts.ts';
import type { Coverage } from '../../bot/set/coverage.ts';
import type { AuditEvent } from '../../bot/set/event.ts';
import type { OrganisationId } from '../../bot/set/ids.ts';
import type { Instant } from '../../bot/set/instant.ts';
import type { PartAlert, PartAlertKind } from '../../bot/set/part-alert.ts';

export const memoryCoverage = (): CoverageKept => {
  const kept = new Map<string, Coverage>();
  return {
    save: async (organisation, coverage) => {
      kept.set(`${organisation} ${coverage.place.conversation}`, structuredClone(coverage));
    },
    all: async (organisation) =>
      [...kept]
        .filter(([key]) => key.startsWith(`${organisation} `))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, one]) => structuredClone(one)),
    forget: async (organisation, conversation) => {
      kept.delete(`${organisation} ${conversation}`);
    },
  };
};

export const memoryOnce = (): Once => {
  const said = new Set<string>();
  const key = (...parts: readonly string[]): string => parts.join('\n');
  return {
    first: async (organisation, what, subject) => {
      const isFirst = !said.has(key(organisation, what, subject));
      said.add(key(organisation, what, subject));
      return isFirst;
    },
    said: async (organisation, what) =>
      [...said]
        .filter((one) => one.startsWith(key(organisation, what, '')))
        .map((one) => one.split('\n')[2] ?? '')
        .sort(),
    forget: async (organisation, what, subject) => said.delete(key(organisation, what, subject)),
  };
};

export const memoryRegularWork = (): RegularWork => {
  const due = new Map<string, Instant>();
  const key = (organisation: OrganisationId, work: string): string => `${organisation} ${work}`;
  return {
    due: async (organisation, work, at) => {
      const known = due.get(key(organisation, work));
      due.set(key(organisation, work), known !== undefined && known < at ? known : at);
    },
    waiting: async (organisation, now) =>
      [...due]
        .filter(([one, at]) => one.startsWith(`${organisation} `) && at <= now)
        .sort(([, a], [, b]) => (a < b ? -1 : 1))
        .map(([one]) => one.slice(organisation.length + 1)),
    turn: async (organisation, work, now, next) => {
      const at = due.get(key(organisation, work));
      if (at === undefined || at > now) return false;
      due.set(key(organisation, work), next);
      return true;
    },
  };
};

/** `audit`: where the events go that PostgreSQL writes with the change. */
export const memoryPartAlerts = (
  audit: (organisation: OrganisationId, events: readonly AuditEvent[]) => Promise<void>,
): PartAlerts => {
  const kept = new Map<string, PartAlert>();
  const key = (organisation: OrganisationId, { what, subject }: { what: string; subject: string }): string =>
    `${organisation} ${what} ${subject}`;
  const event = (kind: 'alert-raised' | 'alert-closed', one: PartAlert, at: Instant): AuditEvent => ({
    kind,
    at,
    by: 'system',
    facts: { what: one.what, ...(one.subject === '' ? {} : { conversation: one.subject }) },
  });
  return {
    open: async (organisation) =>
      [...kept].filter(([one]) => one.startsWith(`${organisation} `)).map(([, one]) => structuredClone(one)),
    stands: async (organisation, what: PartAlertKind, subject, now) => {
      const at = key(organisation, { what, subject });
      const known = kept.get(at) ?? { what, subject, since: now, seenAt: now };
      kept.set(at, { ...known, seenAt: known.seenAt > now ? known.seenAt : now });
    },
    tell: async (organisation, alert, now) => {
      const known = kept.get(key(organisation, alert));
      if (known === undefined || known.toldAt !== alert.toldAt) return false;
      kept.set(key(organisation, alert), { ...known, toldAt: now });
      if (alert.toldAt === undefined) await audit(organisation, [event('alert-raised', alert, now)]);
      return true;
    },
    takeBack: async (organisation, alert) => {
      const known = kept.get(key(organisation, alert));
      if (known === undefined) return;
      const { toldAt: _told, ...untold } = known;
      kept.set(
        key(organisation, alert),
        alert.toldAt === undefined ? untold : { ...untold, toldAt: alert.toldAt },
      );
    },
    close: async (organisation, alert, now) => {
      const known = kept.get(key(organisation, alert));
      if (known === undefined || known.seenAt > alert.seenAt) return false;
      kept.delete(key(organisation, alert));
      if (known.toldAt !== undefined) await audit(organisation, [event('alert-closed', alert, now)]);
      return true;
    },
  };
};

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RaisedAlert } from '../ports/alerts.ts';
import type { WorkerNote } from '../worker.ts';

export type Metrics = ReturnType<typeof openMetrics>;

/** Counts for /metrics. Labels are verbs, outcomes and kinds: never an id, a name or a place. */
export const openMetrics = () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duties = new Counter({
    name: 'safelight_duties_total',
    help: 'Duties by verb and what became of the try',
    labelNames: ['verb', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'safelight_duty_seconds',
    help: 'Time one try of a duty took',
    labelNames: ['verb'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [registry],
  });
  const alerts = new Counter({
    name: 'safelight_alerts_total',
    help: 'Alerts raised, told again and closed',
    labelNames: ['what', 'state'],
    registers: [registry],
  });
  const open = new Gauge({
    name: 'safelight_open_alerts',
    help: 'Alerts that people were told of and are still open, over all organisations',
    labelNames: ['what'],
    registers: [registry],
  });
  return {
    text: () => registry.metrics(),
    countDuty: ({ verb, what, milliseconds }: WorkerNote): void => {
      duties.inc({ verb: verb ?? 'none', outcome: what });
      if (verb !== undefined) seconds.observe({ verb }, milliseconds / 1000);
    },
    showOpen: (counts: ReadonlyMap<string, number>): void => {
      open.reset();
      for (const [what, number] of counts) open.set({ what }, number);
    },
    countAlert: ({ what, state }: RaisedAlert): void => {
      alerts.inc({ what, state });
    },
  };
};

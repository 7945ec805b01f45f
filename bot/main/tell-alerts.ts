import type { Logger } from 'pino';
import { postAlerts } from '../adapters/alerts/post-alert.ts';
import type { Config } from '../config.ts';
import type { Alerts, RaisedAlert } from '../ports/alerts.ts';

/** An alert is a log line, a count, and where the trust named an address, a message there. The console shows it too. */
export const tellAlerts = (
  { alertUrl }: Config,
  log: Logger,
  count: (alert: RaisedAlert) => void,
): Alerts => {
  const outside = alertUrl === undefined ? undefined : postAlerts(alertUrl);
  return {
    raise: async (alert) => {
      log.error(alert, 'alert');
      count(alert);
      await outside?.raise(alert);
    },
  };
};

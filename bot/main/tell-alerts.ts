import type { Logger } from 'pino';
import { postAlerts } from '../adapters/alerts/post-alert.ts';
import type { Config } from '../config.ts';
import type { Alerts, RaisedAlert } from '../ports/alerts.ts';
import type { OrganisationId } from '../set/ids.ts';
import { asSafelightError } from '../set/errors.ts';
import { errorFacts } from './log.ts';

/** A way that not every organisation has. */
export interface AlertChannel extends Alerts {
  hears(organisation: OrganisationId): boolean;
}

/**
 * An alert is a log line, a count, a post in the channel the policy names, and where the trust named an address, a
 * message there. The console shows it too. Throws only where every way that was set failed, so that it is told again:
 * one way that failed beside another must not make people hear it twice.
 */
export const tellAlerts = (
  { alertUrl }: Config,
  log: Logger,
  count: (alert: RaisedAlert) => void,
  channel: AlertChannel,
): Alerts => {
  const outside = alertUrl === undefined ? [] : [postAlerts(alertUrl)];
  return {
    raise: async (alert) => {
      log.error(alert, 'alert');
      count(alert);
      const ways = [...outside, ...(channel.hears(alert.organisation) ? [channel] : [])];
      const said = await Promise.allSettled(ways.map((way) => way.raise(alert)));
      const failed = said.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      for (const reason of failed) log.warn(errorFacts(asSafelightError(reason)), 'an alert was not told');
      if (failed.length > 0 && failed.length === ways.length) throw asSafelightError(failed[0]);
    },
  };
};

import { request } from 'undici';
import type { Alerts } from '../../ports/alerts.ts';
import { SafelightError } from '../../set/errors.ts';

/** Posts each alert as JSON to the trust's own address (SAFELIGHT_ALERT_URL). No patient detail, no name. */
export const postAlerts = (address: string): Alerts => ({
  raise: async (alert) => {
    const answer = await request(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ source: 'safelight', ...alert }),
      headersTimeout: 10_000,
      bodyTimeout: 10_000,
    }).catch((cause: unknown) => {
      throw new SafelightError('chat-unreachable', { cause, transient: true });
    });
    await answer.body.dump();
    if (answer.statusCode >= 300) {
      throw new SafelightError('chat-unreachable', { transient: true, facts: { status: answer.statusCode } });
    }
  },
});

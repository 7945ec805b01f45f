import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { writeReference } from '../../bot/adapters/teams/reference.ts';
import { loadConfig } from '../../bot/config.ts';
import { alertChannel } from '../../bot/main/alert-channel.ts';
import { tellAlerts } from '../../bot/main/tell-alerts.ts';
import type { RaisedAlert } from '../../bot/ports/alerts.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { conversationId, organisationId, tenantId } from '../../bot/set/ids.ts';
import { memoryChat } from '../memory/chat.ts';
import { movableClock } from '../memory/clock.ts';
import { memoryWatching } from '../memory/watching.ts';

const A = organisationId('XHB');
const clock = movableClock();
const alert: RaisedAlert = { what: 'store-down', organisation: A, since: clock.now(), state: 'raised' };

describe('an alert reaches people', () => {
  const heard: unknown[] = [];
  let status = 200;
  let url = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      response.writeHead(status);
      response.end();
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    heard.splice(0);
    status = 200;
  });

  const open = async (where: { readonly address?: boolean; readonly channel?: boolean }) => {
    const chat = memoryChat(clock);
    const watching = memoryWatching();
    await watching.installed(
      A,
      {
        tenant: tenantId('t'),
        kind: 'channel',
        team: 'team-a',
        conversation: conversationId('19:general@thread.tacv2'),
        reference: writeReference({ serviceUrl: 'https://x', conversation: '19:general', bot: '28:b' }),
      },
      clock.now(),
    );
    const channel = alertChannel({
      policy: {
        organisations: [
          {
            ...{ id: A, name: 'A', viewerTenants: [], refusedRoles: [], people: [] },
            ...{ unfiledOwner: '', conversations: [] },
            ...(where.channel === true
              ? { alertsTo: { team: 'team-a', channel: '19:alerts@thread.tacv2' } }
              : {}),
          },
        ],
      },
      watching,
      post: chat.post,
      publicUrl: 'https://safelight.example',
    });
    const config = loadConfig(where.address === true ? { SAFELIGHT_ALERT_URL: url } : {});
    const counted: RaisedAlert[] = [];
    const log = pino({ enabled: false });
    return {
      chat,
      counted,
      watching,
      alerts: tellAlerts(config, log, (one) => counted.push(one), channel),
    };
  };

  it('in the channel the policy names and at the trust’s own address, without any patient detail', async () => {
    const { alerts, chat, counted } = await open({ address: true, channel: true });
    await alerts.raise(alert);
    expect(heard).toEqual([{ source: 'safelight', ...alert }]);
    expect(chat.announced.map((one) => [one.place.conversation, one.notice])).toEqual([
      [
        '19:alerts@thread.tacv2',
        {
          kind: 'alert',
          what: 'store-down',
          state: 'raised',
          since: alert.since,
          openUrl: 'https://safelight.example/console',
        },
      ],
    ]);
    expect(counted).toEqual([alert]);
  });

  it('once, where one way fails and another does not', async () => {
    const { alerts, chat } = await open({ address: true, channel: true });
    status = 500;
    await alerts.raise(alert);
    expect(chat.announced).toHaveLength(1);
  });

  it('later, where every way that was set fails', async () => {
    const { alerts, chat } = await open({ address: true, channel: true });
    status = 500;
    chat.post.tellAll = async () => {
      throw new SafelightError('chat-unreachable', { transient: true });
    };
    await expect(alerts.raise(alert)).rejects.toMatchObject({ transient: true });
    const alone = await open({ address: true });
    await expect(alone.alerts.raise(alert)).rejects.toMatchObject({ transient: true });
  });

  it('by the log and the console alone, where nothing was set', async () => {
    const { alerts, counted } = await open({});
    await alerts.raise(alert);
    expect([heard, counted]).toEqual([[], [alert]]);
  });

  it('in the channel even while the ledger is away, once it was found there', async () => {
    const { alerts, chat, watching } = await open({ channel: true });
    await alerts.raise(alert);
    watching.installations = async () => {
      throw new SafelightError('ledger-unreachable', { transient: true });
    };
    await alerts.raise({ ...alert, what: 'ledger-down' });
    expect(chat.announced).toHaveLength(2);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nurse } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { Ward } from '../../../bot/local/ward/start-ward.ts';
import { appToken, ask, graph, openWard, personAt, pixel, setWeather, until } from './open-ward.ts';

const CHANNEL = wardSeven.channels[0]?.id ?? '';
const RESOURCE = `/teams/${wardSeven.groupId}/channels/${CHANNEL}/messages`;
const HOUR = 3_600_000;

/** An endpoint for notifications, willing or not. */
const startEndpoint = async () => {
  const said: Record<string, unknown>[] = [];
  const manner = { willing: true, status: 202 };
  const server = createServer((request, response) => {
    const token = new URL(request.url ?? '/', 'http://here').searchParams.get('validationToken');
    if (token !== null) {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end(manner.willing ? token : 'no');
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { value } = JSON.parse(Buffer.concat(chunks).toString()) as { value: Record<string, unknown>[] };
      if (manner.status === 202) said.push(...value);
      response.writeHead(manner.status);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    said,
    manner,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

describe('Change notifications of the ward', () => {
  let ward: Ward;
  let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
  let token = '';
  let now = Date.parse('2026-03-02T09:00:00Z');

  beforeAll(async () => {
    ward = await openWard({ now: () => now });
    endpoint = await startEndpoint();
    token = await appToken(ward);
  });
  afterAll(async () => {
    await ward.close();
    await endpoint.close();
  });
  beforeEach(async () => {
    const { body } = await call<{ value: { id: string }[] }>('GET', '');
    for (const { id } of body.value) await call('DELETE', `/${id}`);
    endpoint.said.length = 0;
    Object.assign(endpoint.manner, { willing: true, status: 202 });
  });

  const call = <T = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
    ask<T>(method, graph(ward, `/subscriptions${path}`), token, body);
  const wish = (change: Record<string, unknown> = {}) => ({
    changeType: 'created,updated',
    resource: RESOURCE,
    notificationUrl: endpoint.url,
    lifecycleNotificationUrl: endpoint.url,
    expirationDateTime: new Date(now + 48 * HOUR).toISOString(),
    clientState: 'known to us two',
    includeResourceData: false,
    ...change,
  });
  const subscribe = async (change: Record<string, unknown> = {}): Promise<string> => {
    const { status, body } = await call<{ id: string }>('POST', '', wish(change));
    expect(status).toBe(201);
    return body.id;
  };

  it('come after a handshake, with the secret, and say nothing of what was written', async () => {
    const id = await subscribe();
    const message = await personAt(ward, nurse).post(CHANNEL, { text: 'Left heel', inline: [pixel()] });
    const [told] = await until(() => (endpoint.said.length > 0 ? endpoint.said : undefined));
    expect(told).toMatchObject({
      subscriptionId: id,
      clientState: 'known to us two',
      changeType: 'created',
      resource: `teams('${wardSeven.groupId}')/channels('${CHANNEL}')/messages('${message}')`,
      resourceData: { id: message },
    });
    expect(JSON.stringify(told)).not.toMatch(/heel|hostedContents|wound/);
  });

  it('say what changed: an edit and an undo are updates, a deletion was not asked for', async () => {
    await subscribe();
    const person = personAt(ward, nurse);
    const message = await person.post(CHANNEL, { text: 'One' });
    await person.edit(CHANNEL, message, { addInline: [pixel()] });
    await person.delete(CHANNEL, message);
    await person.undo(CHANNEL, message);
    await until(() => endpoint.said.length >= 3 || undefined);
    expect(endpoint.said.map((one) => one['changeType']).toSorted()).toEqual([
      'created',
      'updated',
      'updated',
    ]);
  });

  it('are refused to an endpoint that does not repeat the token', async () => {
    endpoint.manner.willing = false;
    expect(await call('POST', '', wish())).toMatchObject({
      status: 400,
      body: { error: { code: 'ValidationError' } },
    });
  });

  it.each([
    ['for longer than three days', { expirationDateTime: '2026-03-06T09:00:00Z' }, 400],
    ['past an hour without a lifecycle address', { lifecycleNotificationUrl: undefined }, 400],
    ['to an http address elsewhere', { notificationUrl: 'http://elsewhere.example/told' }, 400],
    ['with what was written in them, unencrypted', { includeResourceData: true }, 400],
    ['of a conversation that is not there', { resource: '/chats/19:none@thread.v2/messages' }, 403],
  ])('are refused %s', async (_, change, status) => {
    expect((await call('POST', '', wish(change))).status).toBe(status);
  });

  it('are had once a conversation: a second wish is a conflict', async () => {
    await subscribe();
    expect((await call('POST', '', wish())).status).toBe(409);
    await subscribe({ resource: `/chats/${nightTeam.id}/messages` });
    expect((await call<{ value: unknown[] }>('GET', '')).body.value).toHaveLength(2);
  });

  it('end with their time, unless they are renewed', async () => {
    const id = await subscribe();
    now += 47 * HOUR;
    const until3Days = new Date(now + 71 * HOUR).toISOString();
    expect(await call('PATCH', `/${id}`, { expirationDateTime: until3Days })).toMatchObject({
      status: 200,
      body: { expirationDateTime: until3Days, clientState: null },
    });
    now += 72 * HOUR;
    expect((await call('PATCH', `/${id}`, { expirationDateTime: until3Days })).status).toBe(404);
  });

  it('that could not be had are made good by the word that some were missed', async () => {
    await subscribe();
    const person = personAt(ward, nurse);
    await setWeather(ward, { mute: true });
    await person.post(CHANNEL, { text: 'Nobody hears' });
    await setWeather(ward, {});
    await person.post(CHANNEL, { text: 'Heard' });
    await until(() => endpoint.said.some((one) => one['lifecycleEvent'] === 'missed') || undefined);
    expect(endpoint.said.filter((one) => one['changeType'] === 'created')).toHaveLength(1);
  });

  it('tell of their own end', async () => {
    const id = await subscribe();
    await ask('POST', `${ward.url}/ward/api/lifecycle`, undefined, { event: 'subscriptionRemoved' });
    expect(endpoint.said).toMatchObject([{ subscriptionId: id, lifecycleEvent: 'subscriptionRemoved' }]);
    expect((await call('GET', `/${id}`)).status).toBe(404);
  });
});

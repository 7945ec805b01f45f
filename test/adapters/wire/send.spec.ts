import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { clientCredentials } from '../../../bot/adapters/wire/client-credentials.ts';
import { onlyHosts } from '../../../bot/adapters/wire/hosts.ts';
import { readJson, send } from '../../../bot/adapters/wire/send.ts';
import type { Outgoing } from '../../../bot/adapters/wire/send.ts';

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    request.resume();
    answer(request, response);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, host: `127.0.0.1:${port}`, url: new URL(`http://127.0.0.1:${port}/x`) };
};
const get = (url: URL, hosts: readonly string[], more: Partial<Outgoing> = {}) =>
  send({ method: 'GET', url, may: onlyHosts(hosts, true), timeoutMs: 500, token: 'secret', ...more });

describe('one call to the platform', () => {
  it('never follows a redirect: the honeypot hears nothing', async () => {
    const honeypot = await serve((_, response) => response.end('caught'));
    const { url, host } = await serve((_, response) => {
      response.writeHead(302, { location: honeypot.url.href });
      response.end();
    });
    expect((await get(url, [host])).status).toBe(302);
    expect(honeypot.asked).toEqual([]);
  });

  it('sends nothing to a host that is not allowed', async () => {
    const honeypot = await serve((_, response) => response.end('caught'));
    await expect(get(honeypot.url, ['graph.microsoft.com'])).rejects.toMatchObject({
      code: 'host-not-allowed',
    });
    expect(honeypot.asked).toEqual([]);
  });

  it('is sent once, however it is answered', async () => {
    const { url, host, asked } = await serve((_, response) => {
      response.writeHead(503);
      response.end();
    });
    expect((await get(url, [host], { method: 'POST', json: {} })).status).toBe(503);
    expect(asked).toHaveLength(1);
  });

  it('says that nobody answered: connection cut, silence, nobody there', async () => {
    const cut = await serve((request) => {
      request.socket.destroy();
    });
    const silent = await serve(() => undefined);
    const unreachable = { code: 'chat-unreachable', transient: true };
    await expect(get(cut.url, [cut.host])).rejects.toMatchObject(unreachable);
    await expect(get(silent.url, [silent.host])).rejects.toMatchObject(unreachable);
    await expect(get(new URL('http://127.0.0.1:1/'), ['127.0.0.1:1'])).rejects.toMatchObject(unreachable);
  });

  it('takes a web page for no answer, and so half an answer', async () => {
    const page = await serve((_, response) => response.end('<html>sign in</html>'));
    const half = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"a":');
      setImmediate(() => response.destroy());
    });
    for (const one of [page, half]) {
      const reading = async () => readJson(await get(one.url, [one.host]));
      await expect(reading()).rejects.toMatchObject({ code: 'chat-unreachable', transient: true });
    }
  });

  it('names no address and no token in what it throws', async () => {
    const thrown = await get(new URL('http://127.0.0.1:1/?ticket=abc'), ['127.0.0.1:1']).catch(String);
    expect(thrown).not.toMatch(/abc|secret|127/);
  });
});

describe('the app’s own token', () => {
  const login = async (expires: number, status = 200) => {
    let issued = 0;
    const server = await serve((_, response) => {
      issued += 1;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ access_token: `token-${issued}`, expires_in: expires }));
    });
    const token = clientCredentials({
      login: `http://${server.host}/tenant`,
      clientId: 'app',
      clientSecret: 'x',
      scope: 'https://graph.microsoft.com/.default',
      loopback: true,
    });
    return { token, asked: server.asked };
  };

  it('is asked for once and used until near its end', async () => {
    const { token, asked } = await login(3600);
    expect(await Promise.all([token(), token(), token()])).toEqual(['token-1', 'token-1', 'token-1']);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toBe('/tenant/oauth2/v2.0/token');
  });

  it('is asked for again when it ends soon, or was refused', async () => {
    const soon = await login(60);
    await soon.token();
    expect(await soon.token()).toBe('token-2');
    const refused = await login(3600);
    expect(await refused.token('token-1')).toBe('token-1');
    expect(await refused.token('token-1')).toBe('token-2');
  });

  it('says whether trying again can help', async () => {
    const wrong = await login(0, 401);
    await expect(wrong.token()).rejects.toMatchObject({ code: 'chat-forbidden', transient: false });
    const down = await login(0, 503);
    await expect(down.token()).rejects.toMatchObject({ code: 'chat-unreachable', transient: true });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { graphChat } from '../../bot/adapters/graph/graph-chat.ts';
import type { GraphChat } from '../../bot/adapters/graph/graph-chat.ts';
import { Pace } from '../../bot/adapters/graph/pace.ts';
import { openTeams } from '../../bot/adapters/teams/open-teams.ts';
import type { Teams } from '../../bot/adapters/teams/open-teams.ts';
import { writeReference } from '../../bot/adapters/teams/reference.ts';
import { TENANT_ID, nurse } from '../../bot/local/demonstration/people.ts';
import { conversationId, messageId, personId, setId, tenantId } from '../../bot/set/ids.ts';
import type { MessagePlace, Place } from '../../bot/set/place.ts';
import { openHoneypot, reply } from './honeypot.ts';
import type { Honeypot } from './honeypot.ts';

const GRAPH = 'graph.microsoft.com';
const CONNECTOR = 'smba.trafficmanager.net';
const TOKENS: Readonly<Record<string, string>> = { [GRAPH]: 'Bearer APP', [CONNECTOR]: 'Bearer BOT' };

const place: Place = {
  tenant: tenantId(TENANT_ID),
  kind: 'channel',
  team: 'ward-7',
  conversation: conversationId('19:ward7@thread.tacv2'),
  reference: writeReference({ serviceUrl: `https://${CONNECTOR}/uk/`, conversation: '19:x', bot: '28:app' }),
};
const at: MessagePlace = { place, message: messageId('1700000000001') };
const poster = personId(TENANT_ID, nurse.oid);
const HOST_NOT_ALLOWED = { code: 'host-not-allowed' };
const notAllowed = expect.objectContaining(HOST_NOT_ALLOWED);

/** Addresses an attacker would like us to ask: each a mistake some rule for hosts has made before. */
const hostile = (port: number): readonly string[] => [
  `http://127.0.0.1:${port}/`,
  `http://localhost:${port}/`,
  `https://localhost:${port}/`,
  `http://[::1]:${port}/`,
  `http://[::ffff:127.0.0.1]:${port}/`,
  `http://[::ffff:7f00:1]:${port}/`,
  `http://2130706433:${port}/`,
  `http://0x7f000001:${port}/`,
  `http://0177.0.0.1:${port}/`,
  `http://127.1:${port}/`,
  `http://0.0.0.0:${port}/`,
  'http://169.254.169.254/metadata/identity/oauth2/token',
  'http://[fd00:ec2::254]/latest/meta-data',
  'http://168.63.129.16/machine',
  'https://evil.example/',
  `https://${CONNECTOR}@evil.example/`,
  `https://${CONNECTOR}:pw@evil.example/`,
  `https://${CONNECTOR}.evil.example/`,
  `https://evil.${CONNECTOR}/`,
  'https://evil.trafficmanager.net/',
  `https://${CONNECTOR}./`,
  `https://${CONNECTOR}:8443/`,
  `http://${CONNECTOR}/`,
  `https://user@${CONNECTOR}/`,
  `https://${CONNECTOR}%00.evil.example/`,
  `https://${CONNECTOR}%2eevil.example/`,
  `https:${CONNECTOR}.evil.example`,
  'https://ѕmba.trafficmanager.net/',
  'https://xn--mba-qed.trafficmanager.net/',
  'https://x.sharepoint.com.evil.example/',
  'https://evilsharepoint.com/',
  'http://x.sharepoint.com/',
  'https://x.sharepoint.com:8443/',
  'https://user@x.sharepoint.com/',
  'https://:pw@x.sharepoint.com/',
  'https://x.sharepoint.com./',
  'https://sharepoint.com/',
  'file:///etc/passwd',
  'data:image/png;base64,iVBORw0KGgo=',
  'ftp://smba.trafficmanager.net/',
  'gopher://127.0.0.1:25/',
  'javascript:alert(1)',
  '//evil.example/x',
  '/relative',
  '',
];

describe('Addresses that lead elsewhere (S1; ASVS 5.0 V1.3.6, V13.2.4, V13.2.5)', () => {
  let pot: Honeypot;
  let chat: GraphChat;
  let teams: Teams;
  let clock = 0;

  beforeAll(async () => {
    pot = await openHoneypot(
      (host) => host === GRAPH || host === CONNECTOR || /^[a-z]+\.sharepoint\.com$/.test(host),
    );
    teams = openTeams({
      settings: { MicrosoftAppId: 'app', MicrosoftAppTenantId: TENANT_ID },
      botToken: async () => 'BOT',
      tenants: [TENANT_ID],
      connectorHosts: [CONNECTOR],
      connectionName: 'safelight-removal',
      loopback: false,
    });
    // As in production: main/open-chat.ts names the same hosts.
    chat = graphChat({
      graphUrl: `https://${GRAPH}`,
      appToken: async () => 'APP',
      appId: 'app',
      personToken: async () => undefined,
      roster: teams.roster,
      botToken: async () => 'BOT',
      connectorHosts: [CONNECTOR],
      fileHosts: [],
      loopback: false,
      pace: new Pace({ now: () => (clock += 60_000), wait: async () => undefined }),
    });
  });
  beforeEach(() => {
    pot.caught.length = 0;
    pot.answer = (_request, response) => {
      reply(response, 404);
    };
  });
  afterAll(() => pot.close());

  const json = (body: unknown): void => {
    pot.answer = (_request, response) => {
      reply(response, 200, { 'content-type': 'application/json' }, JSON.stringify(body));
    };
  };
  /** Nobody unknown was asked, and no token went to any host but its own. */
  const expectClean = (): void => {
    expect(pot.strangers()).toEqual([]);
    for (const { host, authorization } of pot.caught)
      expect([host, authorization]).toEqual([host, TOKENS[host]]);
  };
  const openCarried = (carried: 'inline' | 'download', address: string) =>
    chat.read.open(at, { kind: 'carried', carried, address }, poster, 1000);

  it('the honeypot itself sees every request that is made, wherever it goes', async () => {
    await expect(chat.read.message(at)).resolves.toEqual({ state: 'absent' });
    await expect(openCarried('download', 'https://x.sharepoint.com/f')).rejects.toMatchObject({
      code: 'original-gone',
    });
    expect(pot.caught.map(({ host, authorization }) => [host, authorization])).toEqual([
      [GRAPH, 'Bearer APP'],
      ['x.sharepoint.com', undefined],
    ]);
  });

  it('on an activity are never asked, as a picture’s or as a file’s', async () => {
    for (const address of hostile(pot.port))
      for (const carried of ['inline', 'download'] as const)
        expect([address, await openCarried(carried, address).catch((e: unknown) => e)]).toEqual([
          address,
          notAllowed,
        ]);
    expect(pot.caught).toEqual([]);
  });

  it('of any kind whatever are never asked with the bot’s token', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webUrl({ withQueryParameters: true, withFragments: true }), async (address) => {
        await expect(openCarried('inline', address)).rejects.toMatchObject({ code: 'host-not-allowed' });
      }),
    );
    expect(pot.caught).toEqual([]);
  });

  it('as the service address of a conversation are never spoken to, even from the ledger', async () => {
    for (const serviceUrl of hostile(pot.port)) {
      const call = teams.connector.call({ method: 'GET', serviceUrl, path: 'v3/conversations' });
      expect([serviceUrl, await call.catch((e: unknown) => e)]).toEqual([serviceUrl, notAllowed]);
    }
    expect(pot.caught).toEqual([]);
  });

  it('behind a redirect are not followed, and the token stays behind', async () => {
    for (const to of hostile(pot.port).filter((one) => one !== '')) {
      pot.caught.length = 0;
      pot.answer = (_request, response) => {
        reply(response, 302, { location: encodeURI(to).replaceAll('%25', '%') });
      };
      await expect(
        openCarried('inline', `https://${CONNECTOR}/v3/attachments/1/views/original`),
      ).rejects.toThrow();
      expectClean();
      expect(pot.caught).toHaveLength(1);
    }
  });

  it('behind a redirect to SharePoint are followed once, without the token', async () => {
    pot.answer = (request, response) => {
      if (request.headers.host === CONNECTOR)
        reply(response, 302, { location: 'https://x.sharepoint.com/f' });
      else reply(response, 302, { location: 'http://169.254.169.254/' });
    };
    await expect(openCarried('inline', `https://${CONNECTOR}/a`)).rejects.toThrow();
    expect(pot.caught.map(({ host, authorization }) => [host, authorization])).toEqual([
      [CONNECTOR, 'Bearer BOT'],
      ['x.sharepoint.com', undefined],
    ]);
  });

  it('in a message’s own HTML and attachments are no pictures of the chat', async () => {
    const images = hostile(pot.port).map((address) => `<img src="${address}">`);
    json({
      id: at.message,
      createdDateTime: '2026-03-02T09:00:00Z',
      from: { user: { id: nurse.oid, displayName: 'x' } },
      body: { contentType: 'html', content: images.join('') },
      attachments: hostile(pot.port).flatMap((contentUrl) => [
        { contentType: 'image/png', contentUrl },
        { contentType: 'application/vnd.microsoft.card.hero', contentUrl, content: contentUrl },
      ]),
    });
    await expect(chat.read.message(at)).resolves.toMatchObject({ state: 'standing', originals: [] });
    expectClean();
  });

  it('as a file’s link are asked of Graph alone, and never by themselves', async () => {
    const links = hostile(pot.port).filter((one) => one !== '');
    json({
      id: at.message,
      createdDateTime: '2026-03-02T09:00:00Z',
      body: { contentType: 'html', content: '' },
      attachments: links.map((contentUrl) => ({ contentType: 'reference', contentUrl })),
    });
    const now = await chat.read.message(at);
    pot.answer = (_request, response) => {
      reply(response, 404);
    };
    for (const { ref } of now.state === 'standing' ? now.originals : [])
      await expect(chat.read.open(at, ref, poster, 1000)).rejects.toThrow();
    expect(pot.caught.length).toBeGreaterThan(links.length);
    expectClean();
  });

  it('that Graph gives for a download are not asked, whether in its answer or as a redirect', async () => {
    const file = { kind: 'file', drive: 'd', item: 'i', home: true } as const;
    const item = { id: 'i', eTag: 'e', parentReference: { driveId: 'd' } };
    for (const address of hostile(pot.port)) {
      json({ ...item, '@microsoft.graph.downloadUrl': address });
      await expect(chat.read.open(at, file, poster, 1000)).rejects.toMatchObject(HOST_NOT_ALLOWED);
      pot.answer = (request, response) => {
        if (request.url?.endsWith('/content') === true)
          reply(response, 302, { location: encodeURI(address) });
        else reply(response, 200, {}, JSON.stringify(item));
      };
      await expect(chat.read.open(at, file, poster, 1000)).rejects.toMatchObject(HOST_NOT_ALLOWED);
    }
    expectClean();
  });

  it('that Graph names as the next page are not read', async () => {
    for (const address of hostile(pot.port)) {
      json({ value: [], '@odata.nextLink': address });
      await chat.findCard(at, setId('V1StGXR8_Z5jdHi6B-myTg'));
    }
    expectClean();
  });

  it('cannot be made out of ids: those stay one step of a path', async () => {
    const quietly = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);
    for (const id of ['../../../../me', '..%2f..%2fme', '%2e%2e', 'a/b?c#d', '\u0000', '..', '.', '']) {
      const elsewhere = { ...place, team: id, conversation: conversationId(id) };
      await quietly(chat.read.message({ place: elsewhere, message: messageId(id) }));
      await quietly(chat.read.open(at, { kind: 'inline', hostedContent: id }, poster, 10));
      await quietly(chat.read.open(at, { kind: 'share', share: id }, poster, 10));
      await quietly(chat.read.open(at, { kind: 'file', drive: id, item: id, home: true }, poster, 10));
    }
    expectClean();
    expect(pot.caught.length).toBeGreaterThan(10);
    for (const { path } of pot.caught)
      expect(path).toMatch(
        /^\/v1\.0\/(?:teams\/[^/]+\/channels\/[^/]+\/messages\/[^/]+(?:\/hostedContents\/[^/]+\/\$value)?|shares\/[^/]+\/driveItem|drives\/[^/]+\/items\/[^/]+)$/,
      );
  });

  it('a redirect or an empty answer in place of a picture is never taken for the picture', async () => {
    for (const status of [204, 206, 302]) {
      pot.answer = (_request, response) => {
        reply(response, status, { location: 'https://evil.example/' });
      };
      await expect(
        chat.read.open(at, { kind: 'inline', hostedContent: 'x' }, poster, 1000),
      ).rejects.toMatchObject({
        code: 'chat-unreachable',
        transient: true,
      });
    }
    expectClean();
  });
});

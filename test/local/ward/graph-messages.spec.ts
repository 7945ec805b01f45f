import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { f1, nurse, outsider } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { Ward } from '../../../bot/local/ward/start-ward.ts';
import {
  PIXEL,
  appToken,
  ask,
  graph,
  openWard,
  personAt,
  personToken,
  pixel,
  setWeather,
} from './open-ward.ts';

interface GraphMessage {
  id: string;
  etag: string;
  deletedDateTime: string | null;
  body: { content: string };
  from: { user: { id: string } };
  attachments: { contentType: string; contentUrl: string; name: string }[];
  mentions: { mentioned: { user: { id: string } } }[];
  replies?: GraphMessage[];
}
interface List {
  value: GraphMessage[];
  '@odata.nextLink'?: string;
  '@odata.deltaLink'?: string;
}
interface GraphError {
  error: { code: string };
}

const photos = wardSeven.channels[0]?.id ?? '';
const channel = `/teams/${wardSeven.groupId}/channels/${encodeURIComponent(photos)}`;

describe('Messages through Graph', () => {
  let ward: Ward;
  let app: string;
  beforeAll(async () => {
    ward = await openWard({ signedIn: [nurse.oid] });
    app = await appToken(ward);
  });
  afterAll(() => ward.close());
  const get = <T>(path: string, token = app) => ask<T>('GET', graph(ward, path), token);

  it('a call without a token, or with a token that is not for Graph, is refused with 401', async () => {
    expect((await ask('GET', graph(ward, `${channel}/messages`))).status).toBe(401);
    const wrong = await ask<GraphError>('GET', graph(ward, `${channel}/messages`), `${app.slice(0, -4)}AAAA`);
    expect(wrong.status).toBe(401);
    expect(wrong.body.error.code).toBe('InvalidAuthenticationToken');
  });

  it('a posted message shows its author, its mentions and its picture as hosted content', async () => {
    const id = await personAt(ward, nurse).post(photos, {
      text: 'Please look @Tom Whitlock',
      mentions: [f1.oid],
      inline: [pixel()],
    });
    const { body } = await get<GraphMessage>(`${channel}/messages/${id}`);
    expect(body.from.user.id).toBe(nurse.oid);
    expect(body.mentions[0]?.mentioned.user.id).toBe(f1.oid);
    expect(body.body.content).toContain('Please look <at id="0">Tom Whitlock</at>');
    const source = /src="([^"]+)"/.exec(body.body.content)?.[1] ?? '';
    expect(source).toContain(`/messages/${id}/hostedContents/`);
    const bytes = await ask('GET', source, app);
    expect(bytes.bytes.equals(PIXEL)).toBe(true);
  });

  it('listed hosted contents carry no bytes', async () => {
    const id = await personAt(ward, nurse).post(photos, { inline: [pixel(), pixel()] });
    const { body } = await get<{ value: { id: string; contentBytes: null }[] }>(
      `${channel}/messages/${id}/hostedContents`,
    );
    expect(body.value.map((one) => one.contentBytes)).toEqual([null, null]);
  });

  it('an app cannot delete a message', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'stays' });
    expect((await ask('POST', graph(ward, `${channel}/messages/${id}/softDelete`), app)).status).toBe(403);
  });

  it('a person can delete their own message, and it becomes a tombstone for everybody', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'wound', inline: [pixel()] });
    const before = await get<GraphMessage>(`${channel}/messages/${id}`);
    const own = await personToken(ward, nurse);
    expect((await ask('POST', graph(ward, `${channel}/messages/${id}/softDelete`), own)).status).toBe(204);
    const { body } = await get<GraphMessage>(`${channel}/messages/${id}`);
    expect(body.deletedDateTime).not.toBeNull();
    expect(body.body.content).toBe('');
    expect(body.etag).not.toBe(before.body.etag);
    const contents = await get<List>(`${channel}/messages/${id}/hostedContents`);
    expect(contents.body.value).toEqual([]);
    const source = /src="([^"]+)"/.exec(before.body.body.content)?.[1] ?? '';
    expect((await ask('GET', source, app)).status).toBe(404);
    const seen = (await personAt(ward, f1).see(photos)).find((one) => one.id === id);
    expect(seen).toMatchObject({ state: 'deleted', html: '', attachments: [], canUndo: false });
  });

  it('a person cannot delete what another posted', async () => {
    const id = await personAt(ward, f1).post(photos, { text: 'mine' });
    const other = await personToken(ward, nurse);
    expect((await ask('POST', graph(ward, `${channel}/messages/${id}/softDelete`), other)).status).toBe(403);
  });

  it('a deleted message comes back when its author takes the deletion back', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'back again', inline: [pixel()] });
    const own = await personToken(ward, nurse);
    await ask('POST', graph(ward, `${channel}/messages/${id}/softDelete`), own);
    expect((await ask('POST', graph(ward, `${channel}/messages/${id}/undoSoftDelete`), own)).status).toBe(
      204,
    );
    const { body } = await get<GraphMessage>(`${channel}/messages/${id}`);
    expect(body.deletedDateTime).toBeNull();
    expect(body.body.content).toContain('hostedContents');
  });

  it('a chat message is deleted under the path of the person, and nowhere else', async () => {
    const id = await personAt(ward, nurse).post(nightTeam.id, { text: 'chat' });
    const own = await personToken(ward, nurse);
    const chat = `/chats/${encodeURIComponent(nightTeam.id)}/messages/${id}`;
    expect((await ask('POST', graph(ward, `${chat}/softDelete`), own)).status).toBe(400);
    expect((await ask('POST', graph(ward, `/users/${f1.oid}${chat}/softDelete`), own)).status).toBe(403);
    expect((await ask('POST', graph(ward, `/users/${nurse.oid}${chat}/softDelete`), own)).status).toBe(204);
  });

  it('a reply is found under its root post only', async () => {
    const root = await personAt(ward, nurse).post(photos, { text: 'root' });
    const reply = await personAt(ward, f1).post(photos, { text: 'reply', replyTo: root });
    expect((await get(`${channel}/messages/${reply}`)).status).toBe(404);
    const { body } = await get<GraphMessage>(`${channel}/messages/${root}/replies/${reply}`);
    expect(body.body.content).toBe('<p>reply</p>');
    const list = await get<List>(`${channel}/messages/${root}/replies`);
    expect(list.body.value.map((one) => one.id)).toEqual([reply]);
  });

  it('a person who is not a member sees nothing', async () => {
    const stranger = personAt(ward, outsider);
    await stranger.signIn();
    const token = await personToken(ward, outsider);
    expect((await get(`${channel}/messages`, token)).status).toBe(403);
    expect((await stranger.call('GET', `places/${photos}/messages`)).status).toBe(404);
  });

  it('delta tells of new messages and of replies, which only an expansion shows', async () => {
    const root = await personAt(ward, nurse).post(photos, { text: 'first' });
    const begin = await get<List>(`${channel}/messages/delta?$top=50&$expand=replies`);
    const link = begin.body['@odata.deltaLink'] ?? '';
    expect((await ask<List>('GET', link, app)).body.value).toEqual([]);
    const reply = await personAt(ward, f1).post(photos, { text: 'second', replyTo: root });
    const after = await ask<List>('GET', link, app);
    expect(after.body.value.map((one) => one.id)).toEqual([root]);
    expect(after.body.value[0]?.replies?.map((one) => one.id)).toEqual([reply]);
    const paged = await get<List>(`${channel}/messages/delta?$top=1`);
    expect(paged.body.value).toHaveLength(1);
    expect(paged.body['@odata.nextLink']).toBeDefined();
    expect(paged.body.value[0]?.replies).toBeUndefined();
  });

  it('chat messages are filtered only when they are ordered by the same property', async () => {
    const place = `/chats/${encodeURIComponent(nightTeam.id)}/messages`;
    await personAt(ward, nurse).post(nightTeam.id, { text: 'older' });
    const all = await get<{ value: { id: string; lastModifiedDateTime: string }[] }>(`${place}?$top=50`);
    const newest = all.body.value[0]?.lastModifiedDateTime ?? '';
    const id = await personAt(ward, nurse).post(nightTeam.id, { text: 'newer' });
    const filter = `$filter=lastModifiedDateTime gt ${newest}`;
    const filtered = await get<List>(`${place}?$top=50&${filter}&$orderby=lastModifiedDateTime desc`);
    expect(filtered.body.value.map((one) => one.id)).toEqual([id]);
    const ignored = await get<List>(`${place}?$top=50&${filter}`);
    expect(ignored.body.value.length).toBeGreaterThan(1);
  });

  it('an app may hide a message only with the licence, and changes nothing else', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'hide me', inline: [pixel()] });
    const path = graph(ward, `${channel}/messages/${id}`);
    const verdict = {
      policyViolation: {
        policyTip: { generalText: 'Moved to a safe place' },
        verdictDetails: 'None',
        dlpAction: 'BlockAccess',
      },
    };
    expect((await ask('PATCH', path, app, verdict)).status).toBe(402);
    await setWeather(ward, { dlpLicence: true });
    expect((await ask('PATCH', path, app, { body: { content: 'x' } })).status).toBe(403);
    expect((await ask('PATCH', path, app, verdict)).status).toBe(204);
    const forOthers = (await personAt(ward, f1).see(photos)).find((one) => one.id === id);
    expect(forOthers).toMatchObject({ state: 'blocked', html: '', attachments: [] });
    const forAuthor = (await personAt(ward, nurse).see(photos)).find((one) => one.id === id);
    expect(forAuthor?.html).toContain('Moved to a safe place');
  });

  it('a person may rewrite their own message through Graph, and pictures left out are gone', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'before', inline: [pixel()] });
    const own = await personToken(ward, nurse);
    const body = { body: { contentType: 'html', content: '<p>after</p>' } };
    expect((await ask('PATCH', graph(ward, `${channel}/messages/${id}`), own, body)).status).toBe(204);
    const now = await get<GraphMessage>(`${channel}/messages/${id}`);
    expect(now.body.body.content).toBe('<p>after</p>');
  });
});

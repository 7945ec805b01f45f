import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { f1, nurse, registrar } from '../../../bot/local/demonstration/people.ts';
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

interface Item {
  id: string;
  eTag: string;
  size: number;
  createdBy: { user: { id: string } };
  parentReference: { driveId: string; path: string; siteId: string };
  file: { mimeType: string };
}

const photos = wardSeven.channels[0]?.id ?? '';
const channel = `/teams/${wardSeven.groupId}/channels/${encodeURIComponent(photos)}`;
const share = (url: string): string => `u!${Buffer.from(url).toString('base64url')}`;

describe('Files beside messages', () => {
  let ward: Ward;
  let app: string;
  let nurses: string | undefined;
  beforeAll(async () => {
    ward = await openWard({ signedIn: [nurse.oid, f1.oid, registrar.oid] });
    app = await appToken(ward);
    nurses = await personToken(ward, nurse);
  });
  afterAll(() => ward.close());
  beforeEach(() => setWeather(ward, {}));

  const postedFile = async (place = photos, path = channel): Promise<{ message: string; url: string }> => {
    const message = await personAt(ward, nurse).post(place, { files: [pixel()] });
    const { body } = await ask<{ attachments: { contentType: string; contentUrl: string }[] }>(
      'GET',
      graph(ward, `${path}/messages/${message}`),
      app,
    );
    expect(body.attachments[0]?.contentType).toBe('reference');
    return { message, url: body.attachments[0]?.contentUrl ?? '' };
  };
  const shared = (url: string, token = nurses, tail = '') =>
    ask<Item>('GET', graph(ward, `/shares/${share(url)}/driveItem${tail}`), token);
  const itemUrl = (item: Item, tail = ''): string =>
    graph(ward, `/drives/${item.parentReference.driveId}/items/${item.id}${tail}`);

  it('a channel file lies in the folder of its channel and is read with the token of a member', async () => {
    const { url } = await postedFile();
    const { body } = await shared(url);
    expect(decodeURI(body.parentReference.path)).toBe(
      `/drives/${body.parentReference.driveId}/root:/Clinical photos`,
    );
    expect(body).toMatchObject({
      size: PIXEL.length,
      file: { mimeType: 'image/png' },
      createdBy: { user: { id: nurse.oid } },
    });
  });

  it('the content is elsewhere, at an address that needs no token', async () => {
    const { url } = await postedFile();
    const answer = await shared(url, nurses, '/content');
    expect(answer.status).toBe(302);
    const bytes = await ask('GET', answer.headers.get('location') ?? '');
    expect(bytes.bytes.equals(PIXEL)).toBe(true);
    const forged = (answer.headers.get('location') ?? '').replace(/.{6}$/, 'AAAAAA');
    expect((await ask('GET', forged)).status).toBe(401);
  });

  it('the app reads and deletes files only on sites granted to it', async () => {
    const { url } = await postedFile();
    expect((await shared(url, app)).status).toBe(403);
    await setWeather(ward, { siteWrite: [wardSeven.siteId] });
    const { body } = await shared(url, app);
    expect((await ask('POST', itemUrl(body, '/permanentDelete'), app)).status).toBe(403);
    expect((await ask('DELETE', itemUrl(body), app, undefined, { 'if-match': body.eTag })).status).toBe(204);
    expect((await shared(url, app)).status).toBe(404);
  });

  it('a file in a group chat lies in the OneDrive of its poster, who alone may delete it', async () => {
    const { url } = await postedFile(nightTeam.id, `/chats/${encodeURIComponent(nightTeam.id)}`);
    const { body } = await shared(url);
    expect(decodeURI(body.parentReference.path)).toContain('/Microsoft Teams Chat Files');
    const other = await personToken(ward, f1);
    expect((await shared(url, other)).status).toBe(200);
    expect((await ask('DELETE', itemUrl(body), other)).status).toBe(403);
    expect((await ask('POST', itemUrl(body, '/permanentDelete'), nurses)).status).toBe(204);
    expect((await ask('GET', itemUrl(body), nurses)).status).toBe(404);
  });

  it('once its sharing links are revoked, only the poster opens it', async () => {
    const { url } = await postedFile(nightTeam.id, `/chats/${encodeURIComponent(nightTeam.id)}`);
    const { body } = await shared(url);
    const links = await ask<{ value: { id: string }[] }>('GET', itemUrl(body, '/permissions'), nurses);
    for (const one of links.body.value) {
      expect((await ask('DELETE', itemUrl(body, `/permissions/${one.id}`), nurses)).status).toBe(204);
    }
    expect((await shared(url, await personToken(ward, f1))).status).toBe(403);
    expect((await shared(url)).status).toBe(200);
  });

  it('a file that changed since it was looked at is not deleted', async () => {
    const { url } = await postedFile();
    const { body } = await shared(url);
    const changed = await fetch(itemUrl(body, '/content'), {
      method: 'PUT',
      headers: { authorization: `Bearer ${nurses ?? ''}` },
      body: 'other bytes',
    });
    expect(changed.status).toBe(200);
    expect((await ask('DELETE', itemUrl(body), nurses, undefined, { 'if-match': body.eTag })).status).toBe(
      412,
    );
    expect((await shared(url)).body.size).toBe('other bytes'.length);
  });

  it('a retention label keeps a file from being deleted', async () => {
    const { url } = await postedFile();
    const { body } = await shared(url);
    await setWeather(ward, { labelledSites: [wardSeven.siteId] });
    expect((await ask('DELETE', itemUrl(body), nurses)).status).toBe(423);
    expect((await shared(url)).status).toBe(200);
  });

  it('deleting the message leaves the file where it is', async () => {
    const { url, message } = await postedFile();
    await ask('POST', graph(ward, `${channel}/messages/${message}/softDelete`), nurses);
    expect((await shared(url)).status).toBe(200);
  });

  it('a link points to a file outside the folder of the conversation', async () => {
    const message = await personAt(ward, nurse).post(nightTeam.id, { link: pixel() });
    const path = `/chats/${encodeURIComponent(nightTeam.id)}/messages/${message}`;
    const { body } = await ask<{ attachments: { contentUrl: string }[] }>('GET', graph(ward, path), app);
    const item = await shared(body.attachments[0]?.contentUrl ?? '');
    expect(item.body.parentReference.path).toContain('/Pictures');
  });

  it('two files of one name lie side by side', async () => {
    const message = await personAt(ward, nurse).post(photos, {
      files: [pixel('same.png'), pixel('same.png')],
    });
    const seen = (await personAt(ward, f1).see(photos)).find((one) => one.id === message);
    expect(new Set(seen?.attachments.map((one) => one.name)).size).toBe(2);
  });
});

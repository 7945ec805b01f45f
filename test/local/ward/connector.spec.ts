import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TENANT_ID, f1, guest, nurse, outsider } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { Ward } from '../../../bot/local/ward/start-ward.ts';
import { appToken, ask, botToken, connector, openWard, personAt, setWeather } from './open-ward.ts';

const photos = wardSeven.channels[0]?.id ?? '';
const at = (conversation: string): string => `/conversations/${encodeURIComponent(conversation)}`;
const said = (text: string) => ({ type: 'message', text });

describe('The Bot Connector', () => {
  let ward: Ward;
  let bot: string;
  beforeAll(async () => {
    ward = await openWard();
    bot = await botToken(ward);
  });
  afterAll(() => ward.close());
  const call = <T = { id: string }>(method: string, path: string, body?: unknown, token = bot) =>
    ask<T>(method, connector(ward, path), token, body);

  it('refuses whoever is not the bot, a token for Graph included', async () => {
    const url = connector(ward, `${at(photos)}/members`);
    expect((await ask('GET', url)).status).toBe(401);
    expect((await ask('GET', url, await appToken(ward))).status).toBe(401);
  });

  it('posts into a thread, and posts twice what is sent twice', async () => {
    const root = await personAt(ward, nurse).post(photos, { text: 'root' });
    const thread = `${at(`${photos};messageid=${root}`)}/activities`;
    const [one, other] = [await call('POST', thread, said('hi')), await call('POST', thread, said('hi'))];
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body.id).not.toBe(other.body.id);
    const replies = (await personAt(ward, f1).see(photos)).filter((seen) => seen.replyTo === root);
    expect(replies.map((seen) => seen.html)).toEqual(['<p>hi</p>', '<p>hi</p>']);
  });

  it('lets the bot change and take back only what it said itself', async () => {
    const theirs = await personAt(ward, nurse).post(nightTeam.id, { text: 'mine' });
    const place = `${at(nightTeam.id)}/activities`;
    expect((await call('PUT', `${place}/${theirs}`, said('no'))).status).toBe(403);
    expect((await call('DELETE', `${place}/${theirs}`)).status).toBe(403);
    const own = (await call('POST', place, said('old'))).body.id;
    expect((await call('PUT', `${place}/${own}`, said('new'))).status).toBe(200);
    expect((await call('DELETE', `${place}/${own}`)).status).toBe(200);
    expect((await call('PUT', `${place}/${own}`, said('again'))).status).toBe(404);
  });

  it('knows no conversation that is not there', async () => {
    expect((await call('POST', `${at('19:none@thread.v2')}/activities`, said('x'))).status).toBe(404);
    expect((await call('POST', `${at(`${photos};messageid=1`)}/activities`, said('x'))).status).toBe(404);
  });

  it('refuses a message of more than 100 KB', async () => {
    const { status, body } = await call<{ error: { code: string } }>(
      'POST',
      `${at(nightTeam.id)}/activities`,
      said('x'.repeat(60_000)),
    );
    expect(status).toBe(413);
    expect(body.error.code).toBe('MessageSizeTooBig');
  });

  it('opens the same chat with a person however often it is asked', async () => {
    const asked = (id: string) => ({ isGroup: false, members: [{ id }], tenantId: TENANT_ID });
    const first = await call('POST', '/conversations', asked(nurse.oid));
    const member = await call('GET', `${at(nightTeam.id)}/members/${nurse.oid}`);
    const second = await call('POST', '/conversations', asked(member.body.id));
    expect(second.body.id).toBe(first.body.id);
    expect((await call('POST', '/conversations', asked(guest.oid))).status).toBe(403);
    await call('POST', `${at(first.body.id)}/activities`, said('privately'));
    expect((await personAt(ward, nurse).see(`bot:${nurse.oid}`)).at(-1)?.html).toBe('<p>privately</p>');
  });

  it('names the members of a conversation, guests marked, strangers not found', async () => {
    interface Page {
      members: { aadObjectId: string }[];
      continuationToken?: string;
    }
    const page = await call<Page>('GET', `${at(photos)}/pagedmembers?pageSize=4`);
    expect(page.body.members).toHaveLength(4);
    const rest = await call<Page>(
      'GET',
      `${at(photos)}/pagedmembers?pageSize=4&continuationToken=${page.body.continuationToken ?? ''}`,
    );
    const oids = [...page.body.members, ...rest.body.members].map((one) => one.aadObjectId);
    expect(oids).toEqual(wardSeven.members);
    const visitor = await call<{ userRole: string }>('GET', `${at(photos)}/members/${guest.oid}`);
    expect(visitor.body.userRole).toBe('guest');
    expect((await call('GET', `${at(photos)}/members/${outsider.oid}`)).status).toBe(404);
  });

  it('lets seven messages a second into a thread when throttled, and says when to come again', async () => {
    await setWeather(ward, { throttles: true });
    const root = await personAt(ward, nurse).post(photos, { text: 'busy' });
    const thread = `${at(`${photos};messageid=${root}`)}/activities`;
    const answers = await Promise.all(Array.from({ length: 9 }, () => call('POST', thread, said('hi'))));
    const refused = answers.filter((one) => one.status === 429);
    expect(refused).toHaveLength(2);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });
});

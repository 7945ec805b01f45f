import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  f1,
  guest,
  nurse,
  outsider,
  people,
  registrar,
  TENANT_ID,
} from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { Moment, Weather } from '../../../bot/local/ward/page-contract.ts';
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

const photos = wardSeven.channels[0]?.id ?? '';
const channel = `/teams/${wardSeven.groupId}/channels/${encodeURIComponent(photos)}`;

describe('The page of the ward', () => {
  let ward: Ward;
  beforeAll(async () => {
    ward = await openWard();
  });
  afterAll(() => ward.close());

  it('is served with its script, and the card renderer beside it', async () => {
    const home = await ask('GET', ward.pageUrl);
    expect([home.status, home.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const renderer = await ask('GET', `${ward.url}/ward/static/adaptivecards.min.js`);
    expect(renderer.bytes.length).toBeGreaterThan(100_000);
    expect((await ask('GET', `${ward.url}/ward/static/..%2fstart-ward.ts`)).status).toBe(404);
  });

  it('shows everybody and a chat with the bot for each who has an account here', async () => {
    const world = await personAt(ward, nurse).world();
    expect(world.people).toHaveLength(people.filter((one) => one.guest || one.tid === TENANT_ID).length);
    expect(world.places.filter((one) => one.kind === 'personal')).toHaveLength(
      people.filter((one) => !one.guest && one.tid === TENANT_ID).length,
    );
    expect(world.places.filter((one) => one.kind === 'channel')).toHaveLength(3);
  });

  it('shows a picture to members and guests of the channel, and to nobody else', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'look', inline: [pixel()] });
    const seen = (await personAt(ward, guest).see(photos)).find((one) => one.id === id);
    const key = seen?.attachments[0]?.key ?? '';
    expect(seen?.attachments[0]?.kind).toBe('inline');
    expect((await personAt(ward, guest).image(key)).bytes.equals(PIXEL)).toBe(true);
    expect((await personAt(ward, outsider).image(key)).status).toBe(404);
    await personAt(ward, nurse).delete(photos, id);
    expect((await personAt(ward, guest).image(key)).status).toBe(404);
  });

  it('lets nobody edit or delete what another wrote', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'mine' });
    expect((await personAt(ward, registrar).edit(photos, id, { text: 'yours' })).status).toBe(403);
    expect((await personAt(ward, registrar).delete(photos, id)).status).toBe(403);
  });

  it('offers undo to the author alone, and undoing brings the picture back', async () => {
    const id = await personAt(ward, nurse).post(nightTeam.id, { inline: [pixel()] });
    await personAt(ward, nurse).delete(nightTeam.id, id);
    const mine = async () => (await personAt(ward, nurse).see(nightTeam.id)).find((one) => one.id === id);
    const theirs = (await personAt(ward, f1).see(nightTeam.id)).find((one) => one.id === id);
    expect([(await mine())?.canUndo, theirs?.canUndo]).toEqual([true, false]);
    await personAt(ward, nurse).undo(nightTeam.id, id);
    expect(await mine()).toMatchObject({ state: 'shown', attachments: [{ kind: 'inline' }] });
  });

  it('escapes what is typed', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: '<img src=x onerror=alert(1)>' });
    const seen = (await personAt(ward, f1).see(photos)).find((one) => one.id === id);
    expect(seen?.html).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>');
  });

  it('tells each person of changes where they are, and of nothing else', async () => {
    const listen = async (oid: string) => {
      const response = await fetch(`${ward.url}/ward/api/events`, { headers: { 'x-ward-person': oid } });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      return {
        read: async (): Promise<string> => {
          let all = '';
          while (!all.includes('data:')) all += (await reader?.read())?.value ?? '';
          return all;
        },
        stop: () => reader?.cancel(),
      };
    };
    const [member, stranger] = [await listen(nurse.oid), await listen(outsider.oid)];
    await personAt(ward, f1).post(photos, { text: 'news' });
    await personAt(ward, outsider).post(`bot:${outsider.oid}`, { text: 'own' });
    expect(await member.read()).toContain(photos);
    const strangers = await stranger.read();
    expect(strangers).toContain(`bot:${outsider.oid}`);
    expect(strangers).not.toContain(photos);
    await member.stop();
    await stranger.stop();
  });

  it('signs a person in and out of the connection of the bot', async () => {
    const person = personAt(ward, registrar);
    expect(await personToken(ward, registrar)).toBeUndefined();
    await person.signIn();
    const claims = (await personToken(ward, registrar))?.split('.')[1] ?? '';
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      oid: registrar.oid,
      scp: 'Chat.ReadWrite ChannelMessage.ReadWrite Files.ReadWrite',
    });
    await person.call('POST', 'sign-out');
    expect(await personToken(ward, registrar)).toBeUndefined();
  });

  it('keeps a clock of what was seen to happen', async () => {
    const id = await personAt(ward, nurse).post(photos, { inline: [pixel()] });
    await personAt(ward, nurse).delete(photos, id);
    await ask('GET', graph(ward, `${channel}/messages/${id}`), await appToken(ward));
    const { body } = await personAt(ward, nurse).call<Moment[]>('GET', 'clock');
    const own = body.filter((one) => one.messageId === id).map((one) => one.what);
    expect(own).toEqual(['posted', 'deleted']);
    expect(body.at(-1)).toMatchObject({ what: 'call', route: 'graph.message.get', status: 200 });
  });
});

describe('The weather of the ward', () => {
  let ward: Ward;
  let app: string;
  beforeAll(async () => {
    ward = await openWard();
    app = await appToken(ward);
  });
  afterAll(() => ward.close());
  const look = () => ask<{ error?: { code: string } }>('GET', graph(ward, `${channel}/messages`), app);

  it('makes a route slow', async () => {
    await setWeather(ward, { latencyMs: { 'graph.messages.list': 120 } });
    const begin = performance.now();
    await look();
    expect(performance.now() - begin).toBeGreaterThanOrEqual(115);
  });

  it('makes a route fail so many times, with the time to come again', async () => {
    await setWeather(ward, {
      faults: [{ route: 'graph.messages.list', status: 503, retryAfter: 2, times: 2 }],
    });
    const answers = [await look(), await look(), await look()];
    expect(answers.map((one) => one.status)).toEqual([503, 503, 200]);
    expect(answers[0]?.headers.get('retry-after')).toBe('2');
  });

  it('tells how many times a fault will still strike', async () => {
    await setWeather(ward, { faults: [{ route: 'graph.*', status: 500, times: 3 }] });
    await look();
    const { body } = await personAt(ward, nurse).call<Weather>('GET', 'weather');
    expect(body.faults).toEqual([{ route: 'graph.*', status: 500, times: 2 }]);
  });

  it('can cut the connection instead of answering', async () => {
    await setWeather(ward, { faults: [{ route: 'graph.messages.list', status: 0, times: 1 }] });
    await expect(look()).rejects.toThrow('fetch failed');
    expect((await look()).status).toBe(200);
  });

  it('can fail a call after its effect', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'gone though it failed' });
    await personAt(ward, nurse).signIn();
    await setWeather(ward, {
      faults: [{ route: 'graph.message.soft-delete', status: 500, times: 1, afterEffect: true }],
    });
    const own = await personToken(ward, nurse);
    expect((await ask('POST', graph(ward, `${channel}/messages/${id}/softDelete`), own)).status).toBe(500);
    expect((await personAt(ward, f1).see(photos)).find((one) => one.id === id)?.state).toBe('deleted');
  });

  it('lets one call a second through to a channel when Graph throttles', async () => {
    await setWeather(ward, { throttles: true });
    const answers = [await look(), await look()];
    expect(answers.map((one) => one.status)).toEqual([200, 429]);
    expect(answers[1]?.headers.get('retry-after')).toBe('1');
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerNotifications } from '../../../../bot/adapters/graph/watch/answer-notifications.ts';
import type { GraphNotification } from '../../../../bot/adapters/graph/watch/answer-notifications.ts';
import { f1, nurse } from '../../../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../../../bot/local/demonstration/places.ts';
import type { ChangePage, FoundMessage } from '../../../../bot/ports/chat-watch.ts';
import type { Instant } from '../../../../bot/set/instant.ts';
import { HOUR, instant, later } from '../../../../bot/set/instant.ts';
import type { Place } from '../../../../bot/set/place.ts';
import { personAt, pixel, setWeather, until } from '../../../local/ward/open-ward.ts';
import { openWardChat, type WardChat } from '../../teams/ward-chat.ts';

describe('Looking for what nobody told us of, on the ward', () => {
  let chat: WardChat;
  beforeEach(async () => {
    chat = await openWardChat();
  });
  afterEach(() => chat.close());

  const readAll = async (pages: AsyncIterable<ChangePage>) => {
    const messages: FoundMessage[] = [];
    let cursor: string | undefined;
    for await (const page of pages) {
      messages.push(...page.messages);
      cursor = page.cursor ?? cursor;
    }
    return { messages, cursor };
  };
  const changes = (place: Place, since: Instant, cursor?: string) =>
    readAll(chat.watch.changes(place, { since, ...(cursor === undefined ? {} : { cursor }) }));
  const idsOf = (messages: readonly FoundMessage[]) => messages.map((one) => one.at.message).toSorted();

  it('a channel is read from the installation on, replies with their root, and then from where it was', async () => {
    const at = personAt(chat.ward, nurse);
    const old = await at.post(chat.channel.conversation, { text: 'Old', inline: [pixel()] });
    const since = instant(Number(old));
    const root = await at.post(chat.channel.conversation, { text: 'New', inline: [pixel(), pixel()] });
    const reply = await at.post(chat.channel.conversation, { replyTo: root, files: [pixel()] });
    const first = await changes(chat.channel, since);
    expect(idsOf(first.messages)).toEqual([root, reply]);
    expect(first.messages).toMatchObject([
      { at: { message: root }, poster: { oid: nurse.oid }, originals: 2, deleted: false },
      { at: { message: reply, root }, originals: 1 },
    ]);
    expect((await changes(chat.channel, since, first.cursor)).messages).toEqual([]);
    // A picture put beneath an old message is new; the old one comes along, and says how old it is.
    const late = await at.post(chat.channel.conversation, { replyTo: old, inline: [pixel()] });
    const next = await changes(chat.channel, since, first.cursor);
    expect(idsOf(next.messages)).toEqual([old, late]);
    expect(next.messages.find((one) => one.at.message === old)?.createdAt).toBe(since);
  });

  it('a chat is read newest first, with its edits, and then from a little before where it was', async () => {
    const at = personAt(chat.ward, f1);
    const old = await at.post(chat.groupChat.conversation, { text: 'Old', inline: [pixel()] });
    const since = instant(Number(old));
    const one = await at.post(chat.groupChat.conversation, { text: 'One' });
    const two = await at.post(chat.groupChat.conversation, { inline: [pixel()] });
    await at.edit(chat.groupChat.conversation, one, { addInline: [pixel()] });
    const first = await changes(chat.groupChat, since);
    expect(idsOf(first.messages)).toEqual([one, two]);
    const edited = first.messages.find((found) => found.at.message === one);
    expect(edited?.originals).toBe(1);
    expect(edited?.editedAt).toBe(edited?.edition);
    expect(first.cursor).toBe(edited?.changedAt);
    expect(idsOf((await changes(chat.groupChat, since, first.cursor)).messages)).toEqual([one, two]);
    const muchLater = later(edited?.changedAt ?? since, HOUR);
    expect((await changes(chat.groupChat, since, muchLater)).messages).toEqual([]);
  });

  it('more than a page is read to its end', async () => {
    const at = personAt(chat.ward, nurse);
    const since = instant(Date.now() - 1000);
    for (let n = 0; n < 53; n += 1) {
      await at.post(chat.channel.conversation, { text: `${n}` });
      await at.post(chat.groupChat.conversation, { text: `${n}` });
    }
    expect((await changes(chat.channel, since)).messages).toHaveLength(53);
    expect((await changes(chat.groupChat, since)).messages).toHaveLength(53);
  });

  it('a deletion shows as such, and an undo as a change since', async () => {
    const at = personAt(chat.ward, nurse);
    const since = instant(Date.now() - 1000);
    const message = await at.post(chat.channel.conversation, { inline: [pixel()] });
    await at.delete(chat.channel.conversation, message);
    const gone = await changes(chat.channel, since);
    expect(gone.messages).toMatchObject([{ deleted: true, originals: 0 }]);
    await at.undo(chat.channel.conversation, message);
    const back = await changes(chat.channel, since, gone.cursor);
    expect(back.messages).toMatchObject([{ deleted: false, originals: 1 }]);
    expect((back.messages[0]?.changedAt ?? '') > (gone.messages[0]?.changedAt ?? '')).toBe(true);
    expect(back.messages[0]?.edition).toBe(gone.messages[0]?.edition);
  });

  it('the history ends where the watch begins', async () => {
    const at = personAt(chat.ward, nurse);
    for (const place of [chat.channel, chat.groupChat]) {
      const old = await at.post(place.conversation, { inline: [pixel()] });
      const before = instant(Number(old) + 1);
      const fresh = await at.post(place.conversation, { inline: [pixel()] });
      const found: FoundMessage[] = [];
      for await (const page of chat.watch.history(place, before)) found.push(...page);
      expect(idsOf(found)).toEqual([old]);
      expect(fresh > old).toBe(true);
    }
  });

  it('a cursor that Graph has forgotten begins again at the installation', async () => {
    const at = personAt(chat.ward, nurse);
    const since = instant(Date.now() - 1000);
    const message = await at.post(chat.channel.conversation, { inline: [pixel()] });
    const { cursor } = await changes(chat.channel, since);
    await setWeather(chat.ward, { faults: [{ route: 'graph.messages.delta', status: 410, times: 1 }] });
    expect(idsOf((await changes(chat.channel, since, cursor)).messages)).toEqual([message]);
  });

  it('the channels of a team are those it has', async () => {
    const channels = await chat.watch.channels(wardSeven.groupId);
    expect([...channels].toSorted()).toEqual(wardSeven.channels.map((one) => one.id).toSorted());
  });
});

describe('Change notifications, between the ward and the address that answers', () => {
  let chat: WardChat;
  let address = '';
  let close: () => void;
  const heard: GraphNotification[] = [];

  beforeAll(async () => {
    chat = await openWardChat();
    const answer = answerNotifications(async (notifications) => {
      heard.push(...notifications);
    });
    const server = createServer((request, response) => {
      const token = new URL(request.url ?? '/', 'http://here').searchParams.get('validationToken');
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        void answer(token, async () => JSON.parse(body) as unknown).then(({ status, type, body: said }) => {
          response.writeHead(status, type === undefined ? {} : { 'content-type': type });
          response.end(said);
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/notifications`;
    close = () => {
      server.close();
      server.closeAllConnections();
    };
  });
  afterAll(async () => {
    await chat.close();
    close();
  });

  const ear = (hours = 48) => ({ address, secret: 'a secret', until: instant(Date.now() + hours * HOUR) });

  it('come with the secret they were asked with, in channels and chats', async () => {
    for (const place of [chat.channel, chat.groupChat]) {
      const { id } = await chat.watch.subscribe(place, ear());
      await personAt(chat.ward, nurse).post(place.conversation, { text: 'Heel', inline: [pixel()] });
      await until(() => heard.some((one) => one.subscription === id) || undefined);
    }
    expect(new Set(heard.map((one) => one.secret))).toEqual(new Set(['a secret']));
    expect(Object.keys(heard[0] ?? {}).toSorted()).toEqual(['secret', 'subscription']);
  });

  it('are had even where an old subscription, lost sight of, is in the way', async () => {
    const old = await chat.watch.subscribe(chat.channel, ear());
    const made = await chat.watch.subscribe(chat.channel, ear());
    expect(made.id).not.toBe(old.id);
    expect(await chat.watch.renew(old.id, ear().until)).toBe('gone');
  });

  it('are renewed as long as they live', async () => {
    const { id } = await chat.watch.subscribe(chat.groupChat, ear(2));
    const later72 = ear(71).until;
    expect(await chat.watch.renew(id, later72)).toEqual({ id, expiresAt: later72 });
  });
});

describe('What is said to the address of notifications', () => {
  const heard: (readonly GraphNotification[])[] = [];
  const answer = answerNotifications(async (notifications) => {
    heard.push(notifications);
  });
  const say = (body: unknown) => answer(null, async () => body);
  beforeEach(() => {
    heard.length = 0;
  });

  it('a handshake is repeated as plain text', async () => {
    expect(await answer('Validation: Id <b>1</b>', () => Promise.reject(new Error('read')))).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
      body: 'Validation: Id <b>1</b>',
    });
  });

  it.each(['x'.repeat(2_049), 'two\nlines', 'a\u0000b'])('a strange handshake is not', async (token) => {
    expect(await answer(token, async () => undefined)).toEqual({ status: 400 });
  });

  it('a notification is accepted, and no more of it is read than whose it is', async () => {
    const resourceData = { id: '1', body: { content: 'Left heel' } };
    const one = { subscriptionId: 's1', clientState: 'secret', changeType: 'created', resourceData };
    expect(await say({ value: [one, { lifecycleEvent: 'missed', subscriptionId: 's2' }] })).toEqual({
      status: 202,
    });
    expect(heard).toEqual([
      [
        { subscription: 's1', secret: 'secret' },
        { subscription: 's2', secret: '', lifecycle: 'missed' },
      ],
    ]);
  });

  it.each([
    ['a list', []],
    ['nothing', undefined],
    ['a value that is no list', { value: 'all' }],
    ['more than a thousand', { value: Array(1_001).fill({ subscriptionId: 's' }) }],
  ])('%s is not a notification', async (_, body) => {
    expect(await say(body)).toEqual({ status: 400 });
    expect(heard).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { consultant, nurse, registrar } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import { conversationId, personId } from '../../../bot/set/ids.ts';
import { personAt, setWeather } from '../../local/ward/open-ward.ts';
import { openWardChat } from '../teams/ward-chat.ts';
import type { WardChat } from '../teams/ward-chat.ts';

const channel = wardSeven.channels[0]?.id ?? '';

describe('what the app can see in a team or chat', () => {
  let chat: WardChat;
  beforeAll(async () => {
    chat = await openWardChat();
  });
  afterAll(() => chat.close());
  beforeEach(() => setWeather(chat.ward, {}));

  it('lists every channel of a team with its kind', async () => {
    await setWeather(chat.ward, { channelKinds: { [channel]: 'private' } });
    expect(await chat.coverage.channels(wardSeven.groupId)).toEqual([
      { conversation: channel, name: 'Clinical photos', kind: 'private' },
      { conversation: wardSeven.channels[1]?.id, name: 'Tea and cake', kind: 'standard' },
    ]);
    await expect(chat.coverage.channels('5afe7ea3-0000-4000-8000-00000000ffff')).rejects.toMatchObject({
      code: 'message-gone',
      transient: false,
    });
  });

  it('knows what was granted to this app, and says nothing where it may not ask', async () => {
    expect(await chat.coverage.grants(chat.channel)).toContain('ChannelMessage.Read.Group');
    await setWeather(chat.ward, { grantsMissing: { [nightTeam.id]: ['ChatMessage.Read.Chat'] } });
    expect(await chat.coverage.grants(chat.groupChat)).not.toContain('ChatMessage.Read.Chat');
    await setWeather(chat.ward, {
      grantsMissing: { [wardSeven.groupId]: ['TeamsAppInstallation.Read.Group'] },
    });
    expect(await chat.coverage.grants(chat.channel)).toBeUndefined();
  });

  it('probes by reading: refused without consent and in a private channel, absent where there is none', async () => {
    expect(await chat.coverage.probe(chat.channel)).toBe('yes');
    expect(await chat.coverage.probe(chat.groupChat)).toBe('yes');
    await setWeather(chat.ward, { channelKinds: { [channel]: 'private' } });
    expect(await chat.coverage.probe(chat.channel)).toBe('refused');
    await setWeather(chat.ward, { grantsMissing: { [nightTeam.id]: ['ChatMessage.Read.Chat'] } });
    expect(await chat.coverage.probe(chat.groupChat)).toBe('refused');
    const nowhere = { ...chat.groupChat, conversation: conversationId('19:gone@thread.v2') };
    expect(await chat.coverage.probe(nowhere)).toBe('absent');
  });

  it('posts nothing while it looks', async () => {
    const before = (await personAt(chat.ward, nurse).see(channel)).length;
    await chat.coverage.probe(chat.channel);
    await chat.coverage.grants(chat.channel);
    expect((await personAt(chat.ward, nurse).see(channel)).length).toBe(before);
  });

  it('does not take a platform that is away for one that refuses', async () => {
    await setWeather(chat.ward, { faults: [{ route: 'graph.*', status: 503, times: 3 }] });
    const away = { transient: true };
    await expect(chat.coverage.probe(chat.channel)).rejects.toMatchObject(away);
    await expect(chat.coverage.grants(chat.channel)).rejects.toMatchObject(away);
    await expect(chat.coverage.channels(wardSeven.groupId)).rejects.toMatchObject(away);
  });

  it('names a channel’s owners, and nobody for a chat', async () => {
    expect(await chat.coverage.owners(chat.channel)).toEqual([personId(consultant.tid, consultant.oid)]);
    expect(await chat.coverage.owners(chat.groupChat)).toEqual([]);
  });

  it('knows who has signed in to removal, without asking for anybody’s token', async () => {
    await personAt(chat.ward, nurse).signIn();
    await chat.calls();
    const has = (oid: string) => chat.teams.tokens.has(chat.groupChat, personId(chat.groupChat.tenant, oid));
    expect([await has(nurse.oid), await has(registrar.oid)]).toEqual([true, false]);
    expect(await chat.calls()).not.toContain('token.get');
  });
});

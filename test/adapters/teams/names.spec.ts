import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { placeOf } from '../../../bot/adapters/teams/place-of-activity.ts';
import { nurse, TENANT_ID } from '../../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { WardChat } from './ward-chat.ts';
import { openWardChat } from './ward-chat.ts';

let chat: WardChat;
beforeAll(async () => {
  chat = await openWardChat();
});
afterAll(() => chat.close());

/** A message as Teams tells of it: ids of the team and channel, and no name of either. */
const hear = () =>
  placeOf(chat.teams, {
    type: 'message',
    serviceUrl: `${chat.ward.url}/connector/`,
    conversation: { id: chat.channel.conversation, conversationType: 'channel', tenantId: TENANT_ID },
    channelData: { team: { id: wardSeven.threadId, aadGroupId: wardSeven.groupId } },
    from: { aadObjectId: nurse.oid },
  });

describe('What a conversation is called', () => {
  it('is its channel alone as long as nobody was heard in the team', async () => {
    expect(await chat.read.nameOf(chat.channel)).toBe(wardSeven.channels[0]?.name);
  });

  it('is its team and channel afterwards, asked for once a day', async () => {
    const place = await hear();
    await chat.calls();
    const name = `${wardSeven.name} · ${wardSeven.channels[0]?.name ?? ''}`;
    expect([await chat.read.nameOf(place), await chat.read.nameOf(place)]).toEqual([name, name]);
    expect((await chat.calls()).filter((one) => !one.includes('token'))).toEqual(['connector.team.get']);
  });

  it('is not known of a chat: its topic would need a permission that is not asked for', async () => {
    await chat.calls();
    expect(await chat.read.nameOf(chat.groupChat)).toBeUndefined();
    expect(await chat.calls()).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { takeActivity } from '../../../bot/adapters/teams/take-activity.ts';
import { nurse, TENANT_ID } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { CameraAsked, ChatEvents, MoveAsked } from '../../../bot/ports/chat-events.ts';
import type { MoveAnswer } from '../../../bot/set/moved.ts';
import { openWardChat } from './ward-chat.ts';
import type { WardChat } from './ward-chat.ts';

const ADDRESS = 'https://safelight.example/capture?to=sealed';
const channel = wardSeven.channels[0]?.id ?? '';

describe('Safelight opened from inside Teams', () => {
  let chat: WardChat;
  let cameras: CameraAsked[] = [];
  let moves: MoveAsked[] = [];
  let answer: MoveAnswer = 'moving';
  const events = {
    camera: (asked: CameraAsked) => {
      cameras.push(asked);
      return ADDRESS;
    },
    moved: async (asked: MoveAsked) => {
      moves.push(asked);
      return answer;
    },
  } as unknown as ChatEvents;

  beforeAll(async () => {
    chat = await openWardChat();
  });
  beforeEach(() => {
    cameras = [];
    moves = [];
  });
  afterAll(() => chat.close());

  const invoke = (name: string, value: object, conversation: object = {}, mayPress = true) =>
    takeActivity(
      chat.teams,
      {
        type: 'invoke',
        name,
        serviceUrl: `${chat.ward.url}/connector/`,
        from: { id: '29:nurse', aadObjectId: nurse.oid },
        conversation: { id: channel, conversationType: 'channel', tenantId: TENANT_ID, ...conversation },
        channelData: { tenant: { id: TENANT_ID }, team: { id: wardSeven.threadId } },
        value,
      },
      events,
      { failed: () => undefined, mayPress: () => mayPress },
    );
  const photo = { commandId: 'photo', commandContext: 'compose' };
  const move = (id: unknown, more: object = {}) => ({
    commandId: 'move',
    commandContext: 'message',
    messagePayload: { id, from: { user: { id: 'whoever the client says' } }, ...more },
  });
  const sentence = (value: unknown) => ({ status: 200, body: { task: { type: 'message', value } } });

  it('shows the camera’s page in a dialog, for that conversation and the one who pressed', async () => {
    expect(await invoke('composeExtension/fetchTask', photo)).toEqual({
      status: 200,
      body: {
        task: {
          type: 'continue',
          value: {
            title: 'Take a photograph',
            url: ADDRESS,
            fallbackUrl: ADDRESS,
            width: 'medium',
            height: 'large',
          },
        },
      },
    });
    expect(cameras).toMatchObject([
      { by: { oid: nurse.oid, tid: TENANT_ID }, place: { kind: 'channel', team: wardSeven.groupId } },
    ]);
    expect(cameras[0]).not.toHaveProperty('root');
  });

  it('knows the thread it was opened in, from the reply box and from a card', async () => {
    const thread = { id: `${channel};messageid=1700000000001` };
    await invoke('composeExtension/fetchTask', photo, thread);
    await invoke('task/fetch', { data: { msteams: { type: 'task/fetch' }, verb: 'photo' } }, thread);
    expect(cameras.map(({ root, place }) => [root, place?.conversation])).toEqual([
      ['1700000000001', channel],
      ['1700000000001', channel],
    ]);
  });

  it('asks where it is for in a chat between two people, and where Teams names no conversation', async () => {
    await invoke('composeExtension/fetchTask', photo, {
      id: '19:one_two@unq.gbl.spaces',
      conversationType: 'personal',
    });
    await invoke('composeExtension/fetchTask', photo, { id: undefined, conversationType: undefined });
    expect(cameras).toEqual([
      { by: { oid: nurse.oid, tid: TENANT_ID } },
      { by: { oid: nurse.oid, tid: TENANT_ID } },
    ]);
  });

  it('moves the message that is named, and believes nothing else of what the client says about it', async () => {
    const reply = { id: `${channel};messageid=1700000000001` };
    const given = await invoke('composeExtension/fetchTask', move('1700000000009'), reply);
    expect(given).toEqual(sentence(expect.stringMatching(/^Safelight is taking this message/)));
    expect(moves).toEqual([
      {
        by: { oid: nurse.oid, tid: TENANT_ID },
        at: {
          place: expect.objectContaining({ conversation: channel }),
          message: '1700000000009',
          root: '1700000000001',
        },
      },
    ]);
    await invoke('composeExtension/fetchTask', move('1700000000001'), reply);
    await invoke('composeExtension/fetchTask', move('1700000000002'), {
      id: nightTeam.id,
      conversationType: 'groupChat',
    });
    expect(moves.slice(1).map(({ at }) => at.root)).toEqual([undefined, undefined]);
  });

  it('says why not, in one sentence, whatever the reason', async () => {
    const answers: readonly MoveAnswer[] = [
      'copying',
      'no-picture',
      'not-by-a-person',
      'not-listed',
      'not-yours-to-move',
      'message-gone',
      'app-not-there',
      'ask-again',
    ];
    const said = [];
    for (answer of answers) said.push(await invoke('composeExtension/fetchTask', move('1700000000009')));
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(answers.length);
    for (const one of said) expect(one).toEqual(sentence(expect.stringMatching(/^[A-Z].*\.$/)));
    answer = 'moving';
  });

  it('moves nothing from a chat between two people, nor what is no message', async () => {
    const theirs = { id: '19:one_two@unq.gbl.spaces', conversationType: 'personal' };
    expect(await invoke('composeExtension/fetchTask', move('1700000000009'), theirs)).toEqual(
      sentence(expect.stringMatching(/does not look after this conversation/)),
    );
    for (const id of [undefined, '', '../../users', 17]) {
      expect(await invoke('composeExtension/fetchTask', move(id))).toEqual(
        sentence(expect.stringMatching(/did not understand/)),
      );
    }
    await invoke('task/fetch', { data: { verb: 'move' } });
    await invoke('composeExtension/fetchTask', { commandId: 'something else' });
    expect(moves).toEqual([]);
    expect(cameras).toEqual([]);
  });

  it('closes the dialog when its page has done its work', async () => {
    for (const name of ['composeExtension/submitAction', 'task/submit'])
      expect(await invoke(name, { commandId: 'photo', data: { sent: true } })).toEqual({
        status: 200,
        body: {},
      });
  });

  it('tells a program that presses too often to wait, and asks nothing of anybody', async () => {
    const given = await invoke('composeExtension/fetchTask', move('1700000000009'), {}, false);
    expect(given).toEqual(sentence(expect.stringMatching(/^That was a lot of tries at once/)));
    expect(moves).toEqual([]);
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { nurse, registrar, fellviewNurse } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { Ward } from '../../../bot/local/ward/start-ward.ts';
import { openWard, personAt, pixel } from './open-ward.ts';

const photos = wardSeven.channels[0]?.id ?? '';

interface Heard {
  readonly name: string;
  readonly conversation: { readonly id: string };
  readonly from: { readonly aadObjectId: string };
  readonly value: Readonly<Record<string, unknown>>;
}

describe('An app’s commands in the ward', () => {
  let ward: Ward;
  let heard: Heard[] = [];
  let answer: unknown = {};
  const bot = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString('utf8')));
    request.on('end', () => {
      const activity = JSON.parse(body) as Heard & { readonly type: string };
      if (activity.type === 'invoke') heard.push(activity);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(activity.type === 'invoke' ? answer : {}));
    });
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
    ward = await openWard({
      botEndpoint: `http://127.0.0.1:${(bot.address() as AddressInfo).port}/`,
      commands: [
        { id: 'photo', title: 'Photo', context: 'compose' },
        { id: 'move', title: 'Move', context: 'message' },
      ],
    });
  });
  beforeEach(() => {
    heard = [];
  });
  afterAll(async () => {
    await ward.close();
    bot.closeAllConnections();
    await new Promise((resolve) => bot.close(resolve));
  });

  const press = (place: string, command: string, body: object, person = nurse) =>
    personAt(ward, person).call('POST', `places/${encodeURIComponent(place)}/commands/${command}`, body);

  it('are shown to everybody with the world', async () => {
    const { body } = await personAt(ward, nurse).call<{ commands: unknown }>('GET', 'world');
    expect(body.commands).toHaveLength(2);
  });

  it('ask the bot for a dialog from the message box, and from a thread’s own', async () => {
    answer = { task: { type: 'continue', value: { title: 'A page', url: 'https://x.example/' } } };
    const root = await personAt(ward, registrar).post(photos, { text: 'A question' });
    expect((await press(photos, 'photo', {})).body).toEqual({
      kind: 'dialog',
      title: 'A page',
      url: 'https://x.example/',
    });
    await press(photos, 'photo', { replyTo: root });
    expect(heard).toMatchObject([
      {
        name: 'composeExtension/fetchTask',
        conversation: { id: photos },
        from: { aadObjectId: nurse.oid },
        value: { commandId: 'photo', commandContext: 'compose' },
      },
      { conversation: { id: `${photos};messageid=${root}` } },
    ]);
  });

  it('send along the message whose menu they were pressed in, and show the bot’s one sentence', async () => {
    answer = { task: { type: 'message', value: 'Done.' } };
    const id = await personAt(ward, registrar).post(nightTeam.id, { text: 'Look', inline: [pixel()] });
    expect((await press(nightTeam.id, 'move', { message: id }, registrar)).body).toEqual({
      kind: 'message',
      text: 'Done.',
    });
    expect(heard[0]?.value).toMatchObject({
      commandContext: 'message',
      messagePayload: { id, from: { user: { id: registrar.oid } } },
    });
  });

  it('hand the bot what a dialog’s page closed with', async () => {
    answer = {};
    const { body } = await press(photos, 'photo/submit', { data: { sent: true } });
    expect(body).toEqual({ kind: 'nothing' });
    expect(heard).toMatchObject([{ name: 'composeExtension/submitAction', value: { data: { sent: true } } }]);
  });

  it('are nothing to people who are not there, nor for messages that are not', async () => {
    expect((await press(photos, 'photo', {}, fellviewNurse)).status).toBe(404);
    expect((await press(photos, 'move', {})).status).toBe(400);
    expect((await press(photos, 'move', { message: '1600000000000' })).status).toBe(404);
    expect((await press(photos, 'other', {})).status).toBe(404);
    expect(heard).toEqual([]);
  });
});

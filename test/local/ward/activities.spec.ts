import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { f1, nurse } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { Moment } from '../../../bot/local/ward/page-contract.ts';
import type { Ward } from '../../../bot/local/ward/start-ward.ts';
import {
  PIXEL,
  ask,
  botToken,
  openWard,
  personAt,
  pixel,
  setWeather,
  startListener,
  until,
} from './open-ward.ts';

interface Attachment {
  contentType: string;
  contentUrl: string;
  content: { downloadUrl: string } & string;
}
interface Heard {
  id: string;
  type: string;
  text: string;
  serviceUrl: string;
  from: { id: string; aadObjectId: string };
  conversation: { id: string; conversationType: string };
  channelData: {
    eventType?: string;
    tenant: { id: string };
    team?: { id: string; aadGroupId: string };
    channel?: { id: string };
  };
  attachments: Attachment[];
}

const photos = wardSeven.channels[0]?.id ?? '';

describe('Activities to the bot', () => {
  let listener: Awaited<ReturnType<typeof startListener>>;
  let ward: Ward;
  beforeAll(async () => {
    listener = await startListener();
    ward = await openWard({ botEndpoint: listener.url });
  });
  afterAll(async () => {
    await ward.close();
    await listener.close();
  });
  beforeEach(() => setWeather(ward, {}));

  const heard = (type: string, id?: string): Promise<Heard> =>
    until(
      () => listener.ofType(type).find((one) => id === undefined || one['id'] === id) as Heard | undefined,
    );

  it('are signed with a key the tenant publishes, for this bot and this service address', async () => {
    const first = await until(() => listener.heard[0]);
    const metadata = await ask<{ jwks_uri: string; issuer: string }>(
      'GET',
      ward.settings['ToBotFromChannelOpenIdMetadataUrl'] ?? '',
    );
    const keys = createLocalJWKSet((await ask<JSONWebKeySet>('GET', metadata.body.jwks_uri)).body);
    const { payload } = await jwtVerify(first.authorization?.replace('Bearer ', '') ?? '', keys, {
      issuer: 'https://api.botframework.com',
      audience: ward.settings['MicrosoftAppId'] ?? '',
    });
    expect(payload['serviceurl']).toBe(first.activity['serviceUrl']);
  });

  it('name the channel, team and thread of a post, and carry neither picture nor file', async () => {
    const id = await personAt(ward, nurse).post(photos, {
      text: 'see',
      inline: [pixel()],
      files: [pixel('a.png')],
    });
    const activity = await heard('message', id);
    expect(activity.conversation).toMatchObject({
      id: `${photos};messageid=${id}`,
      conversationType: 'channel',
    });
    expect(activity.channelData.team).toMatchObject({
      id: wardSeven.threadId,
      aadGroupId: wardSeven.groupId,
    });
    expect(activity.channelData.channel).toEqual({ id: photos });
    expect(activity.from).toMatchObject({ aadObjectId: nurse.oid });
    expect(activity.from.id).toMatch(/^29:1/);
    expect(activity.attachments.map((one) => one.contentType)).toEqual(['text/html']);
  });

  it('say nothing at all of a message that is only a file in a channel', async () => {
    const id = await personAt(ward, nurse).post(photos, { files: [pixel()] });
    expect(await heard('message', id)).toMatchObject({ text: '', attachments: [] });
  });

  it('of a reply name the thread of its root post', async () => {
    const root = await personAt(ward, nurse).post(photos, { text: 'root' });
    const reply = await personAt(ward, f1).post(photos, { text: 'reply', replyTo: root });
    expect((await heard('message', reply)).conversation.id).toBe(`${photos};messageid=${root}`);
  });

  it('carry the picture of a group chat, for the token of the bot', async () => {
    const id = await personAt(ward, nurse).post(nightTeam.id, { inline: [pixel()] });
    const { attachments } = await heard('message', id);
    expect(attachments.map((one) => one.contentType)).toEqual(['image/*', 'text/html']);
    const bytes = await ask('GET', attachments[0]?.contentUrl ?? '', await botToken(ward));
    expect(bytes.bytes.equals(PIXEL)).toBe(true);
  });

  it('carry a file of the personal chat as an address that needs no token', async () => {
    const id = await personAt(ward, nurse).post(`bot:${nurse.oid}`, { files: [pixel()] });
    const activity = await heard('message', id);
    expect(activity.conversation.id).toMatch(/^a:1/);
    const [file] = activity.attachments;
    expect(file?.contentType).toBe('application/vnd.microsoft.teams.file.download.info');
    expect((await ask('GET', file?.content.downloadUrl ?? '')).bytes.equals(PIXEL)).toBe(true);
  });

  it('tell of an edit, a deletion and an undoing', async () => {
    const id = await personAt(ward, nurse).post(nightTeam.id, { text: 'first' });
    await personAt(ward, nurse).edit(nightTeam.id, id, { addInline: [pixel()] });
    const edited = await heard('messageUpdate', id);
    expect(edited.channelData.eventType).toBe('editMessage');
    expect(edited.attachments[0]?.contentType).toBe('image/*');
    await personAt(ward, nurse).delete(nightTeam.id, id);
    expect((await heard('messageDelete', id)).channelData.eventType).toBe('softDeleteMessage');
    await personAt(ward, nurse).undo(nightTeam.id, id);
    await until(() =>
      listener
        .ofType('messageUpdate')
        .find((one) => (one as unknown as Heard).channelData.eventType === 'undeleteMessage'),
    );
  });

  it('come as often as the weather says, and not at all when the bot is deaf to messages', async () => {
    await setWeather(ward, { deaf: true });
    const missed = await personAt(ward, nurse).post(photos, { text: 'unheard' });
    await setWeather(ward, { deliveries: 3 });
    const id = await personAt(ward, nurse).post(photos, { text: 'heard' });
    await until(() =>
      listener.ofType('message').filter((one) => one['id'] === id).length === 3 ? true : undefined,
    );
    await heard('message', id);
    expect(listener.ofType('message').some((one) => one['id'] === missed)).toBe(false);
  });

  it('are sent once more to a bot that does not answer in time, and then never again', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    const impatient = await openWard({ patienceMs: 50 });
    impatient.setBotEndpoint(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/messages`);
    await personAt(impatient, nurse).post(photos, { text: 'anyone?' });
    const calls = await until(async () => {
      const clock = await ask<Moment[]>('GET', `${impatient.url}/ward/api/clock`);
      const found = clock.body.filter((one) => one.route === 'bot.message');
      return found.length >= 2 ? found : undefined;
    });
    expect(calls.map((one) => one.status)).toEqual([0, 0]);
    await impatient.close();
    silent.closeAllConnections();
    silent.close();
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { teamsMessages } from '../../../bot/adapters/teams/listen.ts';
import type { Request } from '../../../bot/adapters/teams/read-body.ts';
import { OTHER_TENANT_ID, TENANT_ID, nurse, registrar } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { ChatEvents, Press, PressAnswer } from '../../../bot/ports/chat-events.ts';
import { SafelightError } from '../../../bot/set/errors.ts';
import type { PersonId } from '../../../bot/set/ids.ts';
import type { Doorbell } from '../../../bot/set/place.ts';
import { held } from '../../cards/examples.ts';
import { personAt, pixel, setWeather, until } from '../../local/ward/open-ward.ts';
import { openWardChat } from './ward-chat.ts';
import type { WardChat } from './ward-chat.ts';

const channel = wardSeven.channels[0]?.id ?? '';
interface Heard {
  readonly bells: Doorbell[];
  readonly presses: Press[];
  readonly signedIn: PersonId[];
  readonly asked: PersonId[];
  readonly failures: SafelightError[];
  answer: PressAnswer;
  refuseBells: boolean;
}
const nothingHeard = (): Heard => ({
  bells: [],
  presses: [],
  signedIn: [],
  asked: [],
  failures: [],
  answer: { kind: 'done' },
  refuseBells: false,
});

describe('what Teams tells the bot', () => {
  let chat: WardChat;
  let heard = nothingHeard();
  let url = '';
  /** The ward's own signature, as it came with its last activity. */
  let genuine = '';
  let close: () => Promise<void>;

  const events: ChatEvents = {
    rang: async (bell) => {
      if (heard.refuseBells) throw new SafelightError('ledger-unreachable', { transient: true });
      heard.bells.push(bell);
    },
    installed: async () => undefined,
    lists: () => true,
    membersChanged: async () => undefined,
    pressed: async (press) => {
      heard.presses.push(press);
      return heard.answer;
    },
    signedIn: async (person) => {
      heard.signedIn.push(person);
    },
    asked: async (_place, person) => (heard.asked.push(person), { kind: 'my-sets', sets: [] }),
    camera: () => 'https://safelight.example/capture',
    moved: async () => 'moving',
  };

  beforeAll(async () => {
    chat = await openWardChat({ patienceMs: 5000 });
    const take = teamsMessages(chat.teams, events, { failed: (error) => heard.failures.push(error) });
    const server = createServer((request: Request, response) => {
      genuine = request.headers.authorization ?? genuine;
      void take(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
    close = async () => {
      await chat.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    chat.ward.setBotEndpoint(url);
    // The ward installs the bot everywhere, and the bot says hello.
    await until(
      async () => (await personAt(chat.ward, nurse).see(`bot:${nurse.oid}`)).length > 0 || undefined,
    );
  });
  beforeEach(() => {
    heard = nothingHeard();
  });
  afterAll(() => close());

  const send = (body: unknown, authorization?: string): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const bell = () => until(() => heard.bells[0]);

  const activity = (more: object = {}): object => ({
    type: 'message',
    id: '1700000000000',
    channelId: 'msteams',
    serviceUrl: `${chat.ward.url}/connector/`,
    from: { id: '29:x', aadObjectId: nurse.oid },
    recipient: { id: '28:bot' },
    conversation: { id: channel, conversationType: 'channel', tenantId: TENANT_ID },
    channelData: { tenant: { id: TENANT_ID }, team: { id: wardSeven.threadId } },
    ...more,
  });

  describe('from whom', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const sign = (claims: Record<string, unknown>, kid = 'another'): Promise<string> =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey);
    const good = () => ({
      iss: 'https://api.botframework.com',
      aud: chat.ward.settings['MicrosoftAppId'],
      serviceurl: `${chat.ward.url}/connector/`,
    });

    it('an empty body is a bad request', async () => {
      expect((await send('')).status).toBe(400);
      expect((await send('not json')).status).toBe(400);
      expect((await send('[]')).status).toBe(400);
    });

    it('nobody without a signature is heard', async () => {
      for (const authorization of [undefined, '', 'Bearer', 'Bearer a.b.c', 'Basic eDp5']) {
        expect((await send(activity(), authorization)).status).toBe(401);
      }
      expect(heard.bells).toEqual([]);
    });

    it('nobody with another key’s signature is heard, nor with no algorithm', async () => {
      expect((await send(activity(), `Bearer ${await sign(good())}`)).status).toBe(401);
      const none = [{ alg: 'none' }, good(), {}].map((part) =>
        Buffer.from(JSON.stringify(part)).toString('base64url'),
      );
      expect((await send(activity(), `Bearer ${none.join('.')}`)).status).toBe(401);
      expect(heard.bells).toEqual([]);
    });

    it('nobody with a token of another issuer is heard', async () => {
      const emulator = { ...good(), iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' };
      expect((await send(activity(), `Bearer ${await sign(emulator)}`)).status).toBe(401);
    });

    it('a genuine signature opens neither another tenant nor another service address', async () => {
      await personAt(chat.ward, nurse).post(channel, { text: 'x' });
      await bell();
      heard = nothingHeard();
      const signed = genuine;
      const elsewhere = { id: channel, conversationType: 'channel', tenantId: OTHER_TENANT_ID };
      expect((await send(activity({ conversation: elsewhere }), signed)).status).toBe(403);
      for (const serviceUrl of [
        'https://smba.trafficmanager.net@evil.example/',
        'https://evil.example/',
        '',
      ]) {
        expect([401, 403]).toContain((await send(activity({ serviceUrl }), signed)).status);
      }
      expect(heard.bells).toEqual([]);
      expect((await send(activity(), signed)).status).toBe(200);
      expect(heard.bells).toHaveLength(1);
    });

    it('bots are not heard, and neither is what a button submits', async () => {
      await personAt(chat.ward, nurse).post(channel, { text: 'x' });
      await bell();
      heard = nothingHeard();
      const signed = genuine;
      expect((await send(activity({ from: { id: '28:other-bot' } }), signed)).status).toBe(200);
      expect((await send(activity({ value: { a: 1 } }), signed)).status).toBe(200);
      expect((await send(activity({ type: 'messageDelete' }), signed)).status).toBe(200);
      expect(heard.bells).toEqual([]);
    });

    it('a code that nobody gave ends no sign-in', async () => {
      await personAt(chat.ward, nurse).call('POST', 'sign-out');
      await personAt(chat.ward, nurse).post(channel, { text: 'x' });
      await bell();
      const userId = await chat.teams.roster.userId(chat.channel, nurse.oid);
      const verify = { type: 'invoke', name: 'signin/verifyState', value: { state: '000000' } };
      const from = { id: userId, aadObjectId: nurse.oid };
      expect((await send(activity({ ...verify, from }), genuine)).status).toBe(412);
      expect(heard.signedIn).toEqual([]);
    });

    it('what is not from Teams is refused', async () => {
      for (const channelId of ['emulator', 'AseChannel', 'webchat']) {
        expect((await send(activity({ channelId }), `Bearer ${await sign(good())}`)).status).toBe(403);
      }
    });
  });

  it('says hello once where it was added, with a button to sign in', async () => {
    const [hello] = await personAt(chat.ward, nurse).see(`bot:${nurse.oid}`);
    expect(JSON.stringify(hello?.attachments[0]?.card)).toMatch(/Welcome to Safelight.*"verb":"sign-in"/s);
  });

  it('a channel message rings even where nothing on it shows a file', async () => {
    const id = await personAt(chat.ward, nurse).post(channel, { files: [pixel('heel.png')] });
    expect(await bell()).toMatchObject({
      at: { message: id, place: { ...chat.channel } },
      poster: { tid: TENANT_ID, oid: nurse.oid },
      occasion: 'posted',
      mayHoldImages: true,
      carried: [],
    });
    expect(heard.bells[0]?.at.root).toBeUndefined();
  });

  it('a reply rings with its root post', async () => {
    const root = await personAt(chat.ward, registrar).post(channel, { text: 'any photo?' });
    await bell();
    heard = nothingHeard();
    const id = await personAt(chat.ward, nurse).post(channel, { inline: [pixel()], replyTo: root });
    expect((await bell()).at).toMatchObject({ message: id, root });
  });

  it('edits and undone deletions ring, deletions do not', async () => {
    const person = personAt(chat.ward, nurse);
    const id = await person.post(channel, { text: 'wait' });
    await person.edit(channel, id, { addInline: [pixel()] });
    await person.delete(channel, id);
    await person.undo(channel, id);
    await until(() => heard.bells.length === 3 || undefined);
    expect(heard.bells.map((one) => one.occasion).sort()).toEqual(['edited', 'posted', 'undone']);
  });

  it('a group chat’s picture is carried on the activity', async () => {
    await personAt(chat.ward, nurse).post(nightTeam.id, { inline: [pixel()] });
    const { at, carried } = await bell();
    expect(at.place).toEqual(chat.groupChat);
    expect(carried).toEqual([{ address: expect.stringMatching(/\/views\/original$/), kind: 'inline' }]);
  });

  it('a file in a personal chat is carried with its download address', async () => {
    await personAt(chat.ward, nurse).post(`bot:${nurse.oid}`, { files: [pixel('heel.png')] });
    const { at, carried } = await bell();
    expect(at.place.kind).toBe('personal');
    expect(at.place.conversation).toBe(chat.personal(nurse.oid).conversation);
    expect(carried).toMatchObject([{ kind: 'download', name: 'heel.png' }]);
  });

  it('a word in a personal chat is answered, and rings nothing', async () => {
    const person = personAt(chat.ward, nurse);
    await person.post(`bot:${nurse.oid}`, { text: 'hello' });
    await until(async () =>
      JSON.stringify(await person.see(`bot:${nurse.oid}`)).includes('holds nothing of yours')
        ? true
        : undefined,
    );
    expect(heard.asked).toEqual([{ tid: TENANT_ID, oid: nurse.oid }]);
    expect(heard.bells).toEqual([]);
  });

  it('each delivery of the same message rings: telling them apart is not its work', async () => {
    await setWeather(chat.ward, { deliveries: 2 });
    await personAt(chat.ward, nurse).post(channel, { inline: [pixel()] });
    await until(() => heard.bells.length === 2 || undefined);
    await setWeather(chat.ward, {});
    expect(heard.bells[0]?.at).toEqual(heard.bells[1]?.at);
  });

  it('where nothing could be recorded the platform is told to send again', async () => {
    heard.refuseBells = true;
    await personAt(chat.ward, nurse).post(channel, { inline: [pixel()] });
    expect((await until(() => heard.failures[0])).code).toBe('ledger-unreachable');
  });

  describe('buttons', () => {
    const standing = async (): Promise<string> => {
      const id = await personAt(chat.ward, nurse).post(channel, { text: 'x' });
      const at = { place: chat.channel, message: id as never };
      return (await chat.post.postCard(at, held.set as never, held, false)).activity;
    };
    const press = async (verb: string, data: object = { set: held.set }) =>
      personAt(chat.ward, registrar).press(channel, await standing(), {
        type: 'Action.Execute',
        verb,
        data: data as Record<string, unknown>,
      });

    it('say who pressed what, and are answered in words', async () => {
      expect(await press('not-clinical')).toEqual({
        kind: 'message',
        text: expect.stringMatching(/not a clinical image/),
      });
      expect(heard.presses).toEqual([
        {
          verb: 'not-clinical',
          set: held.set,
          by: { tid: TENANT_ID, oid: registrar.oid },
          place: chat.channel,
        },
      ]);
    });

    it('renew with a reason of the list, and with no other', async () => {
      heard.answer = { kind: 'card', card: { ...held, lapsed: false } };
      const answer = await press('renew', { set: held.set, reason: 'needed-for-handover' });
      expect(answer.kind).toBe('card');
      expect(heard.presses).toMatchObject([{ verb: 'renew', reason: 'needed-for-handover' }]);
      expect(await press('renew', { set: held.set, reason: 'toString' })).toMatchObject({ kind: 'message' });
      expect(await press('renew', { set: '../x', reason: 'needed-for-handover' })).toMatchObject({
        kind: 'message',
      });
      expect(await press('delete-everything')).toMatchObject({ kind: 'message' });
      expect(heard.presses).toHaveLength(1);
    });

    it('are refused in plain words', async () => {
      heard.answer = { kind: 'refused', code: 'change-refused' };
      expect(await press('not-clinical')).toMatchObject({
        kind: 'message',
        text: /can no longer be changed/,
      });
    });

    it('ask for a sign-in, and tell when it is done', async () => {
      heard.answer = { kind: 'sign-in' };
      const answer = await press('remove-now');
      if (answer.kind !== 'signIn') throw new Error(`answered with ${answer.kind}`);
      const page = await fetch(answer.url, { method: 'POST' });
      expect(await page.text()).toMatch(/Signed in/);
      expect(heard.signedIn).toEqual([{ tid: TENANT_ID, oid: registrar.oid }]);
      expect(
        await chat.remove.powers(
          { place: chat.channel, message: '1' as never },
          heard.signedIn[0] as PersonId,
        ),
      ).toContain('poster');
    });

    it('a sign-in begun elsewhere is told as well', async () => {
      await personAt(chat.ward, nurse).call('POST', 'sign-in');
      expect(heard.signedIn).toEqual([{ tid: TENANT_ID, oid: nurse.oid }]);
    });
  });
});

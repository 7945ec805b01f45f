import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TENANT_ID, nurse, outsider, registrar } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import { messageId, personId, setId } from '../../../bot/set/ids.ts';
import type { MessagePlace } from '../../../bot/set/place.ts';
import { setOfCard } from '../../../cards/teams/set-of-card.ts';
import type { HeldCardModel } from '../../../cards/model.ts';
import { held } from '../../cards/examples.ts';
import { personAt, pixel, setWeather } from '../../local/ward/open-ward.ts';
import { openWardChat } from './ward-chat.ts';
import type { WardChat } from './ward-chat.ts';

const channel = wardSeven.channels[0]?.id ?? '';
const newCard = (more: Partial<HeldCardModel> = {}): HeldCardModel => ({
  ...held,
  set: randomBytes(16).toString('base64url'),
  ...more,
});

describe('what the bot says', () => {
  let chat: WardChat;
  beforeAll(async () => {
    chat = await openWardChat();
  });
  afterAll(() => chat.close());
  beforeEach(() => setWeather(chat.ward, {}));

  const asked = async (replyTo?: string): Promise<MessagePlace> => ({
    place: chat.channel,
    message: messageId(
      await personAt(chat.ward, nurse).post(channel, {
        inline: [pixel()],
        ...(replyTo === undefined ? {} : { replyTo }),
      }),
    ),
    ...(replyTo === undefined ? {} : { root: messageId(replyTo) }),
  });
  const post = (at: MessagePlace, card: HeldCardModel, again = false) =>
    chat.post.postCard(at, setId(card.set), card, again);
  const cards = async (card: HeldCardModel, place = channel) =>
    (await personAt(chat.ward, nurse).see(place)).filter((one) =>
      one.attachments.some((attachment) => setOfCard(attachment.card) === card.set),
    );
  const fault = (status: number, more: object = {}) =>
    setWeather(chat.ward, { faults: [{ route: 'connector.activity.post', status, times: 1, ...more }] });

  it('stands in the thread of the message it is about', async () => {
    const root = await asked();
    const reply = await asked(root.message);
    const card = newCard();
    const { activity } = await post(reply, card);
    expect(await cards(card)).toMatchObject([{ id: activity, replyTo: root.message }]);
  });

  it('names again whoever was mentioned, and nobody who is not there', async () => {
    const card = newCard({
      mentions: [
        { oid: registrar.oid, name: registrar.name },
        { oid: outsider.oid, name: outsider.name },
        { oid: nurse.oid, name: '<at>Everyone</at>' },
      ],
    });
    await post(await asked(), card);
    const [message] = await cards(card);
    expect(message?.html).toContain('Grace Okafor');
    expect(message?.html).not.toMatch(/Dean Foster|<at>Everyone/);
  });

  it('is sent once when the platform fails, and found when it had arrived after all', async () => {
    const at = await asked();
    const card = newCard();
    await fault(503);
    await expect(post(at, card)).rejects.toMatchObject({ code: 'chat-unreachable', transient: true });
    expect(await cards(card)).toHaveLength(0);
    await fault(502, { afterEffect: true });
    await expect(post(at, card)).rejects.toMatchObject({ transient: true });
    const found = await post(at, card, true);
    expect(await cards(card)).toMatchObject([{ id: found.activity }]);
  });

  it('stands once in a group chat as well', async () => {
    const id = await personAt(chat.ward, nurse).post(nightTeam.id, { inline: [pixel()] });
    const at = { place: chat.groupChat, message: messageId(id) };
    const card = newCard();
    const first = await post(at, card);
    expect(await post(at, card, true)).toEqual(first);
    expect(await cards(card, nightTeam.id)).toHaveLength(1);
  });

  it.each([
    [403, {}, { code: 'card-refused', transient: false }],
    [404, {}, { code: 'card-refused', transient: false }],
    [413, {}, { code: 'card-refused', transient: false }],
    [429, { retryAfter: 3 }, { code: 'chat-throttled', transient: true, retryAfterMs: 3000 }],
    [0, {}, { code: 'chat-unreachable', transient: true }],
  ])('says what %i means', async (status, more, expected) => {
    const at = await asked();
    await fault(status, more);
    await expect(post(at, newCard())).rejects.toMatchObject(expected);
  });

  it('renews its own token once', async () => {
    const card = newCard();
    const at = await asked();
    await fault(401);
    await post(at, card);
    expect(await cards(card)).toHaveLength(1);
  });

  it('keeps the thread’s line when the card is redrawn', async () => {
    const card = newCard({ mentions: [{ oid: registrar.oid, name: registrar.name }] });
    const at = await asked();
    const { activity } = await post(at, card);
    await chat.post.redrawCard(at, activity, { ...card, lapsed: true });
    const [message] = await cards(card);
    expect(message?.html).toContain('Grace Okafor');
    expect(JSON.stringify(message?.attachments)).toMatch(/The time for opening this from the card ended/);
  });

  it('takes the button off what it asked once nothing is left to do', async () => {
    const poster = personId(TENANT_ID, nurse.oid);
    const { activity } = await chat.post.ask(chat.groupChat, poster, {
      kind: 'remove-now',
      set: held.set,
      copies: 1,
      openUrl: held.openUrl,
    });
    await chat.post.redrawAsk(chat.groupChat, poster, activity, { kind: 'ask-over', removed: true });
    const shown = (await personAt(chat.ward, nurse).see(`bot:${nurse.oid}`)).at(-1);
    expect(JSON.stringify(shown?.attachments)).toMatch(/what you posted is gone from the conversation/);
    expect(JSON.stringify(shown?.attachments)).not.toMatch(/"verb"/);
  });

  it('tells a person in their own chat, and a stranger nothing', async () => {
    await chat.post.tell(chat.groupChat, personId(TENANT_ID, nurse.oid), {
      kind: 'remove-now',
      set: held.set,
      copies: 1,
      openUrl: held.openUrl,
    });
    const said = await personAt(chat.ward, nurse).see(`bot:${nurse.oid}`);
    expect(JSON.stringify(said.at(-1)?.attachments)).toMatch(/"verb":"remove-now"/);
    const nobody = personId(TENANT_ID, '00000000-0000-4000-8000-00000000dead');
    await expect(chat.post.tell(chat.channel, nobody, { kind: 'sign-in-once' })).rejects.toMatchObject({
      code: 'card-refused',
    });
  });

  it('goes to no service address but the Bot Connector’s', async () => {
    const reference = JSON.stringify({ serviceUrl: 'https://evil.example/', conversation: 'x', bot: 'y' });
    const at = { ...(await asked()), place: { ...chat.channel, reference } };
    await expect(post(at, newCard())).rejects.toMatchObject({ code: 'card-refused' });
    const broken = { ...at, place: { ...chat.channel, reference: '{}' } };
    await expect(post(broken, newCard())).rejects.toMatchObject({ code: 'card-refused' });
  });
});

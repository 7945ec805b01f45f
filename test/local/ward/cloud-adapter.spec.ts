import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nurse } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { SeenMessage } from '../../../bot/local/ward/page-contract.ts';
import type { Ward } from '../../../bot/local/ward/start-ward.ts';
import { startEchoBot } from './echo-bot.ts';
import { ask, openWard, personAt, pixel, until } from './open-ward.ts';

const photos = wardSeven.channels[0]?.id ?? '';

describe('A real botbuilder bot in the ward', () => {
  let ward: Ward;
  let bot: Awaited<ReturnType<typeof startEchoBot>>;
  beforeAll(async () => {
    ward = await openWard();
    bot = await startEchoBot(ward);
    ward.setBotEndpoint(bot.url);
  });
  afterAll(async () => {
    await ward.close();
    await bot.close();
  });

  const cardUnder = (root: string): Promise<SeenMessage> =>
    until(async () =>
      (await personAt(ward, nurse).see(photos)).find((one) => one.replyTo === root && one.from.bot),
    );
  const heard = (type: string, id: string) =>
    until(() => bot.turns.find((one) => one.activity.type === type && one.activity.id === id));

  it('is told once that it is installed in every team and chat', async () => {
    const installs = await until(() => {
      const found = bot.turns.filter((one) => one.activity.type === 'installationUpdate');
      return found.length === 11 ? found : undefined;
    });
    expect(new Set(installs.map((one) => one.activity.conversation.id)).size).toBe(11);
  });

  it('hears a channel post, knows who wrote it, and answers with a card in the same thread', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'hello', inline: [pixel()] });
    const turn = await heard('message', id);
    expect(turn.member).toBe(nurse.oid);
    expect(turn.activity.conversation.id).toBe(`${photos};messageid=${id}`);
    expect(turn.activity.from.aadObjectId).toBe(nurse.oid);
    expect((turn.activity.attachments ?? []).map((one) => one.contentType)).toEqual(['text/html']);
    const seen = await cardUnder(id);
    expect(seen.attachments[0]).toMatchObject({ kind: 'card', card: { type: 'AdaptiveCard' } });
    expect(bot.faults).toEqual([]);
  });

  it('can replace and take back what it said', async () => {
    const updated = await personAt(ward, nurse).post(photos, { text: 'update' });
    await until(async () => JSON.stringify(await cardUnder(updated)).includes('"new"') || undefined);
    const deleted = await personAt(ward, nurse).post(photos, { text: 'delete' });
    await until(async () => ((await cardUnder(deleted)).state === 'deleted' ? true : undefined));
  });

  it('reads the picture on a group chat activity with its own token only', async () => {
    const id = await personAt(ward, nurse).post(nightTeam.id, { inline: [pixel()] });
    const turn = await heard('message', id);
    const picture = turn.activity.attachments?.find((one) => one.contentType === 'image/*');
    expect((await ask('GET', picture?.contentUrl ?? '')).status).toBe(401);
  });

  it('answers a button with a card that replaces the one that was pressed', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'button' });
    const { id: activity } = await cardUnder(id);
    const result = await personAt(ward, nurse).press(photos, activity, {
      type: 'Action.Execute',
      verb: 'press',
      data: {},
    });
    expect(result).toMatchObject({ kind: 'card', card: { body: [{ text: 'pressed' }] } });
    expect(JSON.stringify(await cardUnder(id))).toContain('pressed');
  });

  it('opens a dialog when a button asks for one', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'dialog' });
    const { id: activity } = await cardUnder(id);
    const data = { msteams: { type: 'task/fetch' } };
    const result = await personAt(ward, nurse).press(photos, activity, { type: 'Action.Submit', data });
    expect(result).toEqual({ kind: 'dialog', title: 'A dialog', url: 'https://x.example/' });
  });

  it('gets the token of a poster who presses the sign-in card, by the code their client hands over', async () => {
    const id = await personAt(ward, nurse).post(photos, { text: 'sign in' });
    const before = await heard('message', id);
    expect(before.token).toBeUndefined();
    const { id: activity } = await cardUnder(id);
    const result = await personAt(ward, nurse).press(photos, activity, {
      type: 'Action.Execute',
      verb: 'sign-in',
      data: {},
    });
    const link = result.kind === 'signIn' ? result.url : '';
    const consent = await ask('GET', link);
    expect(consent.bytes.toString()).toContain(nurse.name);
    const done = await ask('POST', link);
    expect(done.bytes.toString()).toContain('Signed in');
    const verified = bot.turns.find((one) => one.activity.name === 'signin/verifyState');
    expect(verified?.token).toBeDefined();
    expect((await personAt(ward, nurse).call('GET', 'signed-in')).body).toEqual({ signedIn: true });
  });
});

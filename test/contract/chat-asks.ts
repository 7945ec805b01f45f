import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { setId } from '../../bot/set/ids.ts';
import type { Notice } from '../../cards/model.ts';
import { held } from '../cards/examples.ts';
import type { ChatWorld } from './chat.ts';

/** What asks a person to press something can be changed where it stands, and a card too many be taken back. */
export const chatAsks = (at: () => ChatWorld): void => {
  it('asks one person something, and changes what it asked where it stands', async () => {
    const { post, place, poster } = at();
    const told = (): Promise<number> => at().toldTo(poster);
    const before = await told();
    const asked: Notice = { kind: 'sign-in-for-custody' };
    const { activity } = await post.ask(place, poster, asked);
    expect(await told()).toBe(before + 1);
    for (let n = 0; n < 2; n += 1)
      await post.redrawAsk(place, poster, activity, { kind: 'ask-over', removed: true });
    expect(await told()).toBe(before + 1);
    await expect(post.redrawAsk(place, poster, '1600000000001', asked)).rejects.toMatchObject({
      code: 'card-refused',
      transient: false,
    });
  });

  it('takes back a card of its own, once or twice, and leaves the others', async () => {
    const message = await at().say({ inline: [randomBytes(2000)] });
    const set = setId(randomBytes(16).toString('base64url'));
    const card = { ...held, set };
    await at().post.postCard(message, set, card, false);
    const { activity } = await at().post.postCard(message, set, card, false);
    await at().post.takeBackCard(message, activity);
    await at().post.takeBackCard(message, activity);
    expect(await at().cardsFor(message, set)).toBe(1);
  });
};

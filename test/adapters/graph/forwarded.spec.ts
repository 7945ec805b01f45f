import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nurse } from '../../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../../bot/local/demonstration/places.ts';
import { messageId, personId } from '../../../bot/set/ids.ts';
import { instant } from '../../../bot/set/instant.ts';
import { personAt, PIXEL, pixel } from '../../local/ward/open-ward.ts';
import { openWardChat, type WardChat } from '../teams/ward-chat.ts';

const SOCIAL = wardSeven.channels[1]?.id ?? '';

describe('A photograph passed on from a conversation that is not clinical', () => {
  let chat: WardChat;
  let original = '';
  let passedOn = '';

  beforeAll(async () => {
    chat = await openWardChat();
    const at = personAt(chat.ward, nurse);
    original = await at.post(SOCIAL, { text: 'Left heel', inline: [pixel()] });
    const forward = { placeId: SOCIAL, messageId: original };
    passedOn = await at.post(chat.channel.conversation, { text: 'Advice?', forward });
  });
  afterAll(() => chat.close());

  const place = () => ({ place: chat.channel, message: messageId(passedOn) });

  it('is among what the message that passes it on shows, and can be taken from there', async () => {
    const now = await chat.read.message(place());
    if (now.state !== 'standing') throw new Error(now.state);
    expect(now.originals).toHaveLength(1);
    const ref = now.originals[0]?.ref;
    if (ref === undefined) throw new Error('nothing is shown');
    const opened = await chat.read.open(place(), ref, personId(chat.channel.tenant, nurse.oid), 1e6);
    const chunks: Uint8Array[] = [];
    for await (const chunk of opened.bytes) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(PIXEL)).toBe(true);
  });

  it('is found by the sweep as a message of its own', async () => {
    const found: string[] = [];
    const since = instant(Number(original) - 1);
    for await (const page of chat.watch.changes(chat.channel, { since }))
      found.push(...page.messages.map((one) => `${one.at.message} ${one.originals}`));
    expect(found).toEqual([`${passedOn} 1`]);
  });

  it('is no more to be seen once that message is deleted, wherever it came from', async () => {
    const at = personAt(chat.ward, nurse);
    await at.delete(chat.channel.conversation, passedOn);
    const [gone] = (await at.see(chat.channel.conversation)).filter((one) => one.id === passedOn);
    expect(gone).toMatchObject({ state: 'deleted', attachments: [] });
    const [standing] = (await at.see(SOCIAL)).filter((one) => one.id === original);
    expect(standing?.attachments).toHaveLength(1);
  });
});

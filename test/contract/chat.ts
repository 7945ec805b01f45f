import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HeldCardModel } from '../../cards/model.ts';
import type { ChatPost, ChatRead, ChatRemove, OpenedOriginal } from '../../bot/ports/chat.ts';
import type { Copy, CopyKind } from '../../bot/set/copy.ts';
import { copyId, setId } from '../../bot/set/ids.ts';
import type { PersonId, SetId } from '../../bot/set/ids.ts';
import type { MessageNow, Original } from '../../bot/set/original.ts';
import type { MessagePlace, Place } from '../../bot/set/place.ts';
import { held } from '../cards/examples.ts';
import { chatAsks } from './chat-asks.ts';

export interface Said {
  readonly text?: string;
  readonly inline?: readonly Uint8Array[];
  readonly files?: readonly Uint8Array[];
  /** A file that was there before, and lives elsewhere. */
  readonly link?: Uint8Array;
  readonly mentions?: readonly { readonly oid: string; readonly name: string }[];
  readonly replyTo?: MessagePlace;
}

/** A chat platform with one clinical conversation, and what people and administrators do there. */
export interface ChatWorld {
  readonly read: ChatRead;
  readonly remove: ChatRemove;
  readonly post: ChatPost;
  readonly place: Place;
  readonly poster: PersonId;
  readonly colleague: { readonly person: PersonId; readonly name: string };
  readonly outsider: PersonId;
  say(what: Said): Promise<MessagePlace>;
  edit(at: MessagePlace, add: Uint8Array): Promise<void>;
  deleteByPoster(at: MessagePlace): Promise<void>;
  undo(at: MessagePlace): Promise<void>;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  dlpLicence(on: boolean): Promise<void>;
  siteWrite(on: boolean): Promise<void>;
  /** How many cards for this set stand in the message's thread. */
  cardsFor(at: MessagePlace, set: SetId): Promise<number>;
  /** How many of the bot's posts in the message's thread are no cards. */
  saidIn(at: MessagePlace): Promise<number>;
  /** How many of the bot's posts in the conversation stand in no thread. */
  announced(): Promise<number>;
  /** How many notices the person has been given. */
  toldTo(person: PersonId): Promise<number>;
  close(): Promise<void>;
}

const picture = (): Buffer => randomBytes(2000);
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const MEGABYTE = 1024 * 1024;
const newSet = (): SetId => setId(randomBytes(16).toString('base64url'));

const readAll = async (opened: OpenedOriginal): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.bytes) chunks.push(chunk);
  return hash(Buffer.concat(chunks));
};
type Standing = Extract<MessageNow, { state: 'standing' }>;

const copyOf = (what: CopyKind): Copy => ({
  id: copyId(randomBytes(8).toString('hex')),
  what,
  images: [],
  outcome: { state: 'visible' },
  sightings: [],
});

/** What every chat platform's adapters must do (bot/ports/chat.ts). */
export const chatContract = (name: string, make: () => Promise<ChatWorld>): void => {
  describe(`the chat platform: ${name}`, () => {
    let world: ChatWorld;
    beforeAll(async () => {
      world = await make();
    });
    afterAll(() => world.close());

    const now = async (at: MessagePlace): Promise<Standing> => {
      const message = await world.read.message(at);
      if (message.state !== 'standing') throw new Error(`the message is ${message.state}`);
      return message;
    };
    const open = (at: MessagePlace, original: Original, most = MEGABYTE) =>
      world.read.open(at, original.ref, world.poster, most);
    const messageCopy = async (at: MessagePlace): Promise<Copy> => {
      const message = await now(at);
      const inline = message.originals.filter((one) => one.ref.kind === 'inline').length;
      return copyOf({ kind: 'message', edition: message.edition, inline });
    };
    const fileCopy = async (at: MessagePlace): Promise<Copy> => {
      const [first] = (await now(at)).originals;
      if (first === undefined) throw new Error('the message shows no file');
      const { file } = await open(at, first);
      if (file === undefined) throw new Error('the original is no file');
      return copyOf({ kind: 'file', drive: file.drive, item: file.item, eTag: file.eTag, home: file.home });
    };
    const removeBy = (at: MessagePlace, copy: Copy, layer: 'poster' | 'hide' | 'site') =>
      world.remove.remove(at, copy, layer, world.poster);

    reading(() => world, now, open);
    removing(() => world, messageCopy, fileCopy, removeBy);
    posting(() => world);
  });
};

const reading = (
  at: () => ChatWorld,
  now: (message: MessagePlace) => Promise<Standing>,
  open: (message: MessagePlace, original: Original, most?: number) => Promise<OpenedOriginal>,
): void => {
  it('gives back every picture of a message, bit for bit', async () => {
    const pictures = [picture(), picture(), picture()];
    const message = await at().say({ inline: pictures });
    const { originals, authorOid } = await now(message);
    expect(authorOid).toBe(at().poster.oid);
    const read = await Promise.all(originals.map(async (one) => readAll(await open(message, one))));
    expect(read).toEqual(pictures.map(hash));
  });

  it('gives back a file beside a message, and says that it may be deleted there', async () => {
    await at().signIn();
    const bytes = picture();
    const message = await at().say({ files: [bytes] });
    const [file] = (await now(message)).originals;
    const opened = await open(message, file as Original);
    expect(opened.file).toMatchObject({ home: true, byPoster: true });
    expect(await readAll(opened)).toBe(hash(bytes));
  });

  it('says of a linked file that it lives elsewhere', async () => {
    await at().signIn();
    const message = await at().say({ link: picture() });
    const [link] = (await now(message)).originals;
    const opened = await open(message, link as Original);
    expect(opened.file).toMatchObject({ home: false });
    await readAll(opened);
  });

  it('reads the words and whom they mention', async () => {
    const { name, person } = at().colleague;
    const message = await at().say({ text: 'bed 4 heel', mentions: [{ oid: person.oid, name }] });
    const { words, originals } = await now(message);
    expect(words.text).toContain('bed 4 heel');
    expect(words.mentions).toEqual([{ oid: person.oid, name }]);
    expect(originals).toEqual([]);
  });

  it('stops reading past the limit', async () => {
    const message = await at().say({ inline: [picture()] });
    const [original] = (await now(message)).originals;
    const reading = async () => readAll(await open(message, original as Original, 100));
    await expect(reading()).rejects.toMatchObject({ code: 'original-too-large', transient: false });
  });

  it('keeps the edition through deletion and undo, and changes it with an edit', async () => {
    const message = await at().say({ inline: [picture()] });
    const { edition } = await now(message);
    await at().deleteByPoster(message);
    expect(await at().read.message(message)).toEqual({ state: 'deleted', edition });
    await at().undo(message);
    expect((await now(message)).edition).toBe(edition);
    await at().edit(message, picture());
    expect((await now(message)).edition).not.toBe(edition);
  });

  it('finds no message where there never was one', async () => {
    const message = await at().say({ text: 'here' });
    expect(await at().read.message({ ...message, message: '1600000000000' as never })).toEqual({
      state: 'absent',
    });
  });

  it('knows who is in the conversation and who is not', async () => {
    const { place, colleague, outsider } = at();
    expect(await at().read.member(place, colleague.person)).toMatchObject({
      name: colleague.name,
      guest: false,
    });
    expect(await at().read.member(place, outsider)).toBeUndefined();
    const everybody = (await at().read.members(place)).map((one) => one.person.oid);
    expect(everybody).toContain(colleague.person.oid);
    expect(everybody).not.toContain(outsider.oid);
  });
};

const removing = (
  at: () => ChatWorld,
  messageCopy: (message: MessagePlace) => Promise<Copy>,
  fileCopy: (message: MessagePlace) => Promise<Copy>,
  removeBy: (
    message: MessagePlace,
    copy: Copy,
    layer: 'poster' | 'hide' | 'site',
  ) => ReturnType<ChatRemove['remove']>,
): void => {
  const look = (message: MessagePlace, copy: Copy) => at().remove.look(message, copy, at().poster);

  it('deletes the message with the poster’s sign-in, and sees that it is gone', async () => {
    await at().signIn();
    const message = await at().say({ inline: [picture()] });
    const copy = await messageCopy(message);
    expect(await look(message, copy)).toBe('visible');
    expect(await at().remove.powers(message, at().poster)).toContain('poster');
    expect(await removeBy(message, copy, 'poster')).toMatchObject({ as: 'deleted' });
    expect(await look(message, copy)).toBe('gone');
  });

  it('deletes a reply in its thread', async () => {
    await at().signIn();
    const root = await at().say({ text: 'any advice?' });
    const reply = await at().say({ inline: [picture()], replyTo: root });
    const copy = await messageCopy(reply);
    expect(await removeBy(reply, copy, 'poster')).toMatchObject({ as: 'deleted' });
    expect(await look(reply, copy)).toBe('gone');
    expect(await at().read.message(root)).toMatchObject({ state: 'standing' });
  });

  it('succeeds when what is to be removed is gone already', async () => {
    await at().signIn();
    const message = await at().say({ inline: [picture()] });
    const copy = await messageCopy(message);
    await at().deleteByPoster(message);
    expect(['deleted', 'gone-already']).toContain((await removeBy(message, copy, 'poster')).as);
    expect(await look(message, copy)).toBe('gone');
  });

  it('restores a message that was edited after it was taken', async () => {
    await at().signIn();
    const message = await at().say({ inline: [picture()] });
    const copy = await messageCopy(message);
    await at().edit(message, picture());
    expect(await removeBy(message, copy, 'poster')).toEqual({ as: 'changed', restored: true });
    expect((await at().read.message(message)).state).toBe('standing');
    const again = await messageCopy(message);
    expect(await removeBy(message, again, 'poster')).toMatchObject({ as: 'deleted' });
  });

  it('sees what came back', async () => {
    await at().signIn();
    const message = await at().say({ inline: [picture()] });
    const copy = await messageCopy(message);
    await removeBy(message, copy, 'poster');
    await at().undo(message);
    expect(await look(message, copy)).toBe('visible');
  });

  it('deletes a file with the poster’s sign-in, and only the version that was taken', async () => {
    await at().signIn();
    const message = await at().say({ files: [picture()] });
    const copy = await fileCopy(message);
    const changed: Copy = {
      ...copy,
      what: { ...(copy.what as { kind: 'file' } & CopyKind), eTag: '"another"' },
    };
    expect(await removeBy(message, changed, 'poster')).toEqual({ as: 'changed', restored: false });
    expect(await look(message, copy)).toBe('visible');
    expect(['deleted', 'recycled']).toContain((await removeBy(message, copy, 'poster')).as);
    expect(await look(message, copy)).toBe('gone');
    expect((await removeBy(message, copy, 'poster')).as).toBe('gone-already');
  });

  it('has no power without sign-in, and says so', async () => {
    await at().signOut();
    const message = await at().say({ inline: [picture()] });
    const copy = await messageCopy(message);
    expect(await at().remove.powers(message, at().poster)).not.toContain('poster');
    expect(await removeBy(message, copy, 'poster')).toEqual({ as: 'refused', why: 'sign-in-needed' });
    expect(await look(message, copy)).toBe('visible');
  });

  it('hides a message where the licence allows it, and says it is hidden, not gone', async () => {
    await at().signOut();
    await at().dlpLicence(true);
    const message = await at().say({ inline: [picture()] });
    const copy = await messageCopy(message);
    expect(await removeBy(message, copy, 'hide')).toEqual({ as: 'hidden' });
    expect(await look(message, copy)).toBe('hidden');
    await at().signIn();
    expect(await removeBy(message, copy, 'poster')).toMatchObject({ as: 'deleted' });
    expect(await look(message, copy)).toBe('gone');
    await at().dlpLicence(false);
  });

  it('deletes a file on a site that was granted to the app', async () => {
    await at().signOut();
    await at().siteWrite(true);
    const message = await at().say({ files: [picture()] });
    const copy = await fileCopy(message);
    expect(await at().remove.powers(message, at().poster)).toContain('site');
    expect(['deleted', 'recycled']).toContain((await removeBy(message, copy, 'site')).as);
    expect(await look(message, copy)).toBe('gone');
    await at().siteWrite(false);
  });
};

const posting = (at: () => ChatWorld): void => {
  const card = (set: SetId, more: Partial<HeldCardModel> = {}): HeldCardModel => ({ ...held, set, ...more });

  it('posts a card in the thread, and finds it instead of posting a second', async () => {
    const message = await at().say({ inline: [picture()] });
    const set = newSet();
    const first = await at().post.postCard(message, set, card(set), false);
    const second = await at().post.postCard(message, set, card(set), true);
    expect(second).toEqual(first);
    expect(await at().cardsFor(message, set)).toBe(1);
  });

  it('posts where nothing stood before, although it looked', async () => {
    const root = await at().say({ text: 'a question' });
    const reply = await at().say({ inline: [picture()], replyTo: root });
    const set = newSet();
    await at().post.postCard(reply, set, card(set), true);
    expect(await at().cardsFor(reply, set)).toBe(1);
  });

  it('redraws the card where it stands, and refuses where none stands', async () => {
    const message = await at().say({ inline: [picture()] });
    const set = newSet();
    const { activity } = await at().post.postCard(message, set, card(set), false);
    await at().post.redrawCard(message, activity, card(set, { filed: 1 }));
    expect(await at().cardsFor(message, set)).toBe(1);
    await expect(at().post.redrawCard(message, '1600000000001', card(set))).rejects.toMatchObject({
      code: 'card-refused',
      transient: false,
    });
  });

  it('tells everybody in a message’s own thread something, and nobody elsewhere', async () => {
    const [root, another] = [await at().say({ text: 'a question' }), await at().say({ text: 'another' })];
    const reply = await at().say({ inline: [picture()], replyTo: root });
    await at().post.tellThread(reply, { kind: 'not-protected', count: 1 });
    expect(await at().saidIn(root)).toBe(1);
    expect(await at().saidIn(another)).toBe(0);
  });

  it('tells everybody in the conversation something, as a post of its own', async () => {
    const before = await at().announced();
    await at().post.tellAll(at().place, { kind: 'not-protected', count: 1 });
    expect(await at().announced()).toBe(before + 1);
  });

  it('tells one person something in private', async () => {
    const before = await at().toldTo(at().poster);
    await at().post.tell(at().place, at().poster, { kind: 'not-protected', count: 1 });
    expect(await at().toldTo(at().poster)).toBe(before + 1);
  });
  chatAsks(at);
};

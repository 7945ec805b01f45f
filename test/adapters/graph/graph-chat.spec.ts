import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TENANT_ID, consultant, guest, nurse, registrar } from '../../../bot/local/demonstration/people.ts';
import type { Person } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { NewMessage, Weather } from '../../../bot/local/ward/page-contract.ts';
import type { Copy, CopyKind } from '../../../bot/set/copy.ts';
import { SafelightError } from '../../../bot/set/errors.ts';
import { copyId, messageId, personId } from '../../../bot/set/ids.ts';
import type { MessageNow, OriginalRef } from '../../../bot/set/original.ts';
import type { MessagePlace, Place } from '../../../bot/set/place.ts';
import { PIXEL, personAt, pixel, setWeather } from '../../local/ward/open-ward.ts';
import { openWardChat } from '../teams/ward-chat.ts';
import type { WardChat } from '../teams/ward-chat.ts';

const channel = wardSeven.channels[0]?.id ?? '';
const poster = personId(TENANT_ID, nurse.oid);
const MEGABYTE = 1024 * 1024;
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const copyOf = (what: CopyKind): Copy => ({
  id: copyId('c'),
  what,
  images: [],
  outcome: { state: 'visible' },
  sightings: [],
});

describe('Microsoft Graph', () => {
  let chat: WardChat;
  let minutes = 0;
  beforeAll(async () => {
    chat = await openWardChat({}, () => Date.now() + minutes * 60_000);
  });
  afterAll(() => chat.close());
  beforeEach(async () => {
    minutes += 2;
    await setWeather(chat.ward, {});
    for (const one of [nurse, registrar]) await personAt(chat.ward, one).call('POST', 'sign-out');
  });

  const weather = (now: Weather): Promise<void> => setWeather(chat.ward, now);
  const fault = (route: string, status: number, more: object = {}): Promise<void> =>
    weather({ faults: [{ route, status, times: 1, ...more }] });
  const signIn = (person: Person = nurse) => personAt(chat.ward, person).signIn();
  const post = async (
    place: Place,
    what: Partial<NewMessage>,
    by: Person = nurse,
    id: string = place.kind === 'channel' ? channel : nightTeam.id,
  ): Promise<MessagePlace> => ({ place, message: messageId(await personAt(chat.ward, by).post(id, what)) });
  const standing = async (at: MessagePlace): Promise<Extract<MessageNow, { state: 'standing' }>> => {
    const now = await chat.read.message(at);
    if (now.state !== 'standing') throw new Error(now.state);
    return now;
  };
  const readAll = async (at: MessagePlace, ref: OriginalRef | undefined, by = poster): Promise<string> => {
    if (ref === undefined) throw new Error('nothing to open');
    const chunks: Uint8Array[] = [];
    const { bytes } = await chat.read.open(at, ref, by, MEGABYTE);
    for await (const chunk of bytes) chunks.push(chunk);
    return hash(Buffer.concat(chunks));
  };
  const fileCopy = async (at: MessagePlace, home?: boolean): Promise<Copy> => {
    const ref = (await standing(at)).originals[0]?.ref as OriginalRef;
    const { file, bytes } = await chat.read.open(at, ref, poster, MEGABYTE);
    for await (const chunk of bytes) expect(chunk.length).toBeGreaterThan(0);
    if (file === undefined) throw new Error('no file');
    return copyOf({
      kind: 'file',
      drive: file.drive,
      item: file.item,
      eTag: file.eTag,
      home: home ?? file.home,
    });
  };
  const messageCopy = async (at: MessagePlace): Promise<Copy> =>
    copyOf({ kind: 'message', edition: (await standing(at)).edition, inline: 1 });

  it('reads and removes a message of three pictures with five calls, then looks once', async () => {
    await signIn();
    const at = await post(chat.channel, { inline: [pixel(), pixel(), pixel()] });
    await chat.calls();
    const { originals, edition } = await standing(at);
    for (const { ref } of originals) expect(await readAll(at, ref)).toBe(hash(PIXEL));
    const removed = await chat.remove.remove(
      at,
      copyOf({ kind: 'message', edition, inline: 3 }),
      'poster',
      poster,
    );
    expect(removed).toEqual({ as: 'deleted', seen: 'gone' });
    const graph = (await chat.calls()).filter((route) => route.startsWith('graph.'));
    expect(graph).toEqual([
      'graph.message.get',
      'graph.hosted-content.bytes',
      'graph.hosted-content.bytes',
      'graph.hosted-content.bytes',
      'graph.message.soft-delete',
      'graph.message.get',
    ]);
  });

  it('removes from a group chat, beneath the poster’s own path', async () => {
    await signIn();
    const at = await post(chat.groupChat, { inline: [pixel()] });
    expect(await chat.remove.remove(at, await messageCopy(at), 'poster', poster)).toMatchObject({
      as: 'deleted',
    });
    expect((await chat.read.message(at)).state).toBe('deleted');
  });

  it('reads and removes in a personal chat', async () => {
    await signIn();
    const place = chat.personal(nurse.oid);
    const at = await post(place, { files: [pixel()] }, nurse, `bot:${nurse.oid}`);
    await expect(chat.read.message(at)).resolves.toMatchObject({ state: 'standing' });
  });

  it('takes a group chat’s file from the poster’s OneDrive, and may delete it there', async () => {
    await signIn();
    const at = await post(chat.groupChat, { files: [pixel('heel.png')] });
    const copy = await fileCopy(at);
    expect(copy.what).toMatchObject({ home: true });
    expect(await chat.remove.remove(at, copy, 'poster', poster)).toMatchObject({ as: 'deleted' });
    expect(await chat.remove.look(at, copy, poster)).toBe('gone');
  });

  it('never deletes a file that lives elsewhere', async () => {
    await signIn();
    const at = await post(chat.channel, { link: pixel('old.png') });
    const copy = await fileCopy(at);
    expect(copy.what).toMatchObject({ home: false });
    await expect(chat.remove.remove(at, copy, 'poster', poster)).rejects.toMatchObject({
      code: 'change-refused',
    });
    expect(await chat.remove.look(at, copy, poster)).toBe('visible');
  });

  it('needs the poster’s sign-in for a file on a site the app was not granted', async () => {
    const at = await post(chat.channel, { files: [pixel()] });
    const ref = (await standing(at)).originals[0]?.ref;
    await expect(readAll(at, ref)).rejects.toMatchObject({ code: 'sign-in-needed', transient: false });
    await signIn();
    expect(await readAll(at, ref)).toBe(hash(PIXEL));
  });

  it('uses nobody’s sign-in but the poster’s', async () => {
    await signIn(registrar);
    const at = await post(chat.channel, { inline: [pixel()] });
    const copy = await messageCopy(at);
    const other = personId(TENANT_ID, registrar.oid);
    expect(await chat.remove.remove(at, copy, 'poster', poster)).toEqual({
      as: 'refused',
      why: 'sign-in-needed',
    });
    expect(await chat.remove.remove(at, copy, 'poster', other)).toEqual({
      as: 'refused',
      why: 'chat-forbidden',
    });
    expect((await standing(at)).originals).toHaveLength(1);
  });

  it('puts a file into the recycle bin where deleting for good is not allowed, and says until when', async () => {
    await weather({ siteWrite: [wardSeven.siteId] });
    const at = await post(chat.channel, { files: [pixel()] });
    const copy = await fileCopy(at);
    const removed = await chat.remove.remove(at, copy, 'site', poster);
    expect(removed.as).toBe('recycled');
    expect(await chat.remove.look(at, copy, poster)).toBe('gone');
    await weather({ siteWrite: [wardSeven.siteId], permanentDelete: true });
    const next = await post(chat.channel, { files: [pixel()] });
    expect(await chat.remove.remove(next, await fileCopy(next), 'site', poster)).toEqual({ as: 'deleted' });
  });

  it('says when retention keeps a file', async () => {
    await signIn();
    await weather({ labelledSites: [wardSeven.siteId] });
    const at = await post(chat.channel, { files: [pixel()] });
    const copy = await fileCopy(at);
    expect(await chat.remove.remove(at, copy, 'poster', poster)).toEqual({
      as: 'refused',
      why: 'blocked-by-retention',
    });
    expect(await chat.remove.look(at, copy, poster)).toBe('visible');
  });

  it('says when the licence to hide is missing, and does not ask again at once', async () => {
    const at = await post(chat.channel, { inline: [pixel()] });
    expect(await chat.remove.powers(at, poster)).toContain('hide');
    expect(await chat.remove.remove(at, await messageCopy(at), 'hide', poster)).toEqual({
      as: 'refused',
      why: 'licence-missing',
    });
    expect(await chat.remove.powers(at, poster)).not.toContain('hide');
    minutes += 2;
    expect(await chat.remove.powers(at, poster)).toContain('hide');
  });

  it('shows a hidden message again when it had been edited after custody', async () => {
    await weather({ dlpLicence: true });
    const at = await post(chat.channel, { inline: [pixel()] });
    const copy = await messageCopy(at);
    await personAt(chat.ward, nurse).edit(channel, at.message, { addInline: [pixel()] });
    expect(await chat.remove.remove(at, copy, 'hide', poster)).toEqual({ as: 'changed', restored: true });
    expect((await standing(at)).hiddenByPolicy).toBe(false);
  });

  it('looks again when it could not see whether a deletion took an edited message', async () => {
    await signIn();
    const at = await post(chat.channel, { inline: [pixel()] });
    const copy = await messageCopy(at);
    await personAt(chat.ward, nurse).edit(channel, at.message, { addInline: [pixel()] });
    await fault('graph.message.get', 503);
    await expect(chat.remove.remove(at, copy, 'poster', poster)).rejects.toMatchObject({ transient: true });
    expect(await chat.remove.remove(at, copy, 'poster', poster)).toEqual({ as: 'changed', restored: true });
    expect((await standing(at)).originals).toHaveLength(2);
  });

  it.each([
    [429, { retryAfter: 7 }, { code: 'chat-throttled', transient: true, retryAfterMs: 7000 }],
    [503, { retryAfter: 9 }, { code: 'chat-throttled', transient: true, retryAfterMs: 9000 }],
    [500, {}, { code: 'chat-unreachable', transient: true, retryAfterMs: undefined }],
    [0, {}, { code: 'chat-unreachable', transient: true }],
    [403, {}, { code: 'chat-forbidden', transient: false }],
  ])('says what %i means', async (status, more, expected) => {
    const at = await post(chat.channel, { text: 'x' });
    await fault('graph.message.get', status, more);
    await expect(chat.read.message(at)).rejects.toMatchObject(expected);
  });

  it('asks for a new token once when one is refused', async () => {
    const at = await post(chat.channel, { text: 'x' });
    await fault('graph.message.get', 401);
    await expect(chat.read.message(at)).resolves.toMatchObject({ state: 'standing' });
  });

  it('says that an original is gone', async () => {
    const at = await post(chat.channel, { inline: [pixel()] });
    const ref = (await standing(at)).originals[0]?.ref;
    await personAt(chat.ward, nurse).delete(channel, at.message);
    await expect(readAll(at, ref)).rejects.toMatchObject({ code: 'original-gone', transient: false });
  });

  it('takes a picture from the activity’s own address, with the bot’s token and at the bot’s hosts alone', async () => {
    const at = await post(chat.groupChat, { inline: [pixel()] });
    const id = /objects\/([^/]+)\//.exec(
      Buffer.from(
        ((await standing(at)).originals[0]?.ref as { hostedContent: string }).hostedContent,
        'base64',
      ).toString(),
    )?.[1];
    const address = `${chat.ward.url}/connector/v3/attachments/${id ?? ''}/views/original`;
    expect(await readAll(at, { kind: 'carried', carried: 'inline', address })).toBe(hash(PIXEL));
    for (const elsewhere of [
      'http://127.0.0.1:9/x',
      'https://evil.example/x',
      'file:///etc/passwd',
      'nonsense',
    ]) {
      for (const carried of ['inline', 'download'] as const) {
        await expect(readAll(at, { kind: 'carried', carried, address: elsewhere })).rejects.toMatchObject({
          code: 'host-not-allowed',
        });
      }
    }
    // Without the bot's token the same address gives nothing.
    await expect(readAll(at, { kind: 'carried', carried: 'download', address })).rejects.toThrow(
      SafelightError,
    );
  });

  it('knows a guest from a colleague', async () => {
    expect(await chat.read.member(chat.channel, personId(guest.tid, guest.oid))).toMatchObject({
      guest: true,
    });
    expect(await chat.read.member(chat.channel, personId(TENANT_ID, consultant.oid))).toMatchObject({
      guest: false,
    });
    expect(await chat.read.member(chat.channel, personId('another-tenant', consultant.oid))).toBeUndefined();
    expect(await chat.read.member(chat.groupChat, personId(TENANT_ID, consultant.oid))).toBeUndefined();
  });
});

import { randomBytes, randomUUID } from 'node:crypto';
import { list, text, textOr } from '../http/read-json.ts';
import { refusePage } from '../http/refuse.ts';
import { json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import type { Upload } from '../page-contract.ts';
import { tellOfMessage } from '../to-bot/tell-of-message.ts';
import { addMessage, deleteMessage, editMessage, undoDelete } from '../world/change-message.ts';
import { composeHtml } from '../world/compose.ts';
import { placeFile } from '../world/place-file.ts';
import { personByOid } from '../world/places.ts';
import type { Place } from '../world/places.ts';
import type { Beside, Inline, Mention, Message } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { takeAlong } from './forward-message.ts';
import { readUpload, readUploads } from './read-upload.ts';
import { placeForMember } from './who-asks.ts';

const keepInline = async (world: World, upload: Upload): Promise<Inline> => {
  const bytes = Buffer.from(upload.base64, 'base64');
  return {
    id: `0-weu-d1-${randomBytes(16).toString('hex')}`,
    name: upload.name,
    contentType: upload.contentType,
    bytes: await world.bytes.keep(bytes),
    size: bytes.length,
  };
};

const putBeside = async (
  world: World,
  where: { readonly place: Place; readonly oid: string },
  upload: Upload,
  kind: Beside['kind'],
): Promise<Beside> => {
  const item = await placeFile(world, where.place, where.oid, upload, kind);
  return { id: randomUUID(), item: item.id, kind };
};

const mentionsIn = (value: unknown): Mention[] =>
  list(value).flatMap((oid) => {
    const person = personByOid(textOr(oid, ''));
    return person ? [{ oid: person.oid, name: person.name }] : [];
  });

const threadOf = (world: World, place: Place, asked: string | undefined): { replyTo?: string } => {
  if (asked === undefined) return {};
  const root = world.messages.get(asked);
  if (place.kind !== 'channel' || root?.place !== place.id)
    throw refusePage(404, 'There is no such message here.');
  return { replyTo: root.replyTo ?? root.id };
};

const post = async (world: World, call: Call): Promise<Reply> => {
  const { place, person } = placeForMember(world, call);
  const asked = call.json();
  const thread = threadOf(world, place, text(asked['replyTo']));
  const where = { place, oid: person.oid };
  const inline = await Promise.all(readUploads(asked['inline']).map((one) => keepInline(world, one)));
  const beside: Beside[] = [];
  for (const file of readUploads(asked['files'])) beside.push(await putBeside(world, where, file, 'file'));
  if (asked['link'] !== undefined)
    beside.push(await putBeside(world, where, readUpload(asked['link']), 'link'));
  const along = takeAlong(world, asked['forward'], person.oid);
  const typed = textOr(asked['text'], '');
  const mentions = mentionsIn(asked['mentions']);
  const message = addMessage(
    world,
    {
      place: place.id,
      oid: person.oid,
      ...thread,
      text: typed,
      html: composeHtml(typed, mentions),
      mentions,
      inline: [...inline, ...(along?.inline ?? [])],
      ...(along === undefined ? {} : { forwarded: along.forwarded }),
      beside,
      cards: [],
    },
    'posted',
  );
  await tellOfMessage(world, message, 'posted');
  return json(201, { id: message.id });
};

/** The person's own message, standing or deleted. */
const ownMessage = (world: World, call: Call): { readonly message: Message; readonly place: Place } => {
  const { place, person } = placeForMember(world, call);
  const message = world.messages.get(call.param('message'));
  if (message?.place !== place.id) throw refusePage(404, 'There is no such message here.');
  if (message.oid !== person.oid) throw refusePage(403, 'Only its author may change a message.');
  return { message, place };
};

const edit = async (world: World, call: Call): Promise<Reply> => {
  const { message, place } = ownMessage(world, call);
  if (message.deletedAt !== undefined) throw refusePage(409, 'The message is deleted.');
  const asked = call.json();
  const typed = text(asked['text']);
  const added = await Promise.all(readUploads(asked['addInline']).map((one) => keepInline(world, one)));
  const beside: Beside[] = [];
  for (const file of readUploads(asked['addFiles'])) {
    beside.push(await putBeside(world, { place, oid: message.oid ?? '' }, file, 'file'));
  }
  // Uploading took its time: what is edited is the message as it is now.
  const now = world.messages.get(message.id) ?? message;
  const edited = editMessage(world, now, {
    ...(typed === undefined ? {} : { text: typed, html: composeHtml(typed, now.mentions) }),
    inline: [...now.inline, ...added],
    beside: [...now.beside, ...beside],
  });
  await tellOfMessage(world, edited, 'edited');
  return json(200, { id: edited.id });
};

const remove = async (world: World, call: Call): Promise<Reply> => {
  const { message } = ownMessage(world, call);
  if (message.deletedAt === undefined) await tellOfMessage(world, deleteMessage(world, message), 'deleted');
  return json(200, { id: message.id });
};

const undo = async (world: World, call: Call): Promise<Reply> => {
  const { message } = ownMessage(world, call);
  if (message.deletedAt !== undefined) await tellOfMessage(world, undoDelete(world, message), 'undone');
  return json(200, { id: message.id });
};

const MESSAGES = '/ward/api/places/:place/messages';

/** What a person can do to messages in a Teams client. */
export const messageRoutes = (world: World): Route[] => [
  { name: 'page.message.post', method: 'POST', path: MESSAGES, answer: (call) => post(world, call) },
  {
    name: 'page.message.edit',
    method: 'POST',
    path: `${MESSAGES}/:message/edit`,
    answer: (call) => edit(world, call),
  },
  {
    name: 'page.message.delete',
    method: 'POST',
    path: `${MESSAGES}/:message/delete`,
    answer: (call) => remove(world, call),
  },
  {
    name: 'page.message.undo',
    method: 'POST',
    path: `${MESSAGES}/:message/undo`,
    answer: (call) => undo(world, call),
  },
];

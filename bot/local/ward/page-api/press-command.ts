import { text } from '../http/read-json.ts';
import { refusePage } from '../http/refuse.ts';
import { json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import { shapeActivity } from '../to-bot/shape-activity.ts';
import { personByOid } from '../world/places.ts';
import type { BotAnswer } from '../world/bot-line.ts';
import type { Message } from '../world/records.ts';
import type { AppCommand, World } from '../world/world.ts';
import { readTaskAnswer } from './read-bot-answer.ts';
import { placeForMember } from './who-asks.ts';

type Pressed = ReturnType<typeof placeForMember> & {
  readonly command: AppCommand;
  /** The message whose menu it was pressed in. */
  readonly message: Message | undefined;
  readonly thread: string | undefined;
};

const standing = (world: World, place: string, id: string): Message => {
  const message = world.messages.get(id);
  if (message?.place !== place || message.deletedAt !== undefined)
    throw refusePage(404, 'There is no such message here.');
  return message;
};

const pressedOf = (world: World, call: Call): Pressed => {
  const { place, person } = placeForMember(world, call);
  const command = world.commands.find((one) => one.id === call.param('command'));
  if (command === undefined) throw refusePage(404, 'The app has no such command.');
  const asked = call.json();
  const [named, root] = [text(asked['message']), text(asked['replyTo'])];
  if (command.context === 'message' && named === undefined)
    throw refusePage(400, 'This command belongs to a message.');
  const message = named === undefined ? undefined : standing(world, place.id, named);
  const post = message ?? (root === undefined ? undefined : standing(world, place.id, root));
  const thread = place.kind === 'channel' ? (post?.replyTo ?? post?.id) : undefined;
  return { place, person, command, message, thread };
};

/** The message as Teams sends it along: what its client knows of it. */
const payloadOf = (message: Message): Readonly<Record<string, unknown>> => {
  const person = message.oid === undefined ? undefined : personByOid(message.oid);
  return {
    id: message.id,
    replyToId: message.replyTo ?? null,
    createdDateTime: new Date(message.createdAt).toISOString(),
    lastModifiedDateTime: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
    deleted: false,
    importance: 'normal',
    locale: 'en-gb',
    body: { contentType: 'html', content: message.html },
    from: {
      device: null,
      application: null,
      user:
        person === undefined
          ? null
          : { userIdentityType: 'aadUser', id: person.oid, displayName: person.name },
    },
    reactions: [],
    mentions: [],
    attachments: [],
  };
};

const askBot = (world: World, pressed: Pressed, name: string, more: object): Promise<BotAnswer> => {
  const { place, person, command, message, thread } = pressed;
  const value = {
    commandId: command.id,
    commandContext: command.context,
    context: { theme: 'default' },
    ...(message === undefined ? {} : { messagePayload: payloadOf(message) }),
    ...more,
  };
  const envelope = { place, person, ...(thread === undefined ? {} : { thread }) };
  return world.bot.ask(shapeActivity(world, 'invoke', envelope, { name, value }));
};

const press = async (world: World, call: Call): Promise<Reply> =>
  json(200, readTaskAnswer(await askBot(world, pressedOf(world, call), 'composeExtension/fetchTask', {})));

/** What the dialog's page handed over when it closed itself. */
const submit = async (world: World, call: Call): Promise<Reply> => {
  const data = call.json()['data'] ?? null;
  const more = { data, botMessagePreviewAction: null };
  return json(
    200,
    readTaskAnswer(await askBot(world, pressedOf(world, call), 'composeExtension/submitAction', more)),
  );
};

const COMMANDS = '/ward/api/places/:place/commands/:command';

/** The app's message extension: actions beside the message box, and in the menu of a message. */
export const commandRoutes = (world: World): Route[] => [
  { name: 'page.command.press', method: 'POST', path: COMMANDS, answer: (call) => press(world, call) },
  {
    name: 'page.command.submit',
    method: 'POST',
    path: `${COMMANDS}/submit`,
    answer: (call) => submit(world, call),
  },
];

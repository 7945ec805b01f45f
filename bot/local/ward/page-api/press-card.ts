import { randomUUID } from 'node:crypto';
import { fields, text, textOr } from '../http/read-json.ts';
import type { Fields } from '../http/read-json.ts';
import { refusePage } from '../http/refuse.ts';
import { json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import type { CardActionResult } from '../page-contract.ts';
import { shapeActivity } from '../to-bot/shape-activity.ts';
import type { BotAnswer } from '../world/bot-line.ts';
import type { Message } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { readCardAnswer, readTaskAnswer } from './read-bot-answer.ts';
import { placeForMember } from './who-asks.ts';

type Press = ReturnType<typeof placeForMember> & { readonly message: Message; readonly action: Fields };

const pressOf = (world: World, call: Call): Press => {
  const where = placeForMember(world, call);
  const message = world.messages.get(call.param('activity'));
  const stands =
    message?.place === where.place.id && message.deletedAt === undefined && message.oid === undefined;
  if (!message || !stands) throw refusePage(404, 'There is no such card here.');
  return { ...where, message, action: call.json() };
};

const envelopeOf = ({ place, person, message }: Press) => ({
  place,
  person,
  ...(place.kind === 'channel' ? { thread: message.replyTo ?? message.id } : {}),
});

const askBot = (world: World, press: Press, name: string, value: unknown): Promise<BotAnswer> =>
  world.bot.ask(
    shapeActivity(world, 'invoke', envelopeOf(press), { name, value, replyToId: press.message.id }),
  );

const execute = async (world: World, press: Press): Promise<CardActionResult> => {
  const { action, message, person } = press;
  const value = {
    action: {
      type: 'Action.Execute',
      id: textOr(action['id'], ''),
      verb: textOr(action['verb'], ''),
      data: action['data'] ?? {},
    },
    trigger: 'manual',
  };
  const result = readCardAnswer(await askBot(world, press, 'adaptiveCard/action', value));
  // The answer's card replaces the card for the one who pressed; for everybody else the bot must update its activity.
  if (result.kind === 'card') {
    world.cardViews.put(`${message.id} ${person.oid}`, {
      message: message.id,
      oid: person.oid,
      card: result.card,
    });
    world.changes.emit('change', message.place);
  }
  return result;
};

const openDialog = async (
  world: World,
  press: Press,
  name: 'task/fetch' | 'task/submit',
): Promise<CardActionResult> =>
  readTaskAnswer(
    await askBot(world, press, name, { data: press.action['data'] ?? {}, context: { theme: 'default' } }),
  );

/** An ordinary submit is a message to the bot that nobody sees. */
const submit = async (world: World, press: Press): Promise<CardActionResult> => {
  const teams = fields(fields(press.action['data'])?.['msteams']);
  const answer = await world.bot.ask(
    shapeActivity(
      world,
      'message',
      { ...envelopeOf(press), id: randomUUID() },
      {
        text: textOr(teams?.['text'], ''),
        value: press.action['data'],
        replyToId: press.message.id,
        attachments: [],
        entities: [],
      },
    ),
  );
  if (answer.status >= 200 && answer.status < 300) return { kind: 'nothing' };
  return { kind: 'error', status: answer.status, text: 'Something went wrong. Please try again.' };
};

const press = async (world: World, call: Call): Promise<Reply> => {
  const asked = pressOf(world, call);
  const teamsType = text(fields(fields(asked.action['data'])?.['msteams'])?.['type']);
  if (asked.action['type'] === 'Action.Execute') return json(200, await execute(world, asked));
  if (asked.action['type'] !== 'Action.Submit') throw refusePage(400, 'No such kind of action.');
  if (teamsType === 'task/fetch' || teamsType === 'task/submit') {
    return json(200, await openDialog(world, asked, teamsType));
  }
  return json(200, await submit(world, asked));
};

export const cardRoutes = (world: World): Route[] => [
  {
    name: 'page.card.action',
    method: 'POST',
    path: '/ward/api/places/:place/cards/:activity/action',
    answer: (call) => press(world, call),
  },
];

import { fields, text, textOr } from '../http/read-json.ts';
import { refuseGraph } from '../http/refuse.ts';
import { done } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import type { Throttle } from '../http/throttle.ts';
import { tellOfMessage } from '../to-bot/tell-of-message.ts';
import { editMessage, judgeMessage } from '../world/change-message.ts';
import type { Place } from '../world/places.ts';
import type { Message } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { forbidden } from './check-caller.ts';
import type { Caller } from './check-caller.ts';
import { messageRoutes, notFound } from './find-message.ts';
import { ownOnly } from './remove-messages.ts';
import { hostedContentId } from './shape-message.ts';

/** The one thing an app may change on its own behalf, and only with the licence (platform.md 2b). */
const judge = (world: World, call: Call, message: Message): Reply => {
  const asked = call.json();
  if (Object.keys(asked).some((key) => key !== 'policyViolation' && !key.startsWith('@odata'))) {
    throw forbidden('With application permissions only policyViolation can be updated.');
  }
  const verdict = fields(asked['policyViolation']);
  if (!verdict) throw refuseGraph(400, 'BadRequest', 'policyViolation is missing.');
  if (world.sky.now.dlpLicence !== true) {
    throw refuseGraph(
      402,
      'PaymentRequired',
      'A licence with the Communications DLP service plan is required.',
    );
  }
  judgeMessage(world, message, verdict);
  return done;
};

/** Pictures and attachments that the new body no longer shows go with the edit. */
const contentAfter = (message: Message, html: string) => ({
  html: html.replace(/<p><img [^>]*><\/p>|<img [^>]*>|<attachment [^>]*>(<\/attachment>)?/g, ''),
  inline: message.inline.filter((one) => html.includes(hostedContentId(one))),
  beside: message.beside.filter((one) => html.includes(`"${one.id}"`)),
});

const rewrite = async (world: World, call: Call, message: Message): Promise<Reply> => {
  const body = fields(call.json()['body']);
  if (!body) throw refuseGraph(400, 'BadRequest', 'body is missing.');
  const content = textOr(body['content'], '');
  const html = text(body['contentType']) === 'html' ? content : `<p>${content}</p>`;
  const after = contentAfter(message, html);
  const edited = editMessage(world, message, { ...after, text: after.html.replace(/<[^>]*>/g, '') });
  await tellOfMessage(world, edited, 'edited');
  return done;
};

const change = (
  world: World,
  call: Call,
  caller: Caller,
  message: Message,
  place: Place,
): Promise<Reply> | Reply => {
  if (message.deletedAt !== undefined) throw notFound();
  if (caller.kind === 'app') return judge(world, call, message);
  if (call.json()['policyViolation'] !== undefined)
    throw forbidden('policyViolation is for applications only.');
  ownOnly(caller, message, place);
  return rewrite(world, call, message);
};

export const changeMessageRoutes = (world: World, throttle: Throttle): Route[] =>
  messageRoutes(
    world,
    throttle,
    { name: 'graph.message.patch', method: 'PATCH', path: '', families: ['channel', 'chat', 'user-chat'] },
    (call, caller, message, place) => change(world, call, caller, message, place),
  );

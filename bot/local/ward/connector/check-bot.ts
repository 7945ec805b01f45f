import { connectorError } from '../http/refuse.ts';
import { Refusal } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import { CONNECTOR_AUDIENCE } from '../tokens/issue.ts';
import type { World } from '../world/world.ts';

/** The bearer token of a request, or undefined. */
export const bearer = (call: Call): string | undefined => {
  const [scheme, token, ...more] = (call.headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && more.length === 0 ? token : undefined;
};

const unauthorised = (): Refusal => {
  const reply = connectorError(401, 'Unauthorized', 'Authorization has been denied for this request.');
  return new Refusal({ ...reply, headers: { ...reply.headers, 'www-authenticate': 'Bearer' } });
};

/** Refuses with 401 unless the bot itself is calling. */
const checkBot = async (world: World, call: Call): Promise<void> => {
  const token = bearer(call);
  const claims = token === undefined ? undefined : await world.tokens.verify(token, CONNECTOR_AUDIENCE);
  if (claims?.['appid'] !== world.identity.appId) throw unauthorised();
};

type BotAnswer = (call: Call) => Promise<Reply> | Reply;

/** A route only the bot may call. */
export const botRoute = (
  world: World,
  name: string,
  method: Route['method'],
  path: string,
  answer: BotAnswer,
): Route => ({
  name,
  method,
  path,
  async answer(call) {
    await checkBot(world, call);
    return answer(call);
  },
});

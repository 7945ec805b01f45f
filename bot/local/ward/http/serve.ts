import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Weather } from '../page-contract.ts';
import type { World } from '../world/world.ts';
import { compileRoutes } from './match.ts';
import type { Matched } from './match.ts';
import { fields } from './read-json.ts';
import { connectorError, graphError } from './refuse.ts';
import { Refusal } from './route.ts';
import type { Call, Reply, Route } from './route.ts';
import { nobody } from './witness.ts';
import type { Witness } from './witness.ts';

const MAX_BODY_BYTES = 512 * 1024 * 1024;

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES)
      throw new Refusal(connectorError(413, 'RequestTooLarge', 'The request is too large.'));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const readObject = (body: Buffer): Readonly<Record<string, unknown>> => {
  if (body.length === 0) return {};
  try {
    const read = fields(JSON.parse(body.toString('utf8')));
    if (read) return read;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Refusal(connectorError(400, 'BadSyntax', 'The body is not a JSON object.'));
};

const callOf = (
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  params: ReadonlyMap<string, string>,
): Call => ({
  method: request.method ?? 'GET',
  url,
  headers: request.headers,
  body,
  param(name) {
    const found = params.get(name);
    if (found === undefined) throw new Error(`the path has no part ${name}`);
    return found;
  },
  json: () => readObject(body),
});

/** Graph, connector and token service each have their own way to say no. */
const errorFor = (path: string) => (path.startsWith('/graph/') ? graphError : connectorError);

const unknownPath = (path: string): Reply =>
  path.startsWith('/graph/')
    ? graphError(400, 'BadRequest', `Resource not found for the segment '${path.split('/').at(-1) ?? ''}'.`)
    : connectorError(404, 'NotFound', 'Nothing is served here.');

const faultReply = (path: string, fault: NonNullable<Weather['faults']>[number]): Reply =>
  errorFor(path)(
    fault.status,
    fault.status === 429 ? 'TooManyRequests' : 'ServiceUnavailable',
    'The weather is bad.',
    fault.retryAfter,
  );

const answerSafely = async (route: Route, call: Call): Promise<Reply> => {
  try {
    return await route.answer(call);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
};

const write = (response: ServerResponse, reply: Reply): void => {
  if (reply.stream) {
    reply.stream(response);
    return;
  }
  const body = reply.bytes ?? (reply.text === undefined ? undefined : Buffer.from(reply.text));
  const payload = body ?? (reply.json === undefined ? undefined : Buffer.from(JSON.stringify(reply.json)));
  const type = reply.json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(reply.status, { ...type, 'content-length': payload?.length ?? 0, ...reply.headers });
  response.end(payload);
};

/** Waits, fails and counts as the weather says, around one route. Undefined: the connection is cut. */
const weathered = async (
  world: World,
  matched: Matched,
  call: Call,
  seen: ReturnType<Witness>,
): Promise<Reply | undefined> => {
  const { route } = matched;
  const latency = world.sky.latency(route.name);
  if (latency > 0) await wait(latency);
  if ((await seen.before()) === 'cut') return undefined;
  const fault = world.sky.strike(route.name);
  const reached = !fault || fault.afterEffect === true;
  const answered = reached ? await answerSafely(route, call) : undefined;
  const reply = fault ? faultReply(call.url.pathname, fault) : answered;
  if (!route.name.startsWith('page.')) {
    world.moments.note({ what: 'call', route: route.name, status: reply?.status ?? 0 });
  }
  if ((await seen.after()) === 'cut') return undefined;
  return fault?.status === 0 ? undefined : reply;
};

const answerRequest = async (
  world: World,
  find: ReturnType<typeof compileRoutes>,
  request: IncomingMessage,
  witness: Witness,
): Promise<Reply | undefined> => {
  const url = new URL(request.url ?? '/', world.url);
  const matched = find(request.method ?? 'GET', url.pathname);
  const body = await readBody(request);
  if (!matched) return unknownPath(url.pathname);
  const seen = witness(matched.route.name, request.socket.remotePort ?? 0);
  return weathered(world, matched, callOf(request, url, body, matched.params), seen);
};

/** Answers the server's requests, by the routes and the weather; `witness` is told of each. */
export const serveWorld = (
  server: Server,
  world: World,
  routes: readonly Route[],
  witness: Witness = nobody,
): void => {
  const find = compileRoutes(routes);
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const reply = await answerRequest(world, find, request, witness);
      if (reply) write(response, reply);
      else request.socket.destroy();
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (error instanceof Refusal) write(response, error.reply);
      else write(response, errorFor(request.url ?? '/')(500, 'InternalServerError', String(error)));
    }
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => void serve(request, response));
};

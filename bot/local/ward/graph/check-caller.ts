import { bearer } from '../connector/check-bot.ts';
import { graphError, refuseGraph } from '../http/refuse.ts';
import { Refusal } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import { GRAPH_AUDIENCE } from '../tokens/issue.ts';
import type { World } from '../world/world.ts';

/** Who calls Graph: the app on its own, or for a person who signed in. */
export type Caller =
  | { readonly kind: 'app' }
  | { readonly kind: 'person'; readonly oid: string; readonly scopes: readonly string[] };

const unauthorised = (words: string): Refusal => {
  const reply = graphError(401, 'InvalidAuthenticationToken', words);
  return new Refusal({ ...reply, headers: { ...reply.headers, 'www-authenticate': 'Bearer realm=""' } });
};

/** Refuses with 401 unless the token is one of this tenant's, for Graph, in time. */
const checkCaller = async (world: World, call: Call): Promise<Caller> => {
  const token = bearer(call);
  if (token === undefined) throw unauthorised('Access token is empty.');
  const claims = await world.tokens.verify(token, GRAPH_AUDIENCE);
  if (!claims)
    throw unauthorised('Access token validation failure. Invalid audience, signature or lifetime.');
  const { oid, scp } = claims;
  if (typeof oid !== 'string' || typeof scp !== 'string') return { kind: 'app' };
  return { kind: 'person', oid, scopes: scp.split(' ') };
};

export const forbidden = (words: string): Refusal => refuseGraph(403, 'Forbidden', words);

/** The signed-in person, where an action is delegated only. */
export const personOnly = (caller: Caller, scope: string): string => {
  if (caller.kind === 'app') throw forbidden('The request requires delegated permissions.');
  if (!caller.scopes.includes(scope))
    throw forbidden(`Missing scope permissions on the request. Needed: ${scope}.`);
  return caller.oid;
};

/** Refuses the app where its resource-specific permission was not consented to in this team or chat. */
export const mustBeGranted = (world: World, caller: Caller, where: string, permission: string): void => {
  if (caller.kind !== 'app') return;
  if (world.sky.now.grantsMissing?.[where]?.includes(permission) === true)
    throw forbidden(`Missing role permissions on the request. Needed: ${permission}.`);
};

export type GraphAnswer = (call: Call, caller: Caller) => Promise<Reply> | Reply;

export const GRAPH = '/graph/v1.0';

/** A route of Graph: nobody gets in without a token. */
export const graphRoute = (
  world: World,
  name: string,
  method: Route['method'],
  path: string,
  answer: GraphAnswer,
): Route => ({
  name,
  method,
  path: `${GRAPH}${path}`,
  answer: async (call) => answer(call, await checkCaller(world, call)),
});

import { botRoute } from '../connector/check-bot.ts';
import { fields, text, textOr } from '../http/read-json.ts';
import { connectorError, refuseConnector } from '../http/refuse.ts';
import { Refusal, json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import { escapeHtml } from '../world/compose.ts';
import { personByOid } from '../world/places.ts';
import { TOKEN_SECONDS, issuePersonToken } from '../tokens/issue.ts';
import type { World } from '../world/world.ts';
import { beginCode, handCodeToBot, redeemCode } from './keep-sign-ins.ts';

const personAsked = (world: World, call: Call): string => {
  const person = world.places.person(call.url.searchParams.get('userId') ?? '');
  if (!person) throw refuseConnector(404, 'NotFound', 'No such user.');
  return person.oid;
};

const connectionAsked = (call: Call): string => {
  const name = call.url.searchParams.get('connectionName');
  if (!name) throw refuseConnector(400, 'BadArgument', 'connectionName is needed.');
  return name;
};

/** 404 with no token in it where there is none: botbuilder reads that as "not signed in". */
const getToken = async (world: World, call: Call): Promise<Reply> => {
  const oid = personAsked(world, call);
  const connectionName = connectionAsked(call);
  const code = call.url.searchParams.get('code');
  if (code) redeemCode(world, oid, code);
  if (world.signedIn.get(oid) === undefined)
    throw new Refusal(connectorError(404, 'NotFound', 'Not signed in.'));
  return json(200, {
    channelId: 'msteams',
    connectionName,
    token: await issuePersonToken(world, oid),
    expiration: new Date(Date.now() + TOKEN_SECONDS * 1000).toISOString(),
  });
};

const status = (world: World, call: Call): Reply => {
  const oid = personAsked(world, call);
  return json(200, [
    {
      channelId: 'msteams',
      connectionName: call.url.searchParams.get('include') ?? 'graph',
      hasToken: world.signedIn.get(oid) !== undefined,
      serviceProviderDisplayName: 'Azure Active Directory v2',
    },
  ]);
};

const signOut = (world: World, call: Call): Reply => {
  world.signedIn.remove(personAsked(world, call));
  return json(200, {});
};

/** Who and where a sign-in was begun, as botbuilder writes it into the state. */
const readState = (world: World, state: string) => {
  const read = ((): unknown => {
    try {
      return JSON.parse(Buffer.from(state, 'base64').toString('utf8'));
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  })();
  const reference = fields(fields(read)?.['conversation']);
  const person = world.places.person(textOr(fields(reference?.['user'])?.['id'], ''));
  if (!person) throw refuseConnector(400, 'BadArgument', 'The sign-in state names nobody.');
  const conversation = text(fields(reference?.['conversation'])?.['id']);
  return {
    person,
    place: conversation === undefined ? undefined : world.places.byConversation(conversation),
  };
};

const signInLink = (world: World, call: Call): string => {
  const state = call.url.searchParams.get('state') ?? '';
  readState(world, state);
  return `${world.url}/token-service/signin?state=${encodeURIComponent(state)}`;
};

const page = (body: string): Reply => ({
  status: 200,
  text: `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Sign in</title>
<meta name="viewport" content="width=device-width"><style>body{font:18px/1.5 system-ui;max-width:32em;margin:3em auto;padding:0 1em}
button{font:inherit;padding:.5em 1.5em}</style><body>${body}</body></html>`,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
});

const askConsent = (world: World, call: Call): Reply => {
  const { person } = readState(world, call.url.searchParams.get('state') ?? '');
  return page(`<h1>Sign in</h1><p>You are <strong>${escapeHtml(person.name)}</strong>.</p>
<p>Safelight asks to read and delete messages and files that you posted yourself.</p>
<form method="post"><button>Allow</button></form>`);
};

const consent = async (world: World, call: Call): Promise<Reply> => {
  const { person, place } = readState(world, call.url.searchParams.get('state') ?? '');
  const code = beginCode(world, person.oid);
  await handCodeToBot(world, person.oid, code, place);
  const signedIn = world.signedIn.get(person.oid) !== undefined;
  return page(
    signedIn
      ? `<h1>Signed in</h1><p>Thank you, ${escapeHtml(personByOid(person.oid)?.name ?? '')}. You can close this window.</p>`
      : `<h1>One more step</h1><p>Enter this code in the chat with the app: <strong>${code}</strong></p>`,
  );
};

const API = '/token-service/api';

/** The Bot Framework token service: keeps people's tokens for the bot, and how they come to be. */
export const userTokenRoutes = (world: World): Route[] => [
  botRoute(world, 'token.get', 'GET', `${API}/usertoken/GetToken`, (call) => getToken(world, call)),
  botRoute(world, 'token.status', 'GET', `${API}/usertoken/GetTokenStatus`, (call) => status(world, call)),
  botRoute(world, 'token.sign-out', 'DELETE', `${API}/usertoken/SignOut`, (call) => signOut(world, call)),
  botRoute(world, 'token.exchange', 'POST', `${API}/usertoken/exchange`, (call) => getToken(world, call)),
  botRoute(world, 'token.sign-in-link', 'GET', `${API}/botsignin/GetSignInUrl`, (call) => ({
    status: 200,
    text: signInLink(world, call),
    headers: { 'content-type': 'text/plain' },
  })),
  botRoute(world, 'token.sign-in-link', 'GET', `${API}/botsignin/GetSignInResource`, (call) =>
    json(200, { signInLink: signInLink(world, call) }),
  ),
  {
    name: 'page.consent',
    method: 'GET',
    path: '/token-service/signin',
    answer: (call) => askConsent(world, call),
  },
  {
    name: 'page.consent',
    method: 'POST',
    path: '/token-service/signin',
    answer: (call) => consent(world, call),
  },
];

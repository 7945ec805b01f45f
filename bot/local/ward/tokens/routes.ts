import { timingSafeEqual } from 'node:crypto';
import { TENANT_ID } from '../../demonstration/people.ts';
import { Refusal, json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import type { World } from '../world/world.ts';
import {
  CONNECTOR_AUDIENCE,
  GRAPH_AUDIENCE,
  TOKEN_SECONDS,
  issueAppToken,
  issueConnectorToken,
} from './issue.ts';

/** Microsoft Entra's way to refuse a token request (RFC 6749 section 5.2). */
const refuse = (status: number, error: string, description: string): Refusal =>
  new Refusal({ status, json: { error, error_description: description } });

const same = (given: string, kept: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(kept)];
  return one.length === other.length && timingSafeEqual(one, other);
};

const issueFor = (world: World, scope: string): Promise<string> => {
  if (scope === `${CONNECTOR_AUDIENCE}/.default`) return issueConnectorToken(world);
  if (scope === `${GRAPH_AUDIENCE}/.default`) return issueAppToken(world);
  throw refuse(400, 'invalid_scope', 'AADSTS70011: the scope is not valid.');
};

const answerTokenRequest = async (world: World, call: Call): Promise<Reply> => {
  const form = new URLSearchParams(call.body.toString('utf8'));
  if (call.param('tenant') !== TENANT_ID)
    throw refuse(400, 'invalid_request', 'AADSTS90002: tenant not found.');
  if (form.get('grant_type') !== 'client_credentials') {
    throw refuse(400, 'unsupported_grant_type', 'AADSTS70003: only client_credentials.');
  }
  if (form.get('client_id') !== world.identity.appId) {
    throw refuse(400, 'unauthorized_client', 'AADSTS700016: application not found in the directory.');
  }
  if (!same(form.get('client_secret') ?? '', world.identity.password)) {
    throw refuse(401, 'invalid_client', 'AADSTS7000215: invalid client secret provided.');
  }
  const token = await issueFor(world, form.get('scope') ?? '');
  return json(200, {
    token_type: 'Bearer',
    expires_in: TOKEN_SECONDS,
    ext_expires_in: TOKEN_SECONDS,
    access_token: token,
  });
};

/** The tenant's login, and the documents by which a bot checks who calls it. */
export const tokenRoutes = (world: World): Route[] => [
  {
    name: 'login.token',
    method: 'POST',
    path: '/:tenant/oauth2/v2.0/token',
    answer: (call) => answerTokenRequest(world, call),
  },
  {
    name: 'login.openid',
    method: 'GET',
    path: '/openid/.well-known/openidconfiguration',
    answer: () =>
      json(200, {
        issuer: 'https://api.botframework.com',
        authorization_endpoint: 'https://invalid.botframework.com',
        jwks_uri: `${world.url}/openid/.well-known/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      }),
  },
  {
    name: 'login.tenant-keys',
    method: 'GET',
    path: '/:tenant/discovery/v2.0/keys',
    answer: async (call) => {
      if (call.param('tenant') !== TENANT_ID)
        throw refuse(400, 'invalid_tenant', 'AADSTS90002: tenant not found.');
      return json(200, { keys: [await world.tokens.publicKey()] });
    },
  },
  {
    name: 'login.keys',
    method: 'GET',
    path: '/openid/.well-known/keys',
    answer: async () =>
      json(200, { keys: [{ ...(await world.tokens.publicKey()), endorsements: ['msteams'] }] }),
  },
];

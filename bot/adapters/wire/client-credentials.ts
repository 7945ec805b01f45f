import { SafelightError } from '../../set/errors.ts';
import { onlyHosts } from './hosts.ts';
import { at, text } from './read-json.ts';
import { retryAfterMs } from './retry-after.ts';
import { readJson, send } from './send.ts';

/** An access token of the app itself. `stale`: one that was just refused, so that a new one is fetched. */
export type AppToken = (stale?: string) => Promise<string>;

export interface ClientCredentials {
  /** The tenant's login, e.g. `https://login.microsoftonline.com/<tenant>` (botbuilder's ToChannelFromBotLoginUrl). */
  readonly login: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** e.g. `https://graph.microsoft.com/.default`, `https://api.botframework.com/.default`. */
  readonly scope: string;
  readonly loopback: boolean;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
/** A token is not used in its last minutes: it must outlive the call it is sent with. */
const SPARE_MS = 5 * 60_000;

interface Held {
  readonly token: string;
  readonly until: number;
}

const ask = async (credentials: ClientCredentials): Promise<Held> => {
  const url = new URL(`${credentials.login.replace(/\/$/, '')}/oauth2/v2.0/token`);
  const answer = await send({
    method: 'POST',
    url,
    may: onlyHosts([url.host], credentials.loopback),
    form: {
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope: credentials.scope,
    },
    timeoutMs: credentials.timeoutMs ?? TIMEOUT_MS,
  });
  const body = await readJson(answer);
  const token = text(at(body, 'access_token'));
  const seconds = Number(at(body, 'expires_in'));
  if (answer.status === 200 && token !== undefined) {
    return { token, until: Date.now() + (Number.isFinite(seconds) ? seconds * 1000 : 0) - SPARE_MS };
  }
  const refused = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
  const wait = retryAfterMs(answer.header('retry-after'), Date.now());
  throw new SafelightError(refused ? 'chat-forbidden' : 'chat-unreachable', {
    transient: !refused,
    facts: { status: answer.status },
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
};

/** The app's token by its secret (OAuth 2 client credentials): kept in memory until near its end, fetched once at a time. */
export const clientCredentials = (credentials: ClientCredentials): AppToken => {
  let held: Held | undefined;
  let coming: Promise<Held> | undefined;
  const fetchOnce = async (): Promise<Held> => {
    coming ??= ask(credentials).finally(() => {
      coming = undefined;
    });
    held = await coming;
    return held;
  };
  return async (stale) => {
    if (held !== undefined && held.token !== stale && held.until > Date.now()) return held.token;
    return (await fetchOnce()).token;
  };
};

import { SafelightError } from '../../set/errors.ts';
import type { PersonId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import type { AppToken } from '../wire/client-credentials.ts';
import { onlyHosts } from '../wire/hosts.ts';
import { at, list, text } from '../wire/read-json.ts';
import { retryAfterMs } from '../wire/retry-after.ts';
import { discard, readJson, send } from '../wire/send.ts';
import type { Incoming } from '../wire/send.ts';
import { readReference } from './reference.ts';
import type { Roster } from './roster.ts';

export interface TokenServiceOptions {
  readonly tokenService: string;
  readonly connectionName: string;
  readonly appId: string;
  readonly botToken: AppToken;
  readonly loopback: boolean;
  readonly timeoutMs: number;
}

/** The Bot Framework token service: keeps people's tokens, so that we need not. A token is handed on and forgotten. */
export class TokenService {
  readonly #options: TokenServiceOptions;
  readonly #roster: Roster;

  constructor(options: TokenServiceOptions, roster: Roster) {
    this.#options = options;
    this.#roster = roster;
  }

  /** A person's delegated token; undefined where they have not signed in, or are nobody here. */
  async personToken(place: Place, person: PersonId): Promise<string | undefined> {
    const userId = await this.#roster.userId(place, person.oid);
    return userId === undefined ? undefined : this.token(userId);
  }

  /** Whether a person's delegated token is kept there; the token itself stays where it is. */
  async has(place: Place, person: PersonId): Promise<boolean> {
    const userId = await this.#roster.userId(place, person.oid);
    if (userId === undefined) return false;
    const { connectionName } = this.#options;
    const query = { userId, channelId: 'msteams', include: connectionName };
    const answer = await this.#read(await this.#get('usertoken/GetTokenStatus', query));
    return list(answer).some(
      (one) => at(one, 'connectionName') === connectionName && at(one, 'hasToken') === true,
    );
  }

  /** By the Bot Connector's user id; with the code that ends a sign-in, where there is one. */
  async token(userId: string, code?: string): Promise<string | undefined> {
    const query = {
      userId,
      connectionName: this.#options.connectionName,
      channelId: 'msteams',
      ...(code === undefined ? {} : { code }),
    };
    const answer = await this.#get('usertoken/GetToken', query);
    if (answer.status === 404) {
      await discard(answer);
      return undefined;
    }
    return text(at(await this.#read(answer), 'token'));
  }

  /** Where a person signs in. The state names who and where, as the service's protocol has it. */
  async signInLink(place: Place, userId: string): Promise<string> {
    const { serviceUrl, conversation, bot } = readReference(place);
    const state = {
      connectionName: this.#options.connectionName,
      msAppId: this.#options.appId,
      conversation: {
        bot: { id: bot },
        channelId: 'msteams',
        conversation: { id: conversation, conversationType: place.kind, tenantId: place.tenant },
        serviceUrl,
        user: { id: userId },
      },
    };
    const answer = await this.#get('botsignin/GetSignInResource', {
      state: Buffer.from(JSON.stringify(state)).toString('base64'),
    });
    const link = text(at(await this.#read(answer), 'signInLink'));
    if (link === undefined) throw new SafelightError('chat-unreachable', { transient: true });
    return link;
  }

  async #get(path: string, query: Readonly<Record<string, string>>): Promise<Incoming> {
    const url = new URL(`${this.#options.tokenService}/api/${path}`);
    url.search = new URLSearchParams(query).toString();
    const may = onlyHosts([url.host], this.#options.loopback);
    const ask = (token: string): Promise<Incoming> =>
      send({ method: 'GET', url, may, token, timeoutMs: this.#options.timeoutMs });
    const token = await this.#options.botToken();
    const answer = await ask(token);
    if (answer.status !== 401) return answer;
    await discard(answer);
    return ask(await this.#options.botToken(token));
  }

  async #read(answer: Incoming): Promise<unknown> {
    if (answer.status === 200) return readJson(answer);
    await discard(answer);
    const later = answer.status >= 500 || answer.status === 429 || answer.status === 408;
    const wait = retryAfterMs(answer.header('retry-after'), Date.now());
    throw new SafelightError(later ? 'chat-unreachable' : 'chat-forbidden', {
      transient: later,
      facts: { status: answer.status },
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });
  }
}

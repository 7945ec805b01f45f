import { SafelightError } from '../../set/errors.ts';
import type { ErrorCode } from '../../set/errors.ts';
import type { AppToken } from '../wire/client-credentials.ts';
import type { MayAsk } from '../wire/hosts.ts';
import { retryAfterMs } from '../wire/retry-after.ts';
import { discard, readJson, send } from '../wire/send.ts';
import type { Incoming } from '../wire/send.ts';

export interface ConnectorOptions {
  readonly botToken: AppToken;
  readonly may: MayAsk;
  readonly timeoutMs: number;
}
export interface ConnectorCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From an activity or a stored reference: checked against the exact hosts before anything is sent. */
  readonly serviceUrl: string;
  /** Beneath the service address, e.g. `v3/conversations/…`; segments already encoded. */
  readonly path: string;
  readonly json?: unknown;
}

const codes: Readonly<Record<number, ErrorCode>> = {
  401: 'chat-forbidden',
  403: 'chat-forbidden',
  404: 'message-gone',
  413: 'card-refused',
};
/** Statuses the rate-limit page asks bots to try again later (platform.md section 4), and a conflict. */
const LATER: ReadonlySet<number> = new Set([408, 409, 412, 429]);

const fault = (answer: Incoming): SafelightError => {
  const { status } = answer;
  const wait = retryAfterMs(answer.header('retry-after'), Date.now());
  const facts = { status };
  if (!LATER.has(status) && status < 500)
    return new SafelightError(codes[status] ?? 'card-refused', { facts });
  return new SafelightError(status === 429 ? 'chat-throttled' : 'chat-unreachable', {
    transient: true,
    facts,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
};

/**
 * The Bot Connector over HTTP. botbuilder's own client sends a POST up to four times on a server error, and a card sent
 * twice stands twice (platform.md section 4): therefore each call here is sent once.
 */
export class Connector {
  readonly #options: ConnectorOptions;

  constructor(options: ConnectorOptions) {
    this.#options = options;
  }

  async call(call: ConnectorCall): Promise<unknown> {
    if (!URL.canParse(call.serviceUrl)) throw new SafelightError('host-not-allowed');
    const token = await this.#options.botToken();
    let answer = await this.#send(call, token);
    if (answer.status === 401) {
      // Refused before anything was done: the one case where sending again cannot double anything.
      await discard(answer);
      answer = await this.#send(call, await this.#options.botToken(token));
    }
    if (answer.status >= 200 && answer.status < 300) return readJson(answer);
    await discard(answer);
    throw fault(answer);
  }

  #send(call: ConnectorCall, token: string): Promise<Incoming> {
    const base = call.serviceUrl.endsWith('/') ? call.serviceUrl : `${call.serviceUrl}/`;
    return send({
      method: call.method,
      url: new URL(`${base}${call.path}`),
      may: this.#options.may,
      token,
      timeoutMs: this.#options.timeoutMs,
      ...(call.json === undefined ? {} : { json: call.json }),
    });
  }
}

export const conversationPath = (conversation: string): string =>
  `v3/conversations/${encodeURIComponent(conversation)}`;

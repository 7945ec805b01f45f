import { setTimeout as pause } from 'node:timers/promises';
import { SafelightError } from '../../set/errors.ts';
import type { ErrorCode } from '../../set/errors.ts';
import type { AppToken } from '../wire/client-credentials.ts';
import { onlyHosts } from '../wire/hosts.ts';
import type { MayAsk } from '../wire/hosts.ts';
import { retryAfterMs } from '../wire/retry-after.ts';
import { discard, readJson, send } from '../wire/send.ts';
import type { Incoming, Outgoing } from '../wire/send.ts';
import { Pace, type PacedBy, type Urgency } from './pace.ts';

export interface GraphOptions {
  /** `https://graph.microsoft.com`, with or without `/v1.0`. */
  readonly graphUrl: string;
  readonly appToken: AppToken;
  /** Whether loopback addresses may be asked: never in production. */
  readonly loopback: boolean;
  readonly timeoutMs?: number;
  /** Passed by tests that move the time. */
  readonly pace?: Pace;
}

/** `app`: on the app's own behalf. Otherwise a person's delegated token, held for this call alone. */
export type Identity = 'app' | { readonly token: string };

export interface GraphCall {
  readonly method: Outgoing['method'];
  /** Beneath the version, e.g. `/chats/…`; segments already encoded. */
  readonly path: string;
  readonly as: Identity;
  readonly json?: unknown;
  readonly ifMatch?: string;
  /** Left out: what changes something goes first, what reads second. */
  readonly urgency?: Urgency;
}

const TIMEOUT_MS = 20_000;

const codes: Readonly<Record<number, ErrorCode>> = {
  402: 'licence-missing',
  403: 'chat-forbidden',
  404: 'message-gone',
  410: 'message-gone',
  412: 'original-changed',
  423: 'blocked-by-retention',
  429: 'chat-throttled',
};

/** Somebody else's change of the same moment was under way: the same again will do. */
const CONFLICT = 409;

/** What a status means for us; our own codes keep the status as a fact, never the answer's text. */
export const graphFault = (status: number, retryAfter: string | undefined, as: Identity): SafelightError => {
  const wait = retryAfterMs(retryAfter, Date.now());
  const facts = { status };
  if (status === 401)
    return new SafelightError(as === 'app' ? 'chat-forbidden' : 'sign-in-needed', { facts });
  const throttled = status === 429 || (status === 503 && wait !== undefined);
  if (throttled || status === 408 || status === CONFLICT || status >= 500) {
    return new SafelightError(throttled ? 'chat-throttled' : 'chat-unreachable', {
      transient: true,
      facts,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });
  }
  return new SafelightError(codes[status] ?? 'chat-forbidden', { facts });
};

const realTime = {
  now: () => performance.now(),
  wait: (milliseconds: number) => pause(milliseconds),
};

/** The conversation a path counts against; files count against SharePoint's own limits, which are far away. */
const pacedBy = (path: string): PacedBy | undefined => {
  const channel = /^\/teams\/([^/?]+)\/channels\/([^/?]+)(?=[/?]|$)/.exec(path);
  if (channel?.[1] !== undefined && channel[2] !== undefined)
    return { team: channel[1], conversation: channel[2] };
  const chat = /^(?:\/users\/[^/?]+)?\/chats\/([^/?]+)(?=[/?]|$)/.exec(path)?.[1];
  return chat === undefined ? undefined : { conversation: chat };
};

/** Graph over HTTP: one host, no redirects, a time limit, and every refusal one of our codes. */
export class GraphClient {
  readonly #base: string;
  readonly #may: MayAsk;
  readonly #options: GraphOptions;
  readonly #pace: Pace;

  constructor(options: GraphOptions) {
    this.#pace = options.pace ?? new Pace(realTime);
    const plain = options.graphUrl.replace(/\/+$/, '');
    this.#base = /\/(v1\.0|beta)$/.test(plain) ? plain : `${plain}/v1.0`;
    this.#may = onlyHosts([new URL(this.#base).host], options.loopback);
    this.#options = options;
  }

  /** JSON, or undefined where the answer is empty. Throws as `graphFault` says. */
  async json(call: GraphCall): Promise<unknown> {
    return readJson(await this.open(call));
  }

  /** For calls whose answer is only that it worked. */
  async act(call: GraphCall): Promise<void> {
    await discard(await this.open(call));
  }

  /** The open answer: 2xx, or a redirect (302) for the caller to judge. An app token that is refused is renewed once. */
  async open(call: GraphCall): Promise<Incoming> {
    const by = pacedBy(call.path);
    if (by === undefined) return this.#open(call);
    const urgency = call.urgency ?? (call.method === 'GET' ? 1 : 0);
    return this.#pace.run(by, urgency, () => this.#open(call));
  }

  async #open(call: GraphCall): Promise<Incoming> {
    const first = call.as === 'app' ? await this.#options.appToken() : call.as.token;
    let answer = await this.#send(call, first);
    if (answer.status === 401 && call.as === 'app') {
      await discard(answer);
      answer = await this.#send(call, await this.#options.appToken(first));
    }
    if ((answer.status >= 200 && answer.status < 300) || answer.status === 302) return answer;
    await discard(answer);
    // Without a condition of ours a 412 is Graph's own, and means what a conflict means.
    const status = answer.status === 412 && call.ifMatch === undefined ? CONFLICT : answer.status;
    throw graphFault(status, answer.header('retry-after'), call.as);
  }

  /** The path of a page Graph itself named; undefined where it leads elsewhere. */
  pathOf(nextLink: string): string | undefined {
    return nextLink.startsWith(`${this.#base}/`) ? nextLink.slice(this.#base.length) : undefined;
  }

  #send(call: GraphCall, token: string): Promise<Incoming> {
    return send({
      method: call.method,
      url: new URL(`${this.#base}${call.path}`),
      may: this.#may,
      token,
      ...(call.json === undefined ? {} : { json: call.json }),
      ...(call.ifMatch === undefined ? {} : { headers: { 'if-match': call.ifMatch } }),
      timeoutMs: this.#options.timeoutMs ?? TIMEOUT_MS,
    });
  }
}

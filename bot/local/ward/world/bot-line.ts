import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Moments } from './moments.ts';
import type { Sky } from './sky.ts';

/** An activity as the Bot Connector sends it. */
export type Activity = Readonly<Record<string, unknown>> & { readonly type: string };

export interface BotAnswer {
  /** 0: no answer in time, or no connection. */
  readonly status: number;
  readonly body: unknown;
}
export interface LineOptions {
  readonly endpoint: string;
  /** How long the bot has to answer before the activity is sent again; Teams waits about 15 s (platform.md section 4). */
  readonly patienceMs: number;
  readonly token: () => Promise<string>;
  readonly sky: Sky;
  readonly moments: Moments;
}

const RETRY_AFTER_MS = 1000;
/** A token is shown many times over, as the real service does. */
const TOKEN_KEPT_MS = 10 * 60_000;

const SILENCE: BotAnswer = { status: 0, body: undefined };

const readAnswer = (body: string): unknown => {
  try {
    return body === '' ? undefined : (JSON.parse(body) as unknown);
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
};

/** The line to the bot: signed, impatient, and given to sending twice. */
export class BotLine {
  #options: LineOptions;
  readonly #hangUp = new AbortController();
  readonly #open = new Set<Promise<unknown>>();
  #token: { value: string; until: number } | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
    // Many activities may be under way at once; each listens for the hanging up.
    setMaxListeners(0, this.#hangUp.signal);
  }

  get endpoint(): string {
    return this.#options.endpoint;
  }
  moveTo(endpoint: string): void {
    this.#options = { ...this.#options, endpoint };
  }

  /** Sends without waiting: once again if the bot is silent, then never. Duplicates as the weather has them. */
  send(activity: Activity): void {
    const times = this.#options.sky.now.deliveries ?? 1;
    for (let copy = 0; copy < times; copy += 1) this.#track(this.#sendTwice(activity));
  }

  /** Sends once and waits for the answer: invokes, and everything whose answer is shown to somebody. */
  async ask(activity: Activity): Promise<BotAnswer> {
    const answer = this.#once(activity);
    this.#track(answer);
    return answer;
  }

  async close(): Promise<void> {
    this.#hangUp.abort();
    await Promise.allSettled(this.#open);
  }

  #track(sending: Promise<unknown>): void {
    this.#open.add(sending);
    void sending.finally(() => this.#open.delete(sending));
  }

  async #sendTwice(activity: Activity): Promise<void> {
    const first = await this.#once(activity);
    if (first.status !== 0 || this.#hangUp.signal.aborted) return;
    if (!(await this.#pause())) return;
    await this.#once(activity);
  }

  /** False when the line is hung up meanwhile. */
  async #pause(): Promise<boolean> {
    const { signal } = this.#hangUp;
    try {
      await wait(RETRY_AFTER_MS, undefined, { signal });
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }

  async #once(activity: Activity): Promise<BotAnswer> {
    const { endpoint, moments, patienceMs } = this.#options;
    const answer = await this.#post(endpoint, activity, patienceMs);
    moments.note({ what: 'call', route: `bot.${activity.type}`, status: answer.status });
    return answer;
  }

  async #post(endpoint: string, activity: Activity, patienceMs: number): Promise<BotAnswer> {
    if (endpoint === '') return SILENCE;
    const authorization = `Bearer ${await this.#freshToken()}`;
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          authorization,
          'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
        },
        body: JSON.stringify(activity),
        signal: AbortSignal.any([this.#hangUp.signal, AbortSignal.timeout(patienceMs)]),
      });
      return { status: response.status, body: readAnswer(await response.text()) };
    } catch {
      // No connection, cut off half-way, or out of patience: to Teams each of them is silence.
      return SILENCE;
    }
  }

  async #freshToken(): Promise<string> {
    if (!this.#token || this.#token.until < Date.now()) {
      this.#token = { value: await this.#options.token(), until: Date.now() + TOKEN_KEPT_MS };
    }
    return this.#token.value;
  }
}

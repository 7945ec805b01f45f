import { errors, request } from 'undici';
import type { Dispatcher } from 'undici';
import { SafelightError } from '../../set/errors.ts';
import type { MayAsk } from './hosts.ts';

export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  /** Who may be asked: checked before anything is sent. */
  readonly may: MayAsk;
  readonly token?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the first answer, and each pause within it, may take. */
  readonly timeoutMs: number;
}
export interface Incoming {
  readonly status: number;
  header(name: string): string | undefined;
  readonly body: Dispatcher.ResponseData['body'];
  /** What was asked for as `Outgoing.timeoutMs`. */
  readonly timeoutMs: number;
}

const bodyOf = (out: Outgoing): { body?: string; headers: Record<string, string> } => {
  if (out.json !== undefined) {
    return { body: JSON.stringify(out.json), headers: { 'content-type': 'application/json; charset=utf-8' } };
  }
  if (out.form === undefined) return { headers: {} };
  return {
    body: new URLSearchParams(out.form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
};

/** Whether the platform could be reached is all that is said: addresses may hold tickets. */
const unreachable = (cause: unknown): SafelightError =>
  new SafelightError('chat-unreachable', { transient: true, cause });

/**
 * One request to the chat platform. Never follows a redirect and never sends twice: what comes back is the caller's to
 * read. Throws `host-not-allowed` before sending anything, `chat-unreachable` where there was no answer.
 */
export const send = async (out: Outgoing): Promise<Incoming> => {
  if (!out.may(out.url)) throw new SafelightError('host-not-allowed');
  const { body, headers } = bodyOf(out);
  try {
    const answer = await request(out.url, {
      method: out.method,
      headers: {
        accept: 'application/json, */*;q=0.5',
        ...headers,
        ...(out.token === undefined ? {} : { authorization: `Bearer ${out.token}` }),
        ...out.headers,
      },
      ...(body === undefined ? {} : { body }),
      headersTimeout: out.timeoutMs,
      bodyTimeout: out.timeoutMs,
    });
    return {
      status: answer.statusCode,
      header: (name) => {
        const value = answer.headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
      body: answer.body,
      timeoutMs: out.timeoutMs,
    };
  } catch (error) {
    if (error instanceof errors.InvalidArgumentError) throw error;
    throw unreachable(error);
  }
};

/** Whoever sends slower than this on average, once `timeoutMs` is over, will never come to an end. */
const SLOWEST_BYTES_A_MS = 32;

/**
 * The body as it comes, and never for ever: one that drips is given up as `chat-unreachable`. Only the wait for the
 * other side counts, not what the reader does between two pieces.
 */
export async function* pieces({ body, timeoutMs }: Incoming): AsyncGenerator<Buffer> {
  let size = 0;
  let waited = 0;
  let asked = performance.now();
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    waited += performance.now() - asked;
    if (size < (waited - timeoutMs) * SLOWEST_BYTES_A_MS)
      throw new SafelightError('chat-unreachable', { transient: true, facts: { why: 'too-slow' } });
    yield chunk;
    asked = performance.now();
  }
}

/** Reads no more than `most` bytes; a longer answer is not one of the platform's. */
export const readBytes = async (incoming: Incoming, most: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of pieces(incoming)) {
      size += chunk.length;
      if (size > most) throw new SafelightError('chat-unreachable', { transient: true });
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof SafelightError ? error : unreachable(error);
  }
  return Buffer.concat(chunks);
};

const LONGEST_JSON = 16 * 1024 * 1024;

/** The answer as JSON: undefined where it is empty; a page instead of JSON reads as no answer. */
export const readJson = async (incoming: Incoming): Promise<unknown> => {
  const text = (await readBytes(incoming, LONGEST_JSON)).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw unreachable(error);
  }
};

/** Throws the answer away, so that its connection can be used again. */
export const discard = async (incoming: Incoming): Promise<void> => {
  await incoming.body.dump({ limit: 128 * 1024 });
};

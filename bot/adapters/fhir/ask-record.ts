import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import type { Dispatcher } from 'undici';
import { SafelightError } from '../../set/errors.ts';

/** Where the record is, and how to be let in. */
export interface RecordAccess {
  /** The FHIR R4 base, e.g. `https://fhir.hospital.example/R4`. */
  readonly baseUrl: string;
  /** An access token for this base and no other. */
  readonly fetchToken?: () => Promise<string>;
  /** In live use the base must be https. Elsewhere plain http is allowed on loopback alone. */
  readonly live: boolean;
  readonly timeoutMs?: number;
}

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Under the base, without a leading slash; never holds a patient's detail. */
  readonly path: string;
  /** Search parameters, sent in the body: addresses end up in the logs of whatever stands between. */
  readonly form?: Readonly<Record<string, string>>;
  readonly resource?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses besides 2xx that the caller deals with. */
  readonly accept?: readonly number[];
}

export interface Answered {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** Parsed JSON, or undefined where there was none. */
  readonly body: unknown;
}

export type AskRecord = (asked: Asked) => Promise<Answered>;

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const BUSY: ReadonlySet<number> = new Set([408, 423, 425, 429]);

/**
 * One request to the record, within the time limit. Redirects are never followed, so the token and the patient's
 * details go to the configured host and to no other. Throws `record-unreachable` (transient) or `record-refused`.
 */
export const askRecord = (access: RecordAccess): AskRecord => {
  const base = recordBase(access);
  return async (asked) => {
    const url = new URL(asked.path, base);
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname))
      throw new SafelightError('host-not-allowed');
    const answer = await send(url, asked, access);
    const status = answer.statusCode;
    const text = await readAll(answer);
    if ((status < 200 || status > 299) && asked.accept?.includes(status) !== true)
      throw refusal(status, answer.headers['retry-after']);
    return { status, header: (name) => single(answer.headers[name]), body: parse(text) };
  };
};

/** The base with a trailing slash. Throws `config-invalid` for one no token may be sent to. */
const recordBase = ({ baseUrl, live }: RecordAccess): URL => {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const loopback =
    url?.hostname === '127.0.0.1' || url?.hostname === 'localhost' || url?.hostname === '[::1]';
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback && !live);
  if (url === undefined || !safe || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new SafelightError('config-invalid', { facts: { setting: 'SAFELIGHT_FHIR_URL' } });
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
};

const send = async (url: URL, asked: Asked, access: RecordAccess): Promise<Dispatcher.ResponseData> => {
  const timeoutMs = access.timeoutMs ?? TIMEOUT_MS;
  const body = bodyOf(asked);
  try {
    const token = await access.fetchToken?.();
    return await request(url, {
      method: asked.method,
      headers: {
        accept: 'application/fhir+json',
        'x-request-id': randomUUID(),
        ...(body === undefined ? {} : { 'content-type': body.type }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...asked.headers,
      },
      ...(body === undefined ? {} : { body: body.text }),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw unreachable(cause);
  }
};

const bodyOf = ({ form, resource }: Asked): { readonly type: string; readonly text: string } | undefined => {
  if (form !== undefined)
    return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() };
  return resource === undefined
    ? undefined
    : { type: 'application/fhir+json; charset=utf-8', text: JSON.stringify(resource) };
};

const readAll = async ({ body }: Dispatcher.ResponseData): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw unreachable(cause);
  }
  if (size > MAX_ANSWER_BYTES)
    throw new SafelightError('record-refused', { facts: { why: 'answer-too-large' } });
  return Buffer.concat(chunks).toString('utf8');
};

const unreachable = (cause: unknown): SafelightError =>
  cause instanceof SafelightError
    ? cause
    : new SafelightError('record-unreachable', { cause, transient: true });

/** The answer's own text is left out: an OperationOutcome may quote the patient. */
const refusal = (status: number, retryAfter: string | string[] | undefined): SafelightError => {
  if (status < 500 && !BUSY.has(status)) return new SafelightError('record-refused', { facts: { status } });
  const seconds = Number(single(retryAfter));
  return new SafelightError('record-unreachable', {
    transient: true,
    facts: { status },
    ...(seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}),
  });
};

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // Not JSON: the caller misses what it needs and says so. The text itself could name a patient.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

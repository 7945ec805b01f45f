import type { Request, Response } from 'restify';
import { errorWords } from '../../cards/text.ts';
import type { SafelightError } from '../set/errors.ts';
import { asSafelightError } from '../set/errors.ts';
import type { Answer, Asked, Reply } from './http/asked.ts';
import { clientAddress, type TrustProxy } from './http/client-address.ts';
import { readForm, readJson, readOctets } from './http/body.ts';
import { readCookies } from './http/cookies.ts';
import { isFromOurPages } from './http/same-site.ts';
import { messagePage } from './message-page.ts';
import type { Room } from './room.ts';

export interface Answering {
  /** Never throws: whatever goes wrong becomes a page that says nothing of how. */
  readonly answer: (
    request: Request,
    method: Asked['method'],
    page: Answer,
    takes?: 'form' | 'anything',
  ) => Promise<Reply>;
  readonly failure: (thrown: unknown) => Reply;
  /** One line a request: method, route, status, time. Never an address as typed: it may hold anything. */
  readonly logWhenDone: (request: Request, response: Response) => void;
}

export const answering = (
  room: Pick<Room, 'publicUrl' | 'log'> & { readonly trustProxy?: TrustProxy },
): Answering => {
  const addressOf = clientAddress(room.trustProxy);
  const { origin } = new URL(room.publicUrl);
  const failure = (thrown: unknown): Reply => {
    const framework = frameworkStatus(thrown);
    if (framework !== undefined) return messagePage(framework, errorWords['not-allowed']);
    const error = asSafelightError(thrown);
    const status = statusFor(error);
    if (status >= 500)
      room.log.error({ code: error.code, ...error.facts, ...whereOf(error) }, 'answer failed');
    return messagePage(status, errorWords[error.code]);
  };
  return {
    failure,
    answer: async (request, method, page, takes = 'form') => {
      try {
        if (method !== 'GET' && !isFromOurPages(request.headers, origin))
          return messagePage(403, errorWords['bad-request']);
        return await page(await askedFrom(request, method, addressOf(request), takes));
      } catch (thrown) {
        return failure(thrown);
      }
    },
    logWhenDone: (request, response) => {
      const began = process.hrtime.bigint();
      response.once('close', () => {
        const route = (request as { readonly route?: { readonly path?: unknown } }).route?.path ?? 'none';
        const ms = Number((process.hrtime.bigint() - began) / 1_000_000n);
        room.log.info({ method: request.method, route, status: response.statusCode, ms }, 'answered');
      });
    },
  };
};

const askedFrom = async (
  request: Request,
  method: Asked['method'],
  ip: string,
  takes: 'form' | 'anything',
): Promise<Asked> => ({
  method,
  path: request.path(),
  params: request.params as Readonly<Record<string, string>>,
  query: new URLSearchParams(request.getQuery()),
  form: method === 'POST' && takes === 'form' ? await readForm(request) : new URLSearchParams(),
  cookies: readCookies(request.headers.cookie),
  encodings: (request.headers['accept-encoding'] ?? '')
    .split(',')
    .map((one) => one.split(';')[0]?.trim() ?? ''),
  ip,
  byScript: request.headers['x-safelight'] === '1',
  body: {
    octets: (limit) => readOctets(request, limit),
    json: (limit) => readJson(request, limit),
  },
  ...sumFrom(request),
  ...bearerFrom(request),
  ...rangeFrom(request),
});

/** With `If-Range` the whole is sent: nothing of ours carries a mark by which a part could be known to fit. */
const rangeFrom = ({ headers }: Request): Pick<Asked, 'range'> =>
  headers.range === undefined || headers['if-range'] !== undefined ? {} : { range: headers.range };

const sumFrom = ({ headers }: Request): Pick<Asked, 'sha256'> => {
  const sum = headers['x-sha256'];
  return typeof sum === 'string' && /^[0-9a-f]{64}$/.test(sum) ? { sha256: sum } : {};
};

const bearerFrom = ({ headers }: Request): Pick<Asked, 'bearer'> => {
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1];
  return token === undefined ? {} : { bearer: token };
};

/** The framework's own refusals: no such page, or not with that method. All read alike. */
const frameworkStatus = (thrown: unknown): number | undefined => {
  if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return undefined;
  const { statusCode } = thrown;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
};

/** Where the fault lies: with the asker, with the moment, or with us. */
export const statusFor = (error: SafelightError): number => {
  if (error.code === 'bad-request') return 400;
  if (error.code === 'request-too-large') return 413;
  // Asked for before it was made: the page that shows it says so.
  if (error.code === 'cannot-be-decoded') return 409;
  if (error.code === 'not-allowed' || error.code === 'set-missing') return 404;
  return error.transient && error.code !== 'unexpected' ? 503 : 500;
};

/** Class and place of the cause: enough to find it, nothing of what it said, which may quote what a person typed. */
const whereOf = ({ cause }: SafelightError): Readonly<Record<string, string>> => {
  if (!(cause instanceof Error)) return {};
  const frames = (cause.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    cause: cause.name,
    at: frames
      .slice(0, 4)
      .map((line) => line.trim())
      .join(' < '),
  };
};

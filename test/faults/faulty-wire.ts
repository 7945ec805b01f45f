import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What befalls one request to Graph and its answer. */
export type Strike =
  /** Passed on as it is: for a fault that is to befall the next. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Buffer;
    }
  /** Graph does it; the answer is a 503, is lost with the connection, or never comes. */
  | { readonly kind: 'unheard'; readonly then: 'error' | 'reset' | 'silence' }
  /** Accepted and never answered: a half-open connection. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'reset' }
  /** Half of the body, then the connection is cut. */
  | { readonly kind: 'cut' }
  /** The body a byte at a time, without an end. */
  | { readonly kind: 'drip' }
  /** Says it will send more than it sends. */
  | { readonly kind: 'short' };

interface Planned {
  readonly route: RegExp;
  readonly strike: Strike;
  left: number;
}

export interface FaultyWire {
  readonly url: string;
  /** `METHOD path` of every request since the wire was opened. */
  readonly requests: string[];
  /** The next so many requests whose `METHOD path` fits are struck. */
  strike(route: RegExp, strike: Strike, times?: number): void;
  /** Fair weather again. */
  mend(): void;
  close(): Promise<void>;
}

/** A wire to the web server at `to` that can be told to fail in every way a wire or a server fails. */
export const openFaultyWire = async (to: string): Promise<FaultyWire> => {
  let planned: Planned[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const name = `${request.method ?? ''} ${request.url ?? ''}`;
    requests.push(name);
    const found = planned.find((one) => one.left > 0 && one.route.test(name));
    if (found !== undefined) found.left -= 1;
    meet(new URL(to), request, response, found?.strike);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const real = new URL(to);
  real.port = String((server.address() as AddressInfo).port);
  return {
    url: real.href,
    requests,
    strike: (route, strike, times = 1) => {
      planned.push({ route, strike, left: times });
    },
    mend: () => {
      planned = [];
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const meet = (
  to: URL,
  request: IncomingMessage,
  response: ServerResponse,
  strike: Strike | undefined,
): void => {
  switch (strike?.kind) {
    case 'silence':
      request.resume();
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'answer':
      request.resume();
      response.writeHead(strike.status, strike.headers);
      response.end(strike.body);
      return;
    default:
      passOn(to, request, response, strike);
  }
};

const passOn = (
  to: URL,
  request: IncomingMessage,
  response: ServerResponse,
  strike: Exclude<Strike, { kind: 'answer' | 'silence' | 'reset' }> | undefined,
): void => {
  const { method, url, headers } = request;
  const onward = ask({ host: to.hostname, port: to.port, method, path: url, headers }, (answer) => {
    const pieces: Buffer[] = [];
    answer.on('data', (piece: Buffer) => pieces.push(piece));
    answer.on('end', () => {
      give(answer, Buffer.concat(pieces), response, strike);
    });
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
};

const give = (
  answer: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  strike: Parameters<typeof passOn>[3],
): void => {
  if (strike?.kind === 'unheard') {
    if (strike.then === 'reset') response.socket?.resetAndDestroy();
    if (strike.then === 'error') response.writeHead(503);
    if (strike.then === 'error') response.end();
    return;
  }
  const { 'transfer-encoding': _chunked, ...headers } = answer.headers;
  const promised = strike?.kind === 'short' ? body.length + 100 : body.length;
  response.writeHead(answer.statusCode ?? 500, {
    ...headers,
    ...(strike?.kind === 'drip' ? { 'content-length': '900000' } : { 'content-length': String(promised) }),
  });
  switch (strike?.kind) {
    case undefined:
    case 'none':
      response.end(body);
      return;
    case 'cut':
      response.write(body.subarray(0, body.length >> 1), () => response.socket?.resetAndDestroy());
      return;
    case 'short':
      response.write(body, () => response.socket?.end());
      return;
    case 'drip':
      drip(body, response);
  }
};

const drip = (body: Buffer, response: ServerResponse): void => {
  let at = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(at % body.length, (at % body.length) + 1));
    at += 1;
  }, 10);
  response.on('close', () => {
    clearInterval(timer);
  });
};

import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What befalls one request on its way to the store and back. */
export type Fault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly code?: string;
      readonly headers?: Record<string, string>;
    }
  /** The store does it, and the answer is lost. */
  | { readonly kind: 'lose-answer' }
  | { readonly kind: 'cut-body' }
  | { readonly kind: 'never-answer' }
  /** Nothing: for a fault that is to befall a later request. */
  | { readonly kind: 'pass' };

export interface FaultyStore {
  readonly port: number;
  readonly requests: string[];
  readonly next: (...faults: readonly Fault[]) => void;
  /** Forgets every fault that has not struck yet. */
  readonly mend: () => void;
  readonly close: () => Promise<void>;
}

/** A wire to the blob store at `port` that can be told to fail. */
export const startFaultyStore = async (port: number): Promise<FaultyStore> => {
  const faults: Fault[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const fault = faults.shift();
    if (fault?.kind === 'never-answer') return;
    if (fault?.kind === 'answer') {
      request.resume();
      response.writeHead(fault.status, {
        ...(fault.code === undefined ? {} : { 'x-ms-error-code': fault.code }),
        ...fault.headers,
      });
      response.end();
      return;
    }
    passOn(port, request, response, fault?.kind);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    next: (...planned) => faults.push(...planned),
    mend: () => {
      faults.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const passOn = (
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault['kind'] | undefined,
): void => {
  const { method, url, headers } = request;
  const onward = ask({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    if (fault === 'lose-answer') {
      answer.resume();
      response.destroy();
      return;
    }
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    if (fault === 'cut-body') {
      answer.once('data', (piece: Buffer) => {
        response.write(piece.subarray(0, piece.length >> 1), () => response.destroy());
      });
      return;
    }
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
};

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, buildConnector, getGlobalDispatcher, setGlobalDispatcher } from 'undici';

export interface Caught {
  readonly host: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

export interface Honeypot {
  readonly port: number;
  /** Every request that reached any host at all. */
  readonly caught: Caught[];
  /** Those that reached a host nobody named. */
  strangers(): readonly Caught[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  close(): Promise<void>;
}

/** Not in one chain: once the web framework is loaded, its `writeHead` gives nothing back. */
export const reply = (
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): void => {
  response.writeHead(status, headers);
  response.end(body);
};

/**
 * One server that is every host of the world: whatever name or number an address holds, the connection ends here, by
 * http or https alike. So a request that should not be made is seen, wherever it was meant to go.
 */
export const openHoneypot = async (known: (host: string) => boolean): Promise<Honeypot> => {
  const caught: Caught[] = [];
  const pot: { answer: Honeypot['answer'] } = { answer: (_request, response) => response.end() };
  const server = createServer((request, response) => {
    const { host = '', authorization } = request.headers;
    caught.push({ host, path: request.url ?? '', authorization });
    pot.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const connect = buildConnector({});
  const before = getGlobalDispatcher();
  const everywhere = new Agent({
    connect: (options, done) => {
      connect({ ...options, hostname: '127.0.0.1', port: String(port), protocol: 'http:' }, done);
    },
  });
  setGlobalDispatcher(everywhere);
  return {
    port,
    caught,
    strangers: () => caught.filter(({ host }) => !known(host)),
    get answer() {
      return pot.answer;
    },
    set answer(answer) {
      pot.answer = answer;
    },
    close: async () => {
      setGlobalDispatcher(before);
      await everywhere.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

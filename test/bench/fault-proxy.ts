import { once } from 'node:events';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KillSwitch } from '../crash/real/kill-switch.ts';

/**
 * What a store may do while it says that all is well: lose what was put, change one bit of it, or keep only its first
 * half and zeros after.
 */
export type Lie = 'lose' | 'flip' | 'half';

export interface FaultProxy {
  readonly connectionString: string;
  /** From now on, for each blob put: how it is betrayed, or undefined for honestly kept. */
  betray(how: (container: string) => Lie | undefined): void;
  /** How many puts were betrayed so far. */
  betrayed(): number;
  close(): Promise<void>;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}
interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** A door before Azurite: sees every blob go in and out, may end the caller there, and may lie about what it kept. */
export const startFaultProxy = async (connectionString: string, kill?: KillSwitch): Promise<FaultProxy> => {
  const endpoint = /BlobEndpoint=([^;]+)/.exec(connectionString)?.[1] ?? '';
  const store = new URL(endpoint);
  const agent = new Agent({ keepAlive: true });
  let how: (container: string) => Lie | undefined = () => undefined;
  let betrayed = 0;
  const forward = (asked: Asked): Promise<Answer> => ask(agent, store, asked);

  const put = async (asked: Asked, container: string): Promise<Answer> => {
    const lie = how(container);
    if (lie === undefined) return forward(asked);
    betrayed += 1;
    return lie === 'lose' ? KEPT : forward({ ...asked, body: spoil(asked.body, lie) });
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = await read(incoming);
    const container = containerOf(asked);
    const effect =
      container === undefined
        ? undefined
        : kill?.begin(`blob.${asked.method.toLowerCase()} ${container}`, incoming.socket.remotePort ?? 0);
    if (effect !== undefined && kill !== undefined) {
      if (kill.wantsHalf(effect) && asked.method === 'PUT') await putHalf(agent, store, asked);
      const before = kill.wantsHalf(effect) ? 'during' : 'before';
      if ((await kill.at(effect, before)) === 'cut') {
        response.destroy();
        return;
      }
    }
    const answer =
      container !== undefined && asked.method === 'PUT' ? await put(asked, container) : await forward(asked);
    if (effect !== undefined && kill !== undefined && (await kill.at(effect, 'after')) === 'cut') {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  };

  const server = createServer((incoming, response) => {
    // A caller killed half-way, or a store that is closing: to the caller that is a broken connection.
    serve(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    connectionString: connectionString.replace(`:${store.port}/`, `:${port}/`),
    betray: (next) => {
      how = next;
    },
    betrayed: () => betrayed,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
};

/** `/account/container/blob`: undefined for whatever is not one blob's bytes. */
const containerOf = ({ path }: Asked): string | undefined => {
  const [way = '', query = ''] = path.split('?');
  const [, , container, blob] = way.split('/');
  return blob === undefined || /(?:^|&)(?:restype|comp)=/.test(query) ? undefined : container;
};

const spoil = (body: Buffer, lie: Exclude<Lie, 'lose'>): Buffer => {
  const spoiled = Buffer.from(body);
  const middle = Math.floor(spoiled.length / 2);
  // The length stays: it is signed.
  if (lie === 'half') spoiled.fill(0, middle);
  else spoiled[middle] = (spoiled[middle] ?? 0) ^ 1;
  return spoiled;
};

const KEPT: Answer = {
  status: 201,
  headers: {
    'content-length': '0',
    etag: '"0x1"',
    'last-modified': new Date(0).toUTCString(),
    'x-ms-request-server-encrypted': 'true',
    'x-ms-version': '2025-11-05',
  },
  body: Buffer.alloc(0),
};

const read = async (incoming: IncomingMessage): Promise<Asked> => ({
  method: incoming.method ?? 'GET',
  path: incoming.url ?? '/',
  headers: incoming.headers,
  body: await readAll(incoming),
});

const readAll = async (from: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of from as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const ask = async (agent: Agent, store: URL, { method, path, headers, body }: Asked): Promise<Answer> => {
  const outgoing = request({ agent, host: store.hostname, port: store.port, method, path, headers });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: incoming.statusCode ?? 502, headers: incoming.headers, body: await readAll(incoming) };
};

/** Half of the bytes reach the store, then the line breaks. */
const putHalf = async (agent: Agent, store: URL, { method, path, headers, body }: Asked): Promise<void> => {
  const outgoing = request({ agent, host: store.hostname, port: store.port, method, path, headers });
  const broken = once(outgoing, 'close');
  outgoing.on('error', () => undefined);
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
  await broken;
};

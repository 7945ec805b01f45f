import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** The one address Teams knows: hands each request to a process of Safelight that is up, in turn. */
export interface Door {
  readonly url: string;
  /** Ports of the processes that are ready. */
  readonly behind: Set<number>;
  /** To every process at once, as if the platform had sent it to each. */
  toAll: boolean;
  close(): Promise<void>;
}

/** Teams waits 15 s; a load balancer holds a request back for less while nobody is up. */
const PATIENCE_MS = 12_000;

export const openDoor = async (): Promise<Door> => {
  const behind = new Set<number>();
  const agent = new Agent({ keepAlive: false });
  let turn = 0;
  const next = (): number | undefined => [...behind][(turn += 1) % Math.max(behind.size, 1)];
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readAll(incoming);
    const send = (port: number) => pass(agent, port, incoming, body);
    if (door.toAll && behind.size > 1) {
      const answers = await Promise.allSettled([...behind].map(send));
      const kept = answers.find((one) => one.status === 'fulfilled');
      if (kept === undefined) throw new Error('nobody answered');
      response.writeHead(kept.value.status);
      response.end(kept.value.body);
      return;
    }
    const answer = await send(await someone(next));
    response.writeHead(answer.status);
    response.end(answer.body);
  };
  const server = createServer((incoming, response) => {
    // A process that died with the request in hand: to Teams that is silence, and it sends again.
    serve(incoming, response).catch(() => incoming.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const door: Door = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behind,
    toAll: false,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
  return door;
};

const someone = async (next: () => number | undefined): Promise<number> => {
  const late = Date.now() + PATIENCE_MS;
  for (let port = next(); ; port = next()) {
    if (port !== undefined) return port;
    if (Date.now() > late) throw new Error('nobody is up');
    await pause(20);
  }
};

const pass = async (
  agent: Agent,
  port: number,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<{ status: number; body: Buffer }> => {
  const { method, url: path, headers } = incoming;
  const outgoing = request({ agent, host: '127.0.0.1', port, method, path, headers });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 502, body: await readAll(answer) };
};

const readAll = async (from: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of from as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
};

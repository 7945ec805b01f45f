import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { readFrames } from './read-frames.ts';
import type { Effect, KillSwitch } from './kill-switch.ts';

export interface CommitProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** What one connection's transaction has done so far. */
interface Transaction {
  tables: Set<string>;
  changed: boolean;
  committing: Effect | undefined;
}

const CHANGED = /^(?:INSERT \d+|UPDATE|DELETE|MERGE) [1-9]|^(?:CREATE|ALTER|DROP|GRANT)\b/;
const TABLE = /\b(?:insert into|update|delete from|create table(?: if not exists)?)\s+(\w+)/gi;

/**
 * A door before PostgreSQL that sees each transaction that changed something come to its end: before its COMMIT
 * reaches the server, and after the server has it but the client does not know (quality.md 4.3, K2 and K8).
 */
export const watchCommits = async (target: string, kill: KillSwitch): Promise<CommitProxy> => {
  const to = new URL(target);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(Number(to.port), to.hostname);
    for (const socket of [client, database]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        database.destroy();
      });
      // A killed process resets its connections: closing is all that follows.
      socket.on('error', () => socket.destroy());
    }
    pass(client, database, kill);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
};

const pass = (client: Socket, database: Socket, kill: KillSwitch): void => {
  const state: Transaction = { tables: new Set(), changed: false, committing: undefined };
  const cut = (): void => {
    client.destroy();
    database.destroy();
  };
  readFrames(client, { startup: true }, async (type, body, whole) => {
    if (type === 'P' || type === 'Q') {
      const sql = body.toString('utf8');
      for (const [, table = ''] of sql.matchAll(TABLE)) state.tables.add(table);
      if (type === 'Q' && /^commit\b/i.test(sql) && state.changed) {
        state.committing = kill.begin(`commit ${[...state.tables].sort().join('+')}`, client.remotePort ?? 0);
        if ((await kill.at(state.committing, 'before')) === 'cut') {
          cut();
          return;
        }
      }
    }
    database.write(whole);
  });
  readFrames(database, { startup: false }, async (type, body, whole) => {
    if (type === 'C' && CHANGED.test(body.toString('utf8'))) state.changed = true;
    if (type === 'Z' && body.toString('latin1') === 'I') {
      const { committing } = state;
      Object.assign(state, { tables: new Set(), changed: false, committing: undefined });
      if (committing !== undefined && (await kill.at(committing, 'after')) === 'cut') {
        cut();
        return;
      }
    }
    client.write(whole);
  });
};

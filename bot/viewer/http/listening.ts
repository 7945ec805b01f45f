import type { Server } from 'node:http';
import { SafelightError } from '../../set/errors.ts';
import { SECOND } from '../../set/instant.ts';

/** Patience with slow senders (quality.md S12): a phone in a lift gets through, a slow-loris does not. */
export const limitPatience = (server: Server): void => {
  server.headersTimeout = 10 * SECOND;
  server.requestTimeout = 30 * SECOND;
  server.keepAliveTimeout = 5 * SECOND;
  server.maxHeadersCount = 100;
  server.maxRequestsPerSocket = 1_000;
  // Descriptors are shared with the database and the stores: a flood of connections must not use them up.
  server.maxConnections = 2_000;
  // Node looks for those that are late only every 30 seconds unless told otherwise, before it listens.
  Object.assign(server, { connectionsCheckingInterval: 2 * SECOND });
};

/** Resolves with the port in use. Throws `port-in-use`, or `unexpected` with its cause. */
export const listenOn = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      const code = error.code === 'EADDRINUSE' ? 'port-in-use' : 'unexpected';
      reject(new SafelightError(code, { cause: error, facts: { port } }));
    };
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

/** What is being answered is finished, for at most `graceMs`; idle connections end at once. */
export const closeGently = (server: Server, graceMs = 2 * SECOND): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });

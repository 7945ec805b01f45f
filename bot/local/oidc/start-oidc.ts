import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerSignIn, isSignIn } from './answer-sign-in.ts';
import { keepSecrets } from './keep-secrets.ts';
import { quietly } from './quietly.ts';
import { CLIENT_ID, settings } from './settings.ts';

export interface LocalOidc {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  close(): Promise<void>;
}

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

/**
 * An OpenID Connect provider on loopback whose accounts are the demonstration's people: the sign-in page is a list to
 * pick from. Its keys are kept in `folder`. Rejects with the system's `code` (EADDRINUSE) where it cannot listen.
 */
export const startOidc = async (options: {
  readonly folder: string;
  readonly port: number;
  readonly redirectUris: readonly string[];
}): Promise<LocalOidc> => {
  const secrets = keepSecrets(options.folder);
  const server = createServer();
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = await quietly(async () => {
    const { Provider, interactionPolicy } = await import('oidc-provider');
    return new Provider(issuer, settings(secrets, options.redirectUris, interactionPolicy));
  });
  const targets = [...new Set(options.redirectUris.map((uri) => new URL(uri).origin))].join(' ');
  const callback = provider.callback();
  const serve = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    isSignIn(request) ? answerSignIn(provider, request, response, targets) : callback(request, response);
  server.on('request', (request, response) => {
    // A page on the internet could otherwise reach this server by pointing its own name at the loopback.
    if (!LOOPBACK_HOST.test(request.headers.host ?? '')) {
      response.writeHead(421);
      response.end();
      return;
    }
    serve(request, response).catch(() => {
      // The provider has answered with its own error page already, or the browser went away.
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return {
    issuer,
    clientId: CLIENT_ID,
    clientSecret: secrets.clientSecret,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { answerKeyRequest } from './answer-key-request.ts';
import type { Answer, KeyVersion } from './answer-key-request.ts';
import { makeVersion } from './make-version.ts';
import { selfSigned } from './self-signed.ts';

export interface KeyVault {
  /** The key's id without a version. */
  readonly keyId: string;
  /** PEM that a client must trust. */
  readonly certificate: string;
  /** The bearer token it accepts. */
  readonly token: string;
  /** Method and path of every request, newest last. */
  readonly requests: readonly string[];
  /** Makes a new version of the key the newest; returns its id. */
  readonly rotate: () => string;
  readonly versions: Map<string, KeyVersion>;
  /** The next authorised requests get these answers, in order. */
  readonly answerNext: (...answers: readonly Answer[]) => void;
  /** The next request, authorised or not, is answered so much later. */
  readonly delayNext: (milliseconds: number) => void;
  readonly close: () => Promise<void>;
}

const NAME = 'safelight';

/** A vault with one RSA key, speaking Key Vault's REST protocol over https on loopback, sign-in challenge included. For tests. */
export const startKeyVault = async (): Promise<KeyVault> => {
  const { cert, key } = selfSigned();
  const token = randomBytes(16).toString('hex');
  const requests: string[] = [];
  const planned: Answer[] = [];
  const delays: number[] = [];
  const versions = new Map<string, KeyVersion>();

  const server = createServer({ cert, key }, (request, response) => {
    requests.push(`${request.method ?? ''} ${new URL(request.url ?? '', 'https://vault').pathname}`);
    const delay = delays.shift() ?? 0;
    readBody(request)
      .then(async (body) => {
        await pause(delay);
        if (request.headers.authorization !== `Bearer ${token}`) return CHALLENGE;
        return planned.shift() ?? answerKeyRequest({ request, body, origin, name: NAME, versions });
      })
      .then(
        (answer) => {
          send(response, answer);
        },
        () => {
          send(response, { status: 500, code: 'InternalServerError' });
        },
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rotate = (): string => {
    const { version, made } = makeVersion();
    versions.set(version, made);
    return `${origin}/keys/${NAME}/${version}`;
  };
  rotate();
  return {
    keyId: `${origin}/keys/${NAME}`,
    certificate: cert,
    token,
    requests,
    rotate,
    versions,
    answerNext: (...answers) => planned.push(...answers),
    delayNext: (milliseconds) => delays.push(milliseconds),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const CHALLENGE: Answer = {
  status: 401,
  code: 'Unauthorized',
  headers: {
    'www-authenticate':
      'Bearer authorization="https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000", resource="https://vault.azure.net"',
  },
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const piece of request) body += String(piece);
  return body;
};

const send = (response: ServerResponse, answer: Answer): void => {
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  response.end(JSON.stringify(answer.json ?? { error: { code: answer.code, message: answer.code } }));
};

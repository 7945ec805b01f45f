import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { FhirRouter } from '@medplum/fhir-router';
import { answer, outcome } from './answer.ts';
import type { Answer } from './answer.ts';
import type { JournalledRepository } from './journalled-repository.ts';

const MAX_BODY_BYTES = 2 * 1024 * 1024;
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

/** FHIR R4 over HTTP. Writes wait for one another, so that two conditional creates cannot both find nothing. */
export const createFhirServer = (repository: JournalledRepository): Server => {
  const router = new FhirRouter();
  let lastWrite: Promise<unknown> = Promise.resolve();

  const serve = async (request: IncomingMessage): Promise<Answer> => {
    // A page on the internet could otherwise reach this server by pointing its own name at the loopback.
    if (!LOOPBACK_HOST.test(request.headers.host ?? '')) return refusal(421, 'security', 'Ask by 127.0.0.1.');
    const body = await readBody(request);
    if (body === undefined) return refusal(413, 'too-long', 'The body is too large.');
    const call = {
      method: request.method ?? 'GET',
      address: request.url ?? '/',
      headers: request.headers,
      body,
    };
    if (call.method === 'GET') return answer(call, router, repository);
    const turn = lastWrite.then(() => answer(call, router, repository));
    lastWrite = turn.catch(() => undefined);
    return turn;
  };

  return createServer((request, response) => {
    serve(request).then(
      (answered) => {
        write(response, answered);
      },
      (error: unknown) => {
        write(response, refusal(500, 'exception', String(error)));
      },
    );
  });
};

const refusal = (status: number, ...of: Parameters<typeof outcome>): Answer => ({
  status,
  resource: outcome(...of),
  headers: {},
});

const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
};

const write = (response: ServerResponse, { status, resource, headers }: Answer): void => {
  response.writeHead(status, {
    'content-type': 'application/fhir+json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(resource));
};

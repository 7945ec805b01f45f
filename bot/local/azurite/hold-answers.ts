import type { IncomingMessage, Server, ServerResponse } from 'node:http';

const READS = ['GET', 'HEAD', 'OPTIONS'];

/** Lets the answer to a successful write leave only once `save` has settled; if it fails, the connection breaks instead. */
export const holdAnswers = (server: Server, save: () => Promise<void>): void => {
  // First in line, before Azurite's own listener gets the request.
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!READS.includes(request.method ?? '')) holdEnd(response, save);
  });
};

/** Azurite answers a successful write with headers alone, so nothing of the answer leaves before `end`. */
const holdEnd = (response: ServerResponse, save: () => Promise<void>): void => {
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  response.end = (...args: unknown[]) => {
    if (response.statusCode >= 400) return end(...args);
    save().then(
      () => end(...args),
      (cause: unknown) => response.destroy(cause instanceof Error ? cause : new Error(String(cause))),
    );
    return response;
  };
};

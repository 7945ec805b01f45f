import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './asked.ts';

/**
 * Writes one reply with everything a browser must be told. Straight to Node's response: the framework's own `send`
 * would add headers and print an error's message.
 */
export const sendReply = (
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  standing: Readonly<Record<string, string>>,
): void => {
  // A client that went away, or an error after the answer had begun: nothing more can be said.
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const body = reply.body === undefined ? Buffer.alloc(0) : Buffer.from(reply.body);
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(reply.status, {
    ...standing,
    ...(reply.type === undefined ? {} : { 'content-type': reply.type }),
    'content-length': body.length,
    ...reply.headers,
    ...(reply.cookies === undefined || reply.cookies.length === 0
      ? {}
      : { 'set-cookie': [...reply.cookies] }),
    // An unread body would be taken for the next request on this connection.
    ...(request.complete ? {} : { connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
};

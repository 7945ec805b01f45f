import type { IncomingMessage } from 'node:http';
import { SafelightError } from '../../set/errors.ts';

/** A form holds an NHS number, a date and some ticks. */
export const FORM_LIMIT = 16 * 1024;
/** A chat activity carries addresses, never the images themselves. */
export const ACTIVITY_LIMIT = 1024 * 1024;

/**
 * The request's bytes, never more than `limit`, and never written to disk as a multipart parser would.
 * Throws `request-too-large` and `bad-request`.
 */
export const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > limit) throw new SafelightError('request-too-large');
      parts.push(part);
    }
  } catch (thrown) {
    if (thrown instanceof SafelightError) throw thrown;
    throw new SafelightError('bad-request', { cause: thrown, facts: { why: 'body cut short' } });
  }
  return Buffer.concat(parts);
};

export const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  requireType(request, 'application/x-www-form-urlencoded');
  return new URLSearchParams((await readBody(request, FORM_LIMIT)).toString());
};

export const readJson = async (request: IncomingMessage, limit = ACTIVITY_LIMIT): Promise<unknown> => {
  requireType(request, 'application/json');
  const text = (await readBody(request, limit)).toString();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The cause is left out on purpose: a JSON error quotes the text it failed on.
    throw new SafelightError('bad-request', { facts: { why: 'not JSON' } });
  }
};

export const readOctets = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  requireType(request, 'application/octet-stream');
  return readBody(request, limit);
};

const requireType = (request: IncomingMessage, type: string): void => {
  const [sent = ''] = (request.headers['content-type'] ?? '').split(';');
  if (sent.trim().toLowerCase() !== type)
    throw new SafelightError('bad-request', { facts: { why: 'content type' } });
};

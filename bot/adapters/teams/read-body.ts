import type { IncomingMessage } from 'node:http';
import { fields, parse } from '../wire/read-json.ts';
import type { Fields } from '../wire/read-json.ts';

/** A request whose body a parser may have read already. */
export type Request = IncomingMessage & { body?: unknown };

/** Activities are well below this. */
const MOST_BYTES = 1024 * 1024;

const readAll = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** The body as a JSON object; undefined where it is empty, too large or anything else. */
export const readBody = async (request: Request): Promise<Fields | undefined> => {
  const { body } = request;
  if (Buffer.isBuffer(body)) return fields(parse(body.toString('utf8')));
  if (typeof body === 'string') return fields(parse(body));
  if (body !== undefined && body !== null) return fields(body);
  return request.readableEnded ? undefined : fields(parse(await readAll(request)));
};

import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly text?: string;
  /** Takes the open response over (server-sent events). */
  readonly stream?: (response: ServerResponse) => void;
}

/** One request, read whole. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** A named part of the path, decoded. */
  param(name: string): string;
  /** The body as a JSON object; an empty body is an empty object. Refused with 400 otherwise. */
  json(): Readonly<Record<string, unknown>>;
}

export interface Route {
  /** What weather and clock call it, e.g. `graph.message.get`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Parts beginning with `:` are named. */
  readonly path: string;
  answer(call: Call): Promise<Reply> | Reply;
}

/** Thrown by a route to answer something other than success. */
export class Refusal extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.reply = reply;
  }
}

export const json = (status: number, body: unknown): Reply => ({ status, json: body });
export const done: Reply = { status: 204 };

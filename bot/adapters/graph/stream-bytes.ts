import { SafelightError } from '../../set/errors.ts';
import { discard, pieces } from '../wire/send.ts';
import type { Incoming } from '../wire/send.ts';

const tooLarge = (): SafelightError => new SafelightError('original-too-large');
const cut = (cause?: unknown): SafelightError =>
  new SafelightError('chat-unreachable', { transient: true, cause });

/** A sign-in or error page with a good status is not the picture. */
const isPage = (incoming: Incoming): boolean => /^text\/html\b/i.test(incoming.header('content-type') ?? '');

/** Nobody asked for it packed: packed, a picture would not look like one, and would be left unprotected. */
const isPacked = (incoming: Incoming): boolean =>
  !/^(identity)?$/i.test(incoming.header('content-encoding') ?? '');

const bounded = async function* (incoming: Incoming, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of pieces(incoming)) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge();
      yield chunk;
    }
  } catch (error) {
    throw error instanceof SafelightError ? error : cut(error);
  }
};

/**
 * The bytes of an answer as they come. Stops with `original-too-large` past `maxBytes`, at once where the answer says
 * its length; a connection cut on the way, packed bytes, or a web page where a file was asked for, is
 * `chat-unreachable`.
 */
export const streamBytes = async (
  incoming: Incoming,
  maxBytes: number,
  pageExpected = false,
): Promise<AsyncIterable<Uint8Array>> => {
  if (Number(incoming.header('content-length') ?? 0) > maxBytes) {
    // Nobody reads on: that the connection is cut here is meant, and no error of anybody's.
    incoming.body.on('error', () => undefined).destroy();
    throw tooLarge();
  }
  if (isPacked(incoming) || (isPage(incoming) && !pageExpected)) {
    await discard(incoming);
    throw cut();
  }
  return bounded(incoming, maxBytes);
};

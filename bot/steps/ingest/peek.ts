import { mediaTypeOf } from '../../inspect/signatures.ts';
import type { OpenedOriginal } from '../../ports/chat.ts';

/** Bytes needed to judge an original by its beginning. */
const ENOUGH = 256;

/**
 * Judges an original by its first bytes, never by name or declared type. Undefined: not of a kind Safelight
 * protects, and no more of it was downloaded. An empty original is not protected either: there is nothing to lose.
 */
export const isProtected = async (opened: OpenedOriginal): Promise<OpenedOriginal | undefined> => {
  const iterator = opened.bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < ENOUGH) {
    const next = await iterator.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  if (mediaTypeOf(Buffer.concat(first)) === undefined) {
    await iterator.return?.();
    return undefined;
  }
  return { ...opened, bytes: resume(first, iterator) };
};

async function* resume(
  first: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

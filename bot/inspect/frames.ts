import type { Readable, Writable } from 'node:stream';

/**
 * What passes between Safelight and its decoder child: four bytes of length (big-endian), that much JSON, and the
 * byte strings whose lengths the JSON lists as `bodies`. The other end is bot/adapters/decoder/frames.ts.
 */
export interface Frame {
  readonly head: Readonly<Record<string, unknown>>;
  readonly bodies: readonly Uint8Array[];
}

const LONGEST_HEAD = 64 * 1_024;

/** Reads exact amounts from a stream; undefined at its end. */
const exactly = (from: Readable) => {
  const chunks = from[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  return async (length: number): Promise<Buffer | undefined> => {
    const pieces = [rest];
    for (let have = rest.length; have < length;) {
      const next = await chunks.next();
      if (next.done === true) return undefined;
      pieces.push(next.value);
      have += next.value.length;
    }
    const whole = pieces.length === 1 ? rest : Buffer.concat(pieces);
    rest = whole.subarray(length);
    return whole.subarray(0, length);
  };
};

/** Every frame of a stream, until it ends or what comes is no frame. */
export async function* readFrames(from: Readable): AsyncGenerator<Frame> {
  const take = exactly(from);
  for (;;) {
    const length = (await take(4))?.readUInt32BE(0);
    if (length === undefined || length > LONGEST_HEAD) return;
    const text = await take(length);
    if (text === undefined) return;
    const head = JSON.parse(text.toString('utf8')) as Record<string, unknown>;
    const bodies: Uint8Array[] = [];
    for (const size of Array.isArray(head['bodies']) ? (head['bodies'] as number[]) : []) {
      const body = await take(size);
      if (body === undefined) return;
      bodies.push(body);
    }
    yield { head, bodies };
  }
}

/** Writes one frame and resolves when the stream has taken it. */
export const writeFrame = async (to: Writable, { head, bodies }: Frame): Promise<void> => {
  const text = Buffer.from(JSON.stringify({ ...head, bodies: bodies.map((body) => body.length) }), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  to.write(Buffer.concat([length, text]));
  await new Promise<void>((resolve, reject) => {
    to.write(Buffer.concat(bodies), (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
};

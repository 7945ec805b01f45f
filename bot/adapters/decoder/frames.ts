import type { Readable, Writable } from 'node:stream';

/** The parent's end of the pipes; the form of a frame is written down in bot/inspect/frames.ts. */
export interface Reply {
  readonly head: ReplyHead;
  readonly bodies: readonly Uint8Array[];
}
interface ReplyHead {
  readonly ok: boolean;
  readonly code?: string;
  readonly sizes?: readonly { readonly width: number; readonly height: number }[];
  readonly partial?: boolean;
  readonly measures?: unknown;
  readonly spent?: boolean;
  readonly face?: boolean;
  readonly bodies: readonly number[];
}

/** A child that was taken over may send anything: more than this is not read. */
const LONGEST_HEAD = 4_096;
const MOST_BYTES = 64 * 1_024 * 1_024;

export const writeRequest = (
  to: Writable,
  head: Readonly<Record<string, unknown>>,
  body: Uint8Array,
): void => {
  const text = Buffer.from(JSON.stringify({ ...head, bodies: [body.length] }), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  to.write(Buffer.concat([length, text]));
  to.write(body);
};

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const readHead = (text: string): ReplyHead => {
  const head = JSON.parse(text) as ReplyHead;
  if (!Array.isArray(head.bodies) || !head.bodies.every(isCount))
    throw new Error('the decoder sent no lengths');
  return head;
};

/** Calls back with each whole reply; anything that is not one is an error. */
export const onReplies = (
  from: Readable,
  got: (reply: Reply) => void,
  broken: (error: unknown) => void,
): void => {
  let held: Buffer[] = [];
  let have = 0;
  let need = 4;
  const next = (): boolean => {
    if (have < need) return false;
    const whole = Buffer.concat(held);
    held = [whole];
    const headLength = whole.readUInt32BE(0);
    if (headLength > LONGEST_HEAD) throw new Error('the decoder sent too long a head');
    need = 4 + headLength;
    if (have < need) return false;
    const head = readHead(whole.toString('utf8', 4, need));
    const start = need;
    need = head.bodies.reduce((sum, size) => sum + size, start);
    if (need > MOST_BYTES) throw new Error('the decoder sent too many bytes');
    if (have < need) return false;
    let at = start;
    const bodies = head.bodies.map((size) => Uint8Array.from(whole.subarray(at, (at += size))));
    held = [whole.subarray(need)];
    have -= need;
    need = 4;
    got({ head, bodies });
    return true;
  };
  from.on('data', (chunk: Buffer) => {
    held.push(chunk);
    have += chunk.length;
    try {
      while (next());
    } catch (error) {
      broken(error);
    }
  });
};

import type { Socket } from 'node:net';

type OnFrame = (type: string, body: Buffer, whole: Buffer) => Promise<void>;

/** PostgreSQL's messages, one after another and each awaited. The first of a client has no type. */
export const readFrames = (from: Socket, { startup }: { readonly startup: boolean }, each: OnFrame): void => {
  let rest: Buffer = Buffer.alloc(0);
  let first = startup;
  let turn = Promise.resolve();
  from.on('data', (bytes: Buffer) => {
    turn = turn.then(async () => {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      for (let frame = next(); frame !== undefined; frame = next())
        await each(frame.type, frame.body, frame.whole);
    });
  });
  const next = (): { type: string; body: Buffer; whole: Buffer } | undefined => {
    const typed = first ? 0 : 1;
    if (rest.length < typed + 4) return undefined;
    const length = typed + rest.readUInt32BE(typed);
    if (rest.length < length) return undefined;
    const whole = rest.subarray(0, length);
    rest = rest.subarray(length);
    const type = first ? '' : whole.toString('latin1', 0, 1);
    first = false;
    return { type, body: whole.subarray(typed + 4), whole };
  };
};

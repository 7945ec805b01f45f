import type { Reply } from './frames.ts';
import type { ChildOptions } from './launch-child.ts';
import { type Child, ChildEnded, startChild } from './start-child.ts';

/** A few children doing requests in the order they come. */
export interface Lane {
  ask(head: Readonly<Record<string, unknown>>, body: Uint8Array): Promise<Reply>;
  close(): Promise<void>;
}

/** Then it is replaced, well before it reaches the processor seconds it may use (launch-child.ts). */
const MOST_REQUESTS = 200;

export interface LaneOptions extends ChildOptions {
  /** An idle child is ended after so many milliseconds, for what it has loaded is large; absent: it is kept. */
  readonly restMs?: number;
}

/** Once nothing has begun for so long. */
const afterRest = (restMs: number | undefined, end: () => void) => {
  let timer: NodeJS.Timeout | undefined;
  return {
    begin: (): void => {
      clearTimeout(timer);
      if (restMs !== undefined) timer = setTimeout(end, restMs).unref();
    },
    forget: (): void => {
      clearTimeout(timer);
    },
  };
};

export const makeLane = (most: number, options: LaneOptions): Lane => {
  const idle: Child[] = [];
  const all = new Set<Child>();
  const queue: (() => void)[] = [];
  const done = new WeakMap<Child, number>();
  let busy = 0;
  let closed = false;
  const rest = afterRest(options.restMs, () => {
    for (const child of idle.splice(0)) {
      all.delete(child);
      void child.end();
    }
  });

  const borrow = (): Child => {
    for (let child = idle.pop(); child; child = idle.pop()) {
      if (child.isAlive()) return child;
      all.delete(child);
    }
    const child = startChild(options);
    all.add(child);
    return child;
  };
  const giveBack = async (child: Child, spent: boolean): Promise<void> => {
    const requests = (done.get(child) ?? 0) + 1;
    done.set(child, requests);
    if (child.isAlive() && !spent && requests < MOST_REQUESTS) {
      idle.push(child);
      rest.begin();
      return;
    }
    await child.end();
    all.delete(child);
  };

  return {
    ask: async (head, body) => {
      while (busy >= most) await new Promise<void>((resolve) => queue.push(resolve));
      if (closed) throw new ChildEnded('closed');
      busy += 1;
      const child = borrow();
      let spent = true;
      try {
        const reply = await child.ask(head, body);
        spent = reply.head.spent === true;
        return reply;
      } finally {
        await giveBack(child, spent);
        busy -= 1;
        queue.shift()?.();
      }
    },
    close: async () => {
      closed = true;
      rest.forget();
      await Promise.all(Array.from(all, (child) => child.end()));
      for (const next of queue.splice(0)) next();
    },
  };
};

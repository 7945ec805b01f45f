import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { onReplies, type Reply, writeRequest } from './frames.ts';
import { type ChildOptions, launchChild } from './launch-child.ts';
import { watchMemory } from './watch-memory.ts';

/** Why a child is no more; `did-not-start` says something of the installation, the others of one request. */
export type Ending = 'ended' | 'timed-out' | 'too-much-memory' | 'broken-reply' | 'did-not-start' | 'closed';

export class ChildEnded extends Error {
  readonly ending: Ending;

  constructor(ending: Ending, cause?: unknown) {
    super(ending, { cause });
    this.ending = ending;
  }
}

/** One decoder process, doing one request at a time. */
export interface Child {
  readonly pid: number | undefined;
  isAlive(): boolean;
  /** Rejects with ChildEnded; after that the child is gone. */
  ask(head: Readonly<Record<string, unknown>>, body: Uint8Array): Promise<Reply>;
  /** Ends it now; resolves when it is gone. */
  end(): Promise<void>;
}

const START_LIMIT_MS = 30_000;

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: ChildEnded) => void;
}

/** What it says before its first request tells why it could not start; afterwards it may quote a picture. */
const hearComplaints = (child: ChildProcess, isReady: () => boolean): (() => Error | undefined) => {
  const heard: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => {
    if (!isReady() && heard.length < 16) heard.push(chunk);
  });
  return () => (isReady() ? undefined : new Error(Buffer.concat(heard).toString('utf8').slice(0, 2_000)));
};

/** A time limit and a memory limit on one wait; the answer takes both off. */
const limitWait = (child: ChildProcess, limitMs: number, maxRss: number, over: (why: Ending) => void) => {
  const limit = setTimeout(over, limitMs, 'timed-out');
  const stopWatching = watchMemory(child.pid, maxRss, () => {
    over('too-much-memory');
  });
  return (): void => {
    clearTimeout(limit);
    stopWatching();
  };
};

/** Everything a child can do unasked: answer, fail, end. */
const listen = (
  child: ChildProcess,
  isReady: () => boolean,
  finish: (why: Ending, cause?: unknown) => void,
  got: (reply: Reply) => void,
): void => {
  const complaints = hearComplaints(child, isReady);
  const ended = (error: unknown): void => {
    finish('ended', error);
  };
  const answers = child.stdio[3] as Readable;
  child.on('error', ended);
  child.on('close', () => {
    finish('ended', complaints());
  });
  answers.on('error', ended);
  // A request written to a child that has just died: its end is told by 'close'.
  child.stdin?.on('error', () => undefined);
  onReplies(answers, got, (error) => {
    finish('broken-reply', error);
  });
};

export const startChild = (options: ChildOptions): Child => {
  const child = launchChild(options);
  let waiting: Waiting | undefined;
  let ready = false;
  let ending: ChildEnded | undefined;
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });

  const finish = (why: Ending, cause?: unknown): void => {
    ending ??= new ChildEnded(ready ? why : 'did-not-start', cause);
    child.kill('SIGKILL');
    waiting?.reject(ending);
    waiting = undefined;
  };
  listen(
    child,
    () => ready,
    finish,
    (reply) => {
      ready = true;
      waiting?.resolve(reply);
      waiting = undefined;
    },
  );

  const next = async (limitMs: number): Promise<Reply> => {
    const takeOff = limitWait(child, limitMs, options.maxRssBytes, finish);
    try {
      return await new Promise<Reply>((resolve, reject) => {
        if (ending) reject(ending);
        else waiting = { resolve, reject };
      });
    } finally {
      takeOff();
    }
  };
  const started = next(START_LIMIT_MS);
  // Whoever asks first hears of a failed start; nobody need ask.
  started.catch(() => undefined);

  return {
    pid: child.pid,
    isAlive: () => ending === undefined,
    ask: async (head, body) => {
      await started;
      const reply = next(options.timeoutMs);
      if (child.stdin) writeRequest(child.stdin, head, body);
      return reply;
    },
    end: async () => {
      finish('closed');
      await gone;
    },
  };
};

import type { Decoder, Looker, MarkReader, Rendered } from '../../ports/decoder.ts';
import { SafelightError } from '../../set/errors.ts';
import type { LookedOver } from '../../set/shown.ts';
import type { Reply } from './frames.ts';
import { makeLane } from './make-lane.ts';
import { readFit } from './read-fit.ts';
import { readLookedOver } from './read-looked-over.ts';
import { readMeasures } from './read-measures.ts';
import { ChildEnded } from './start-child.ts';

export interface DecoderOptions {
  /** The program bot/inspect/decoder-child, as `.ts` in development and `.js` once built. */
  readonly script: URL;
  /** Node's own options for the child: `process.execArgv` where a loader is needed to run `.ts`. */
  readonly execArgv?: readonly string[];
  /** For one request, in milliseconds. */
  readonly timeoutMs?: number;
  /** Resident memory of one child; more ends it. */
  readonly maxRssBytes?: number;
  /** The child that looks pictures over ends after so many idle milliseconds. */
  readonly lookerRestMs?: number;
  /** How far it gives way; 19, the most there is, unless said. */
  readonly lookerNiceness?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_RSS = 1_536 * 1_024 * 1_024;
/** Two at a time, so that one stubborn file does not hold up the rest. */
const RENDERING = 2;
/** To look a picture over: seconds each, behind all other work of the machine, and 600 MB let go of when there is none. */
const LOOKING = { timeoutMs: 120_000, niceness: 19, restMs: 60_000 };

const refused = (thrown: unknown): never => {
  if (!(thrown instanceof ChildEnded)) throw thrown;
  const facts = { why: thrown.ending };
  // An installation that cannot decode at all must not condemn every picture as broken.
  if (thrown.ending === 'did-not-start' || thrown.ending === 'closed')
    throw new SafelightError('unexpected', { cause: thrown, transient: true, facts });
  const transient = thrown.ending !== 'too-much-memory';
  throw new SafelightError('cannot-be-decoded', { cause: thrown, transient, facts });
};

const accepted = (reply: Reply): Reply => {
  if (reply.head.ok) return reply;
  throw new SafelightError(reply.head.code === 'image-too-large' ? 'image-too-large' : 'cannot-be-decoded');
};

const rendered = ({ head, bodies }: Reply, index: number): Rendered => {
  const [size, jpeg] = [head.sizes?.[index], bodies[index]];
  if (!size || !jpeg) throw new SafelightError('cannot-be-decoded', { facts: { why: 'broken-reply' } });
  return { width: size.width, height: size.height, jpeg };
};

/** Whoever comes meanwhile is told to come again, before anything was fetched for them. */
const oneAtATime = (
  lookOver: (jpeg: () => Promise<Uint8Array>) => Promise<LookedOver>,
): Looker['lookOver'] => {
  let isBusy = false;
  return async (jpeg) => {
    if (isBusy) return undefined;
    isBusy = true;
    try {
      return await lookOver(jpeg);
    } finally {
      isBusy = false;
    }
  };
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * The decoder in child processes started when first needed. A child that dies, hangs or grows costs the request it
 * was doing (`cannot-be-decoded`) and is replaced at the next. Views never wait behind renditions.
 */
export const spawnDecoder = (options: DecoderOptions): Decoder & Looker & MarkReader => {
  const childOptions = {
    script: options.script,
    execArgv: options.execArgv ?? [],
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    maxRssBytes: options.maxRssBytes ?? DEFAULT_MAX_RSS,
  };
  // Pictures that still stand in the chat go first: a rendition can wait, and a person at a page cannot.
  const rendering = makeLane(RENDERING, { ...childOptions, niceness: 10 });
  const viewing = makeLane(1, { ...childOptions, niceness: 0 });
  const looking = makeLane(1, {
    ...childOptions,
    timeoutMs: LOOKING.timeoutMs,
    niceness: options.lookerNiceness ?? LOOKING.niceness,
    restMs: options.lookerRestMs ?? LOOKING.restMs,
  });
  return {
    render: async (bytes, mediaType, part) => {
      const reply = accepted(await rendering.ask({ do: 'render', mediaType, part }, bytes).catch(refused));
      const partial = reply.head.partial === true;
      const measures = readMeasures(reply.head.measures);
      return {
        screen: rendered(reply, 0),
        preview: rendered(reply, 1),
        ...(partial ? { partial: true } : {}),
        ...(measures === undefined ? {} : { measures }),
      };
    },
    watermark: async (jpeg, mark, code) => {
      const asked = { do: 'watermark', mark, ...(code === undefined ? {} : { code: hex(code) }) };
      const reply = accepted(await viewing.ask(asked, jpeg).catch(refused));
      const marked = reply.bodies[0];
      if (!marked) throw new SafelightError('cannot-be-decoded', { facts: { why: 'broken-reply' } });
      return marked;
    },
    readMark: async (picture) =>
      readFit(accepted(await rendering.ask({ do: 'read-mark' }, picture).catch(refused)).bodies),
    lookOver: oneAtATime(async (jpeg) =>
      readLookedOver(accepted(await looking.ask({ do: 'look' }, await jpeg()).catch(refused))),
    ),
    close: async () => {
      await Promise.all([rendering.close(), viewing.close(), looking.close()]);
    },
  };
};

import { setTimeout as pause } from 'node:timers/promises';
import { nurse } from '../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../bot/local/demonstration/places.ts';
import type { Moment, Weather } from '../../bot/local/ward/page-contract.ts';
import { readBooks } from '../crash/real/read-books.ts';
import { sitDown, type Seat } from '../crash/real/look-at-ward.ts';
import { FAIR, openOutside, type Outside, type Store } from '../crash/real/open-outside.ts';
import { startNode, type Node, type NodeOptions } from '../crash/real/start-node.ts';
import { waitUntil } from '../crash/real/wait-until.ts';

/** One bot with a ward and a database of its own, so that bots can be measured by turns. */
export interface Stage {
  readonly outside: Outside;
  readonly node: Node;
  readonly seat: Seat;
  weather(weather: Weather): Promise<void>;
  /** Posts so many pictures at once, each a message; how long each stood, on the ward's own clock. */
  burst(pictures: readonly Buffer[], withinMs: number): Promise<Burst>;
  /** Resolves when nothing is left to do of what was posted: no rendition, no card. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export interface Burst {
  /** Milliseconds from post to gone, in the order of the posts. */
  readonly stood: readonly number[];
  /** Posts that still stood when the time was over; they count as having stood all of it. */
  readonly left: number;
  /** Calls from the first post to the last one gone (without the last deletion itself), and how many were refused. */
  readonly calls: ReadonlyMap<string, { readonly made: number; readonly refused: number }>;
}

const PLACE = wardSeven.channels[0]?.id ?? '';

export interface StageOptions extends Omit<NodeOptions, 'name'> {
  /** The same for every stage: what one program wrote there does not make it slower for that one alone. */
  readonly store?: Store;
}

/** As a hospital runs it: the harness of crashes says more in its log. */
const LOG = { LOG_LEVEL: 'info' };
const QUIET_WITHIN_MS = 180_000;
/** Other programs have no ledger to ask: by then what they do after a removal is done. */
const AFTERWARDS_MS = 150;

export const openStage = async ({ store, ...options }: StageOptions = {}): Promise<Stage> => {
  const outside = await openOutside({ direct: true, ...(store === undefined ? {} : { store }) });
  const settings = { ...LOG, ...options.settings };
  const node = await startNode(outside, { name: '0', ...options, settings }).catch(
    async (thrown: unknown) => {
      await outside.close();
      throw thrown;
    },
  );
  const seat = sitDown(outside.ward.url, nurse);
  const books = options.program === undefined ? await readBooks(outside) : undefined;
  return {
    outside,
    node,
    seat,
    weather: (weather) => seat.weather({ ...FAIR, ...weather }),
    burst: (pictures, withinMs) => burst(outside, seat, pictures, withinMs),
    quiet: async () => {
      if (books !== undefined)
        await waitUntil('all to be done', QUIET_WITHIN_MS, async () => (await books.owedInAll()) === 0);
      await pause(AFTERWARDS_MS);
    },
    close: async () => {
      await books?.close();
      await node.stop();
      await outside.close();
    },
  };
};

const burst = async (
  { kill }: Outside,
  seat: Seat,
  pictures: readonly Buffer[],
  withinMs: number,
): Promise<Burst> => {
  kill.arm(undefined);
  const ids = await Promise.all(
    pictures.map((bytes) =>
      seat.post(PLACE, {
        text: '',
        inline: [{ name: 'image.jpg', contentType: 'image/jpeg', base64: bytes.toString('base64') }],
      }),
    ),
  );
  const deletions = (): number => kill.seen.filter((name) => name === 'graph.message.soft-delete').length;
  let moments: readonly Moment[] = [];
  await waitUntil('every picture to be gone', withinMs, async () => {
    // The clock is a long list: it is read only once as many deletions were asked for as there are posts.
    if (deletions() < ids.length) return false;
    moments = await seat.moments();
    return ids.every((id) => momentOf(moments, id, 'deleted') !== undefined);
  }).catch(async () => {
    moments = await seat.moments();
  });
  const times = ids.map((id) => {
    const posted = momentOf(moments, id, 'posted') ?? Number.NaN;
    const deleted = momentOf(moments, id, 'deleted');
    return { posted, deleted: deleted ?? posted + withinMs, left: deleted === undefined };
  });
  const first = Math.min(...times.map((one) => one.posted));
  const last = Math.max(...times.map((one) => one.deleted));
  return {
    stood: times.map((one) => one.deleted - one.posted),
    left: times.filter((one) => one.left).length,
    calls: callsBetween(moments, first, last),
  };
};

const momentOf = (moments: readonly Moment[], id: string, what: Moment['what']): number | undefined =>
  moments.findLast((one) => one.messageId === id && one.what === what)?.at;

const callsBetween = (
  moments: readonly Moment[],
  first: number,
  last: number,
): ReadonlyMap<string, { made: number; refused: number }> => {
  const calls = new Map<string, { made: number; refused: number }>();
  for (const { what, at, route = '', status = 0 } of moments) {
    if (what !== 'call' || at < first || at >= last) continue;
    const counted = calls.get(route) ?? { made: 0, refused: 0 };
    counted.made += 1;
    if (status === 429) counted.refused += 1;
    calls.set(route, counted);
  }
  return calls;
};

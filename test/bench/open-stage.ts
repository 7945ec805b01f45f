import { nurse } from '../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../bot/local/demonstration/places.ts';
import type { Moment, Weather } from '../../bot/local/ward/page-contract.ts';
import { sitDown, type Seat } from '../crash/real/look-at-ward.ts';
import { FAIR, openOutside, type Outside } from '../crash/real/open-outside.ts';
import { startNode, type Node, type NodeOptions } from '../crash/real/start-node.ts';
import { waitUntil } from '../crash/real/wait-until.ts';

/** One bot with a ward, a store and a database of its own, so that bots can be measured by turns. */
export interface Stage {
  readonly outside: Outside;
  readonly node: Node;
  readonly seat: Seat;
  weather(weather: Weather): Promise<void>;
  /** Posts so many pictures at once, each a message; how long each stood, on the ward's own clock. */
  burst(pictures: readonly Buffer[], withinMs: number): Promise<Burst>;
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

export const openStage = async (options: Omit<NodeOptions, 'name'> = {}): Promise<Stage> => {
  const outside = await openOutside({ direct: true });
  const node = await startNode(outside, { name: '0', ...options }).catch(async (thrown: unknown) => {
    await outside.close();
    throw thrown;
  });
  const seat = sitDown(outside.ward.url, nurse);
  return {
    outside,
    node,
    seat,
    weather: (weather) => seat.weather({ ...FAIR, ...weather }),
    burst: (pictures, withinMs) => burst(outside, seat, pictures, withinMs),
    close: async () => {
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

import { refusePage } from '../http/refuse.ts';
import { json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import { issueTabToken } from '../tokens/issue.ts';
import type { World } from '../world/world.ts';
import { whoAsks } from './who-asks.ts';

/**
 * The person who sits at the page, and nobody else: the body names no one. Asked with the header only, which a page of
 * another origin cannot send unasked; an address alone is not enough.
 */
const giveToken = async (world: World, call: Call): Promise<Reply> => {
  if (typeof call.headers['x-ward-person'] !== 'string') throw refusePage(401, 'Say who sits here.');
  const person = whoAsks(call);
  if (world.tab === undefined) throw refusePage(404, 'The app has no tab.');
  return json(200, { token: await issueTabToken(world, world.tab, person) });
};

export const tabRoutes = (world: World): Route[] => [
  {
    name: 'page.tab-token',
    method: 'POST',
    path: '/ward/api/tab-token',
    answer: (call) => giveToken(world, call),
  },
];

import type { ServerResponse } from 'node:http';
import type { Route } from '../http/route.ts';
import type { World } from '../world/world.ts';
import { whoAsks } from './who-asks.ts';

/** Tells one person's page of changes in the places they are in, until it goes. */
const follow = (world: World, oid: string, response: ServerResponse): void => {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write('retry: 1000\n\n');
  const tell = (placeId: string): void => {
    if (world.places.byId(placeId)?.members.includes(oid))
      response.write(`data: ${JSON.stringify({ placeId })}\n\n`);
  };
  world.changes.on('change', tell);
  response.on('close', () => world.changes.off('change', tell));
};

export const eventRoutes = (world: World): Route[] => [
  {
    name: 'page.events',
    method: 'GET',
    path: '/ward/api/events',
    answer(call) {
      const { oid } = whoAsks(call);
      return {
        status: 200,
        stream: (response) => {
          follow(world, oid, response);
        },
      };
    },
  },
];

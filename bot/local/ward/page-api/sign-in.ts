import { json } from '../http/route.ts';
import type { Call, Reply, Route } from '../http/route.ts';
import { beginCode, handCodeToBot } from '../token-service/keep-sign-ins.ts';
import type { World } from '../world/world.ts';
import { whoAsks } from './who-asks.ts';

/** As pressing the sign-in card: the person is signed in, and their client tells the bot with the code. */
const signIn = async (world: World, call: Call): Promise<Reply> => {
  const { oid } = whoAsks(call);
  world.signedIn.put(oid, true);
  await handCodeToBot(world, oid, beginCode(world, oid), undefined);
  return json(200, { signedIn: true });
};

const signOut = (world: World, call: Call): Reply => {
  world.signedIn.remove(whoAsks(call).oid);
  return json(200, { signedIn: false });
};

export const signInRoutes = (world: World): Route[] => [
  {
    name: 'page.signed-in',
    method: 'GET',
    path: '/ward/api/signed-in',
    answer: (call) => json(200, { signedIn: world.signedIn.get(whoAsks(call).oid) !== undefined }),
  },
  { name: 'page.sign-in', method: 'POST', path: '/ward/api/sign-in', answer: (call) => signIn(world, call) },
  {
    name: 'page.sign-out',
    method: 'POST',
    path: '/ward/api/sign-out',
    answer: (call) => signOut(world, call),
  },
];

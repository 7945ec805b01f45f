import { randomInt } from 'node:crypto';
import { shapeActivity } from '../to-bot/shape-activity.ts';
import type { BotAnswer } from '../world/bot-line.ts';
import { personByOid } from '../world/places.ts';
import type { Place } from '../world/places.ts';
import type { World } from '../world/world.ts';

/** A person agreed in the browser: the token waits until the bot shows the code that only their client was given. */
export const beginCode = (world: World, oid: string): string => {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  world.codes.set(code, oid);
  return code;
};

/** True when the code was given to this person; it works once. */
export const redeemCode = (world: World, oid: string, code: string): boolean => {
  if (world.codes.get(code) !== oid) return false;
  world.codes.delete(code);
  world.signedIn.put(oid, true);
  return true;
};

/** The Teams client hands the code to the bot, from the conversation the sign-in began in. */
export const handCodeToBot = async (
  world: World,
  oid: string,
  code: string,
  place: Place | undefined,
): Promise<BotAnswer | undefined> => {
  const person = personByOid(oid);
  const where = place ?? world.places.personalOf(oid);
  if (!person || !where) return undefined;
  return world.bot.ask(
    shapeActivity(
      world,
      'invoke',
      { place: where, person },
      { name: 'signin/verifyState', value: { state: code } },
    ),
  );
};

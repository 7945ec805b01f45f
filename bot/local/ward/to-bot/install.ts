import { setTimeout as wait } from 'node:timers/promises';
import { BOT_NAME } from '../world/identity.ts';
import { personByOid } from '../world/places.ts';
import type { Installation } from '../world/places.ts';
import type { Activity } from '../world/bot-line.ts';
import type { World } from '../world/world.ts';
import { shapeActivity } from './shape-activity.ts';

const KNOCK_EVERY_MS = 300;

const installActivities = (world: World, where: Installation): Activity[] => {
  const { place, team } = where;
  const person = personByOid(team?.owners[0] ?? place.members[0] ?? '');
  if (!person) return [];
  const conversation = {
    conversationType: place.kind,
    tenantId: person.tid,
    id: where.conversation,
    ...(place.kind === 'personal' ? {} : { isGroup: true }),
  };
  const settings = team ? { settings: { selectedChannel: { id: team.threadId } } } : {};
  const bot = { id: `28:${world.identity.appId}`, name: BOT_NAME };
  return [
    shapeActivity(
      world,
      'installationUpdate',
      { place, person, channelData: settings },
      { action: 'add', conversation },
    ),
    shapeActivity(
      world,
      'conversationUpdate',
      { place, person, ...(team ? { channelData: { eventType: 'teamMemberAdded' } } : {}) },
      { membersAdded: [bot], conversation },
    ),
  ];
};

/** Told once everywhere; true when the bot heard all of it. */
const installIn = async (world: World, where: Installation): Promise<boolean> => {
  for (const activity of installActivities(world, where)) {
    const { status } = await world.bot.ask(activity);
    if (status < 200 || status >= 300) return false;
  }
  world.installed.put(where.conversation, true);
  return true;
};

/** False when told to leave. */
const pause = async (leave: AbortSignal): Promise<boolean> => {
  try {
    await wait(KNOCK_EVERY_MS, undefined, { signal: leave });
    return true;
  } catch (error) {
    if (leave.aborted) return false;
    throw error;
  }
};

/**
 * Installs the bot in every team and chat that does not have it yet, as an administrator would at the start: an
 * administrator waits for the bot to be up, so this knocks until it answers or `leave` is given.
 */
export const installEverywhere = async (world: World, leave: AbortSignal): Promise<void> => {
  for (const where of world.places.installations()) {
    while (world.installed.get(where.conversation) === undefined) {
      if (leave.aborted) return;
      if (world.bot.endpoint !== '' && (await installIn(world, where))) break;
      if (!(await pause(leave))) return;
    }
  }
};

import { link } from '../../bot/audit/chain.ts';
import type { Policy } from '../../bot/policy/conversations.ts';
import { receive } from '../../bot/receive.ts';
import { conversationId, organisationId, tenantId } from '../../bot/set/ids.ts';
import { DAY, HOUR, later } from '../../bot/set/instant.ts';
import type { Doorbell, Place } from '../../bot/set/place.ts';
import { createSweeper } from '../../bot/sweep/keep-sweeping.ts';
import { noteInstalled } from '../../bot/sweep/note-installed.ts';
import type { SweepNote, SweepRoom } from '../../bot/sweep/room.ts';
import { memoryWatch } from '../memory/chat-watch.ts';
import { movableClock } from '../memory/clock.ts';
import { memoryKeys } from '../memory/keys.ts';
import { memoryLedger } from '../memory/ledger.ts';
import { memorySubscriptions, memoryWatching } from '../memory/watching.ts';

export const XHB = organisationId('XHB');

const place = (conversation: string, team?: string): Place => ({
  tenant: tenantId('tenant-1'),
  kind: team === undefined ? 'groupChat' : 'channel',
  ...(team === undefined ? {} : { team }),
  conversation: conversationId(conversation),
  reference: 'there',
});
export const photos = place('19:photos@thread.tacv2', 'team-1');
export const wounds = place('19:wounds@thread.tacv2', 'team-1');
export const social = place('19:social@thread.tacv2', 'team-1');
export const night = place('19:night@thread.v2');

const policy: Policy = {
  organisations: [
    {
      id: XHB,
      name: 'Harbourside',
      viewerTenants: ['tenant-1'],
      refusedRoles: [],
      people: ['*'],
      unfiledOwner: 'owner',
      conversations: [
        {
          mode: 'protect',
          lapseAfterMs: 72 * HOUR,
          where: { kind: 'team', team: 'team-1', channels: ['*'], except: [social.conversation] },
        },
        { mode: 'protect', lapseAfterMs: 72 * HOUR, where: { kind: 'chat', chat: night.conversation } },
      ],
    },
  ],
};

/** A hospital seen by the sweep alone: the ledger is real in its manners, and nobody does the duties. */
export const openBench = () => {
  const clock = movableClock();
  const chat = memoryWatch();
  chat.channelsThere = [photos.conversation, wounds.conversation, social.conversation];
  const ledger = memoryLedger({ link, clock });
  const watching = memoryWatching();
  const subscriptions = memorySubscriptions();
  const keys = memoryKeys();
  const notes: SweepNote[] = [];
  const bells: Doorbell[] = [];
  const take = receive({ ledger, keys, clock, policy, poke: () => undefined });
  const room: SweepRoom = {
    chat,
    watching,
    subscriptions,
    ledger,
    policy,
    clock,
    rang: async (bell) => {
      bells.push(bell);
      await take(bell);
    },
    placeLike: (known, conversation) => ({ ...known, conversation }),
    random: () => 0.5,
    tell: (note) => notes.push(note),
  };
  return {
    clock,
    chat,
    ledger,
    watching,
    subscriptions,
    notes,
    bells,
    room,
    /** What the ordinary ear hears. */
    hear: (bell: Doorbell) => take(bell),
    install: (where: Place) => noteInstalled(room, () => undefined)(where),
    /** A process that starts now and looks once. */
    startAndLook: async () => {
      const sweeper = createSweeper(room);
      await sweeper.turn();
      return sweeper;
    },
    /** After midnight of another day: everything is due. */
    nextDay: () => {
      clock.moveTo(later(clock.now(), DAY));
    },
    duties: () => ledger.duties().map(({ verb, subject }) => `${verb} ${subject}`.trim()),
    sets: () => ledger.find(XHB, { by: 'all' }),
  };
};
export type Bench = ReturnType<typeof openBench>;

import { link } from '../../../bot/audit/chain.ts';
import type { RaisedAlert } from '../../../bot/ports/alerts.ts';
import { SafelightError } from '../../../bot/set/errors.ts';
import { later, MINUTE, SECOND } from '../../../bot/set/instant.ts';
import type { AlarmRoom } from '../../../bot/sweep/alarms/room.ts';
import { watchParts } from '../../../bot/sweep/alarms/watch-parts.ts';
import { A, received, stored } from '../../contract/ledger-samples.ts';
import { memoryChat } from '../../memory/chat.ts';
import { movableClock } from '../../memory/clock.ts';
import { memoryCoverage, memoryOnce, memoryPartAlerts, memoryRegularWork } from '../../memory/coverage.ts';
import { memoryLedger } from '../../memory/ledger.ts';

/** Everything that outlives a process, and what people were told by all of them. */
export const openWatch = () => {
  const clock = movableClock();
  const chat = memoryChat(clock);
  const ledger = memoryLedger({ link, clock });
  const coverage = memoryCoverage();
  const down = new Set<string>();
  const raised: RaisedAlert[] = [];
  const counted: ReadonlyMap<string, number>[] = [];
  const errors: SafelightError[] = [];
  const state = { deaf: false };
  const shared = {
    ledger,
    coverage,
    open: memoryPartAlerts((organisation, events) => ledger.audit.append(organisation, events)),
    once: memoryOnce(),
    work: memoryRegularWork(),
    post: chat.post,
    clock,
    noted: () => undefined,
    policy: {
      organisations: [
        {
          id: A,
          name: 'A',
          viewerTenants: ['home'],
          refusedRoles: [],
          people: ['*'],
          unfiledOwner: 'owner',
          conversations: [],
        },
      ],
    },
  };
  /** One process: it has eyes of its own. */
  const startProcess = (blind: () => ReadonlySet<string> = () => down) => {
    const room: AlarmRoom = {
      ...shared,
      health: async () =>
        ['ledger', 'blobs', 'keys', 'record', 'sign-in'].map((part) => ({ part, ok: !blind().has(part) })),
      alerts: {
        raise: async (alert) => {
          if (state.deaf) throw new SafelightError('chat-unreachable', { transient: true });
          raised.push(alert);
        },
      },
      counted: (open) => counted.push(open),
      tell: (error) => errors.push(error),
    };
    return watchParts(room);
  };
  const first = startProcess();
  return {
    ...shared,
    chat,
    down,
    raised,
    errors,
    state,
    startProcess,
    turn: () => first.turn(),
    /** Looks every fifteen seconds, as the loop does. */
    async pass(milliseconds: number, watchers = [first]): Promise<void> {
      const end = later(clock.now(), milliseconds);
      while (clock.now() < end) {
        clock.pass(15 * SECOND);
        for (const watcher of watchers) await watcher.turn();
      }
    },
    said: () => raised.map((one) => `${one.what} ${one.state}`),
    openNow: () => Object.fromEntries(counted.at(-1) ?? []),
    /** Something was posted in a conversation a while ago and is in custody. */
    async posted(conversation: string, ago = 5 * MINUTE): Promise<void> {
      const set = { ...received(A, conversation), postedAt: later(clock.now(), -ago) };
      await ledger.receive(set, [], []);
      await ledger.change(A, set.id, { to: () => stored(set), events: [] });
    },
  };
};

import { asSafelightError } from '../../set/errors.ts';
import type { Loop } from '../every.ts';
import { every } from '../every.ts';
import type { AlarmRoom, Organisation } from './room.ts';
import { seeStanding } from './see-standing.ts';
import { tellConversations } from './tell-conversations.ts';
import { tellOfParts } from './tell-of-parts.ts';
import { walkChain, walkSoon } from './walk-chain.ts';
import { watchLedger } from './watch-ledger.ts';

const LOOK_EVERY_MS = 15_000;

/**
 * Looks at every part and every conversation, and sees to it that people hear of what is wrong: once, again at growing
 * intervals, and when it is mended. One organisation's failure keeps no other from being told.
 */
export const watchParts = (room: AlarmRoom): Loop & { turn(): Promise<void> } => {
  const { organisations } = room.policy;
  const isThere = watchLedger(room);
  let begun = false;
  const begin = async (): Promise<void> => {
    for (const organisation of organisations) await walkSoon(room, organisation);
    begun = true;
  };
  const turn = async (): Promise<void> => {
    const health = await room.health();
    const ledger = health.find((one) => one.part === 'ledger');
    if (!(await isThere(ledger?.ok !== false))) return;
    if (!begun) await begin();
    const counts = new Map<string, number>();
    for (const organisation of organisations) {
      try {
        await lookFor(room, organisation, health);
        await count(room, organisation, counts);
      } catch (thrown) {
        room.tell(asSafelightError(thrown));
      }
    }
    room.counted(counts);
  };
  return {
    turn,
    ...every(LOOK_EVERY_MS, turn, (error) => {
      room.tell(error);
    }),
  };
};

const lookFor = async (
  room: AlarmRoom,
  organisation: Organisation,
  health: readonly { readonly part: string; readonly ok: boolean }[],
): Promise<void> => {
  await walkChain(room, organisation);
  await tellOfParts(room, organisation.id, await seeStanding(room, organisation, health));
  await tellConversations(room, organisation.id);
};

const count = async (
  { open, ledger }: AlarmRoom,
  { id }: Organisation,
  counts: Map<string, number>,
): Promise<void> => {
  const parts = (await open.open(id)).filter((one) => one.toldAt !== undefined);
  const { alerts } = await ledger.tally(id);
  const add = (what: string, more: number): void => {
    counts.set(what, (counts.get(what) ?? 0) + more);
  };
  for (const { what } of parts) add(what, 1);
  for (const [what, open] of alerts) add(what, open);
};

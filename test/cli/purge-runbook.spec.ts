import { describe, expect, it } from '@jest/globals';
import { link } from '../../bot/audit/chain.ts';
import { purgeRunbook } from '../../bot/cli/purge-runbook.ts';
import { reportObserved } from '../../bot/cli/observe-report.ts';
import { setId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { later, SECOND } from '../../bot/set/instant.ts';
import { A, B, event, received, START, stored } from '../contract/ledger-samples.ts';
import { memoryLedger } from '../memory/ledger.ts';

const open = async (change: (set: StoredSet) => StoredSet = (set) => set) => {
  const ledger = memoryLedger({ link, clock: { now: () => START } });
  const keep = async (organisation: typeof A): Promise<StoredSet> => {
    const first = { ...received(organisation), postedAt: later(START, 61 * SECOND) };
    await ledger.receive(first, [], [event('set-received', first.id)]);
    await ledger.change(organisation, first.id, { to: () => change(stored(first)), events: [] });
    return change(stored(first));
  };
  return { ledger, mine: await keep(A), theirs: await keep(B) };
};

describe('the runbook for the compliance team', () => {
  it('names conversation, message, minute and poster of one set, and the rules of a purge', async () => {
    const { ledger, mine } = await open();
    const { json, lines, exit } = await purgeRunbook(ledger, mine.id);
    expect(exit).toBe(0);
    expect(json).toMatchObject({
      messages: [
        {
          set: mine.id,
          organisation: A,
          conversation: 'ward-4',
          message: mine.origin.message,
          posterObjectId: 'nurse-1',
          posterTenant: 'tenant-1',
          from: later(START, 60 * SECOND),
          to: later(START, 120 * SECOND),
        },
      ],
    });
    const text = lines.join('\n');
    expect(text).toContain(mine.origin.message);
    expect(text).toContain('at most 100 messages');
    expect(text).toContain('This message was deleted by an admin');
    expect(text).not.toMatch(/erased|gone from Microsoft/i);
    expect(text).not.toContain(mine.words);
  });

  it('lists everything that still stands, in every organisation, and nothing that is watched only', async () => {
    const { ledger, mine, theirs } = await open();
    const { json } = await purgeRunbook(ledger, 'outstanding');
    const sets = (json as { messages: { set: string }[] }).messages.map((one) => one.set);
    expect(sets.sort()).toEqual([mine.id, theirs.id].sort());
    const pilot = await open((set) => ({ ...set, mode: 'observe' }));
    expect((await purgeRunbook(pilot.ledger, 'outstanding')).json).toMatchObject({ messages: [] });
  });

  it('says so where there is no such set', async () => {
    const { ledger } = await open();
    expect(await purgeRunbook(ledger, setId('nothing'))).toMatchObject({ exit: 1 });
  });
});

describe('the report of a pilot, as a command', () => {
  it('says in words and in JSON what would have been removed', async () => {
    const { ledger } = await open((set) => ({
      ...set,
      mode: 'observe',
      copies: set.copies.map((copy) => ({ ...copy, outcome: { state: 'left', why: 'observe-mode' } })),
    }));
    const { lines, json } = await reportObserved(ledger);
    expect(lines.slice(0, 2)).toEqual([
      '2 message(s) in conversations that are watched only.',
      '2 copies would have been removed, 0 would have stayed (they live elsewhere).',
    ]);
    expect(json).toMatchObject({ wouldHaveGone: 2, stillStanding: 2 });
    expect((await reportObserved((await open()).ledger)).lines).toEqual([
      'Nothing was posted in a conversation that is watched only (mode: observe).',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Teams } from '../../../bot/adapters/teams/open-teams.ts';
import { takeActivity } from '../../../bot/adapters/teams/take-activity.ts';
import type { ChatEvents } from '../../../bot/ports/chat-events.ts';
import { rateLimit } from '../../../bot/viewer/http/rate.ts';
import { MINUTE } from '../../../bot/set/instant.ts';
import { movableClock } from '../../memory/clock.ts';

/** What one person presses goes no further than the limit: neither Teams nor the ledger is asked. */
const pressing = () => {
  const clock = movableClock();
  const within = rateLimit({ burst: 3, perMinute: 3 }, clock);
  let reached = 0;
  const teams = new Proxy({} as Teams, {
    get: () => {
      reached += 1;
      throw new Error('asked of Teams');
    },
  });
  const press = async (oid: string, name = 'adaptiveCard/action'): Promise<unknown> => {
    const activity = {
      type: 'invoke',
      name,
      from: { id: '29:x', aadObjectId: oid },
      conversation: { id: '19:chat', tenantId: 'tenant', conversationType: 'groupChat' },
      value: { state: '123456', action: { verb: 'sign-in', data: {} } },
    };
    const limits = {
      failed: () => undefined,
      mayPress: (person: { oid: string }) => within(person.oid),
    };
    return takeActivity(teams, activity, {} as ChatEvents, limits).catch(() => 'let through');
  };
  return { press, clock, reached: () => reached };
};

describe('A program that presses the buttons of cards', () => {
  it('is told in plain words to wait once one person’s share is spent, and costs nobody else theirs', async () => {
    const { press, clock, reached } = pressing();
    for (let presses = 0; presses < 3; presses += 1) expect(await press('one')).toBe('let through');
    const before = reached();
    expect(await press('one')).toMatchObject({
      status: 200,
      body: { value: 'That was a lot of tries at once. Please wait a minute and try again.' },
    });
    expect(await press('one', 'signin/verifyState')).toEqual({ status: 412 });
    expect(reached()).toBe(before);
    expect(await press('other')).toBe('let through');
    clock.pass(MINUTE);
    expect(await press('one')).toBe('let through');
  });
});

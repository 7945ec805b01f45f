import { describe, expect, it } from '@jest/globals';
import { renewCard } from '../../bot/actions/renew-card.ts';
import { DAY, HOUR, later } from '../../bot/set/instant.ts';
import { colleague, organisation, set, setInCustody } from './set-in-custody.ts';

const renewal = { organisation, set, by: colleague, reason: 'needed-for-handover' } as const;

describe('Renewing a card', () => {
  it('opens the set for another full period from now, however long ago its time was over', async () => {
    const world = await setInCustody();
    world.clock.pass(10 * DAY);
    const until = later(world.clock.now(), 72 * HOUR);
    const renewed = await renewCard(world)(renewal);
    expect(renewed.lapsesAt).toBe(until);
    expect(renewed.renewals).toEqual([
      { by: colleague, at: world.clock.now(), reason: 'needed-for-handover', until },
    ]);
    expect(await world.events()).toEqual(['card-renewed']);
  });

  it('redraws the card now and when the new time is over, and reminds people again', async () => {
    const world = await setInCustody();
    const { lapsesAt } = await renewCard(world)(renewal);
    const now = world.clock.now();
    expect(world.owed()).toEqual([
      { verb: 'redraw', subject: '', dueAt: now },
      { verb: 'redraw', subject: 'lapsed', dueAt: lapsesAt },
      { verb: 'remind', subject: 'lapse-soon', dueAt: now },
      { verb: 'remind', subject: 'lapsed', dueAt: lapsesAt },
    ]);
  });

  it('keeps every reason that was given', async () => {
    const world = await setInCustody();
    await renewCard(world)(renewal);
    await renewCard(world)({ ...renewal, reason: 'patient-returned' });
    expect((await world.row()).renewals.map((one) => one.reason)).toEqual([
      'needed-for-handover',
      'patient-returned',
    ]);
  });

  it('is refused for a set that is not in custody', async () => {
    const world = await setInCustody();
    await world.ledger.change(organisation, set, {
      to: ({ id, organisation: of, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts }) => ({
        ...{ id, organisation: of, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts },
        state: 'gone-before-custody',
        goneAt: postedAt,
        why: 'message-gone',
      }),
      events: [],
    });
    await expect(renewCard(world)(renewal)).rejects.toMatchObject({ code: 'change-refused' });
  });
});

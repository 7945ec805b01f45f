import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as people from '../../../bot/local/demonstration/people.ts';
import type { Policy } from '../../../bot/policy/conversations.ts';
import { HOUR, later, MINUTE } from '../../../bot/set/instant.ts';
import { answerId } from '../../../bot/set/ids.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import type { Question } from '../../../bot/set/question.ts';
import { openTicket } from '../../../bot/viewer/capture/ticket.ts';
import { photo } from '../photo.ts';
import { seedQuestion } from '../seed-question.ts';
import { idOf, openWorld, policy, wardPhotos } from '../world.ts';
import type { World } from '../world.ts';

/** The ward's channel is protected: photographs may be taken for it. */
const protectedWard: Policy = {
  organisations: policy.organisations.map((one, at) =>
    at > 0
      ? one
      : {
          ...one,
          conversations: [
            {
              mode: 'protect',
              lapseAfterMs: 72 * HOUR,
              where: { kind: 'team', team: wardPhotos.team ?? '', channels: ['*'], except: [] },
            },
          ],
        },
  ),
};

describe('More views please', () => {
  let world: World;
  let set: StoredSet;
  beforeEach(async () => {
    world = await openWorld({ change: () => ({ policy: protectedWard }) });
    set = await world.seed([await photo()]);
  });
  afterEach(() => world.close());

  const ask = (category: Question['answers'][number]['category']): Promise<Question> =>
    seedQuestion(world.parts, set, 'Is it safe to leave until the morning?', {
      by: idOf(people.nurse),
      askedAt: later(world.clock.now(), -7 * MINUTE),
      of: { who: 'person', person: idOf(people.registrar) },
      toldTo: [{ person: idOf(people.registrar), at: world.clock.now(), why: 'asked' }],
      answers: [
        {
          ...{ id: answerId('answer-1'), by: idOf(people.registrar), at: world.clock.now(), category },
          ...{ images: set.images.map(({ id }) => id), filed: [] },
        },
      ],
    });
  const page = async (who: typeof people.nurse): Promise<string> =>
    (await (await world.as(who)).get(`/sets/${set.id}`)).text;

  it('leads whoever asked to the camera, for the same thread, and to nobody else’s (QUAL-14)', async () => {
    await ask('more-views');
    expect(await page(people.nurse)).toContain(`href="/sets/${set.id}/another-view"`);
    expect(await page(people.registrar)).not.toContain('another-view');
    const pressed = await (await world.as(people.nurse)).get(`/sets/${set.id}/another-view`);
    expect(pressed.status).toBe(303);
    const sent = pressed.headers.get('location') ?? '';
    expect(sent).toMatch(/^\/capture\?to=/);
    const ticket = openTicket(
      new URLSearchParams(sent.split('?')[1]).get('to'),
      world.clock.now(),
      world.parts.cookieKey,
    );
    expect(ticket).toMatchObject({
      person: idOf(people.nurse),
      place: { conversation: set.origin.place.conversation },
      root: set.origin.root ?? set.origin.message,
    });
    const dean = await world.as(people.outsider);
    expect((await dean.get(`/sets/${set.id}/another-view`)).status).toBe(404);
  });

  it('is not offered where another answer was given', async () => {
    await ask('continue');
    expect(await page(people.nurse)).not.toContain('another-view');
  });
});

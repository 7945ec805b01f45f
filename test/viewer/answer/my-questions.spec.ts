import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as people from '../../../bot/local/demonstration/people.ts';
import type { Person } from '../../../bot/local/demonstration/people.ts';
import { answerId, questionId } from '../../../bot/set/ids.ts';
import { DAY, HOUR, MINUTE, later } from '../../../bot/set/instant.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import type { Answer, Question } from '../../../bot/set/question.ts';
import { photo } from '../photo.ts';
import { seedQuestion } from '../seed-question.ts';
import { idOf, openWorld } from '../world.ts';
import type { World } from '../world.ts';

let world: World;
let set: StoredSet;
beforeEach(async () => {
  world = await openWorld();
  set = await world.seed([await photo()]);
});
afterEach(async () => {
  await world.close();
});

let asked = 0;
const ask = (change: Partial<Question> = {}): Promise<Question> =>
  seedQuestion(world.parts, set, 'Left heel, safe to leave?', {
    id: questionId(`q${(asked += 1)}`),
    by: idOf(people.nurse),
    askedAt: later(world.clock.now(), -7 * MINUTE),
    toldTo: [{ person: idOf(people.registrar), at: world.clock.now(), why: 'asked' }],
    ...change,
  });
const said = (page: string): string => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const mine = async (person: Person): Promise<string> =>
  said((await (await world.as(person)).get('/mine')).text);
const inTab = async (person: Person): Promise<string> => {
  const headers = { authorization: `Bearer ${world.tokenFor(person)}` };
  return (await fetch(`${world.address}/tab/list`, { headers })).text();
};
const seen = (by: Person) => ({
  by: idOf(by),
  at: world.clock.now(),
  images: set.images.map(({ id }) => id),
});

describe('My questions, my answers', () => {
  it('says what to do where there is nothing', async () => {
    const page = await mine(people.registrar);
    for (const words of [
      'Nobody is waiting for your opinion.',
      'You have not asked anybody.',
      'To ask, open',
    ])
      expect(page).toContain(words);
  });

  it('shows what was asked of me: unseen first, the most urgent first, then what waits, then what was answered', async () => {
    const closed = { at: world.clock.now(), by: idOf(people.registrar), why: 'answered' } as const;
    const answer: Answer = {
      ...{
        id: answerId('a'),
        by: idOf(people.registrar),
        at: world.clock.now(),
        category: 'continue' as const,
      },
      ...{ images: [], filed: [] },
    };
    await ask({ urgency: 'urgent', answers: [answer], closed });
    await ask({ urgency: 'urgent', seen: [seen(people.registrar)] });
    await ask({ urgency: 'routine' });
    await ask({ urgency: 'urgent' });
    const page = await mine(people.registrar);
    const order = [
      ...page.matchAll(
        /(Urgent|For today|Routine) (You have not looked yet|Waiting for your answer|Answered: Continue)/g,
      ),
    ];
    expect(order.map(([words]) => words)).toEqual([
      'Urgent You have not looked yet',
      'Routine You have not looked yet',
      'Urgent Waiting for your answer',
      'Urgent Answered: Continue',
    ]);
  });

  it('shows what I asked, of which role, and whether anybody has looked', async () => {
    const of = { who: 'role', role: 'plastics-registrar' } as unknown as Question['of'];
    await ask({ of, called: 'plastics registrar on call' });
    expect(await mine(people.nurse)).toMatch(/Urgent Not yet seen To plastics registrar on call 1 picture/);
  });

  it('holds no word that was written, no name and no picture, in the tab either', async () => {
    await ask();
    for (const list of [await mine(people.registrar), await inTab(people.registrar)]) {
      expect(list).toContain('You have not looked yet');
      expect(list).not.toMatch(/heel|safe to leave|Tom|<img/);
    }
    expect(await inTab(people.registrar)).toContain(`/sets/${set.id}#question-`);
  });

  it('keeps what is open for as long as it is, and what was closed for thirty days', async () => {
    await ask({ askedAt: later(world.clock.now(), -40 * DAY) });
    const at = later(world.clock.now(), -31 * DAY);
    await ask({ closed: { at, by: idOf(people.nurse), why: 'withdrawn' } });
    const page = await mine(people.registrar);
    expect(page.match(/Urgent/g)).toHaveLength(1);
    expect(page).not.toContain('No longer needed');
  });

  it('says of a question closed more than a day ago that it opens from its card alone', async () => {
    const at = later(world.clock.now(), -25 * HOUR);
    await ask({ closed: { at, by: idOf(people.nurse), why: 'answered' } });
    expect(await mine(people.registrar)).toContain('Closed more than a day ago');
  });

  it('shows nobody else’s', async () => {
    await ask();
    expect(await mine(people.consultant)).toContain('Nobody is waiting for your opinion.');
  });
});

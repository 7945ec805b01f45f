import { afterEach, describe, expect, it } from '@jest/globals';
import * as people from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { DAY, HOUR, later } from '../../bot/set/instant.ts';
import { photo } from './photo.ts';
import type { World } from './world.ts';
import { FELLVIEW, idOf, openWorld } from './world.ts';

const LIST = '/tab/list';

describe('The list in the tab', () => {
  let world: World;
  afterEach(() => world.close());

  const ask = async (token?: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${world.address}${LIST}`, {
      redirect: 'manual',
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const listOf = async (person: Person): Promise<string> => (await ask(world.tokenFor(person))).text;
  const seedLapsed = async (days: number, organisation?: string) =>
    world.seed([await photo('patient-a-1.jpg')], {
      postedAt: later(world.clock.now(), -days * DAY),
      poster: idOf(people.f1),
      ...(organisation === undefined ? {} : { organisation }),
    });

  it('shows a person their own sets: place, when, how many, filed or not, until when', async () => {
    world = await openWorld();
    const set = await world.seed([await photo('patient-a-1.jpg'), await photo('patient-a-1.jpg')]);
    const list = await listOf(people.nurse);
    for (const words of [`href="/sets/${set.id}"`, '2 images', 'In a channel', 'Not filed', 'Card until'])
      expect(list).toContain(words);
    expect(list).toMatch(/target="_blank"\s+rel="noopener noreferrer"/);
    expect(await listOf(people.registrar)).not.toContain(set.id);
  });

  it('holds no picture, no word of the message and no name', async () => {
    world = await openWorld();
    await world.seed([await photo('patient-a-1.jpg')]);
    const list = await listOf(people.nurse);
    expect(list).not.toMatch(/<img|heel|infected|Asha|images\//);
  });

  it('says what to do where there is nothing', async () => {
    world = await openWorld();
    expect(await listOf(people.nurse)).toContain(
      'Post a photograph in a conversation that Safelight protects',
    );
  });

  it('gives every token that does not fit, and none, the same answer', async () => {
    world = await openWorld();
    const answers = [
      await ask(),
      await ask('guessed'),
      await ask(undefined, { authorization: 'Basic bnVyc2U6bnVyc2U=' }),
      await ask(undefined, { authorization: 'Bearer' }),
      await ask(undefined, { authorization: `Bearer ${'a'.repeat(9_000)}` }),
    ];
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect(world.logged.join('')).not.toMatch(/guessed|bnVyc2U|a{64}/);
  });

  it('is not opened by a session of the viewer, nor by a token in the address', async () => {
    world = await openWorld();
    const browser = await world.as(people.nurse);
    expect((await browser.get(LIST)).status).toBe(401);
    const token = world.tokenFor(people.nurse);
    expect((await browser.get(`${LIST}?access_token=${token}&token=${token}`)).status).toBe(401);
    expect(world.logged.join('')).not.toContain(token);
  });

  it('opens no picture and no page by its token: the separate sign-in stands before each', async () => {
    world = await openWorld();
    const set = await world.seed([await photo('patient-a-1.jpg')]);
    const authorization = `Bearer ${world.tokenFor(people.nurse)}`;
    for (const path of [
      `/sets/${set.id}`,
      `/sets/${set.id}/images/${set.images[0]?.id ?? ''}`,
      '/mine',
      '/console',
    ]) {
      const answer = await fetch(`${world.address}${path}`, {
        redirect: 'manual',
        headers: { authorization },
      });
      expect([path, [303, 401].includes(answer.status)]).toEqual([path, true]);
    }
  });

  it('says to try again where the issuer does not answer', async () => {
    world = await openWorld({
      change: ({ client }) => ({
        client: {
          ...client,
          identity: {
            whoHolds: () => Promise.reject(new SafelightError('sign-in-failed', { transient: true })),
          },
        },
      }),
    });
    expect((await ask('any')).status).toBe(503);
  });

  it('is kept from guests and refused roles, who could not open anything either', async () => {
    world = await openWorld();
    for (const change of [{ guest: true }, { roles: ['Student'] }])
      expect((await ask(world.tokenFor(people.nurse, change))).status).toBe(403);
    expect((await ask(world.tokenFor(people.guest))).status).toBe(403);
  });

  it('is limited by address before a token is looked at, and by person', async () => {
    let looked = 0;
    world = await openWorld({
      change: ({ client }) => ({
        client: {
          ...client,
          identity: {
            whoHolds: () => {
              looked += 1;
              return Promise.reject(new SafelightError('sign-in-failed'));
            },
          },
        },
      }),
    });
    const seen = new Set<number>();
    for (let at = 0; at < 160; at += 1) seen.add((await ask('guess')).status);
    expect([...seen]).toEqual([401, 429]);
    expect(looked).toBe(150);
  });

  it('shows the named owner what nobody filed, the longest waiting first, and nobody else', async () => {
    world = await openWorld();
    const [recent, old] = [await seedLapsed(4), await seedLapsed(40)];
    const standing = await seedLapsed(1);
    const foreign = await seedLapsed(40, FELLVIEW);
    const list = await listOf(people.informationGovernance);
    expect(list).toContain('Nobody filed these (2)');
    expect(list.indexOf(old.id)).toBeLessThan(list.indexOf(recent.id));
    expect(list).toContain('Posted 40 days ago');
    for (const other of [standing, foreign]) expect(list).not.toContain(other.id);
    expect(await listOf(people.fellviewConsultant)).toContain(foreign.id);
    for (const person of [people.nurse, people.consultant, people.fellviewNurse])
      expect(await listOf(person)).not.toContain('Nobody filed');
    const browser = await world.as(people.informationGovernance);
    expect((await browser.get('/mine')).text).toContain('Nobody filed these (2)');
    expect((await (await world.as(people.nurse)).get('/mine')).text).not.toContain('Nobody filed');
  });

  it('does not take somebody of another tenant with the same object id for the owner', async () => {
    world = await openWorld();
    await seedLapsed(4);
    const stranger = { ...people.informationGovernance, tid: people.OTHER_TENANT_ID };
    expect(await listOf(stranger)).not.toContain('Nobody filed');
  });

  it('shows the owner no more than fifty at once, and says that there are more', async () => {
    world = await openWorld();
    for (let at = 0; at < 52; at += 1)
      await world.seed([], {
        postedAt: later(world.clock.now(), -5 * DAY - at * HOUR),
        poster: idOf(people.f1),
      });
    expect(await listOf(people.informationGovernance)).not.toContain('Nobody filed');
    for (let at = 0; at < 52; at += 1) await seedLapsed(5);
    const list = await listOf(people.informationGovernance);
    expect(list).toContain('Nobody filed these (more than 50)');
    expect(list.match(/<li/g)).toHaveLength(50);
  });
});

describe('The tab itself', () => {
  it('is the same for everybody, and sets no cookie', async () => {
    const world = await openWorld();
    const [stranger, nurse] = [world.stranger(people.nurse), await world.as(people.nurse)];
    const [one, other] = [await stranger.get('/tab'), await nurse.get('/tab')];
    expect([one.status, one.text]).toEqual([200, other.text]);
    expect(one.headers.getSetCookie()).toEqual([]);
    expect(one.text).not.toContain('Asha');
    await world.close();
  });

  it('loads its scripts from Safelight alone', async () => {
    const world = await openWorld();
    const { text } = await world.stranger(people.nurse).get('/tab');
    const sources = [...text.matchAll(/src="([^"]+)"/g)].map(([, source = '']) => source);
    expect(sources).toEqual([
      expect.stringMatching(/^\/assets\/\w+\/teams\.js$/),
      expect.stringMatching(/^\/assets\/\w+\/tab\.js$/),
    ]);
    await world.close();
  });
});

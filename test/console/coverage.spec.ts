import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { coverageSections } from '../../bot/console/coverage-sections.ts';
import { consultant, guest, informationGovernance, nurse } from '../../bot/local/demonstration/people.ts';
import type { Coverage } from '../../bot/set/coverage.ts';
import { conversationId } from '../../bot/set/ids.ts';
import { HOUR, later } from '../../bot/set/instant.ts';
import { memoryCoverage, memoryPartAlerts } from '../memory/coverage.ts';
import { channel, memorySeen } from '../memory/seen.ts';
import { photo } from '../viewer/photo.ts';
import type { World } from '../viewer/world.ts';
import { HARBOURSIDE, idOf, openWorld, wardPhotos } from '../viewer/world.ts';

describe('The console, about coverage', () => {
  let world: World;
  const coverage = memoryCoverage();
  const seen = memorySeen();
  const open = memoryPartAlerts(async () => undefined);

  beforeAll(async () => {
    world = await openWorld({
      change: ({ ledger, clock }) => ({
        coverage: coverageSections({
          ...{ coverage, open, ledger, clock, teams: seen },
          chat: {
            members: async () =>
              [nurse, guest].map((one) => ({ person: idOf(one), name: one.name, guest: one.guest })),
          },
        }),
      }),
    });
    const base: Coverage = {
      place: wardPhotos,
      mode: 'protect',
      checkedAt: world.clock.now(),
      gaps: [],
      notSignedIn: [idOf(nurse), idOf(consultant)],
      outsiders: [idOf(guest)],
    };
    await coverage.save(HARBOURSIDE, base);
    const hidden = { ...wardPhotos, conversation: conversationId('19:hidden@thread.tacv2') };
    await coverage.save(HARBOURSIDE, {
      ...base,
      place: hidden,
      gaps: ['bots-cannot-see'],
      notSignedIn: [],
      outsiders: [],
    });
    seen.teams.set(wardPhotos.team ?? '', [channel(hidden.conversation, 'private')]);
    const since = later(world.clock.now(), -HOUR);
    await open.stands(HARBOURSIDE, 'key-service-down', '', since);
    const [alert] = await open.open(HARBOURSIDE);
    if (alert !== undefined) await open.tell(HARBOURSIDE, alert, since);
    await world.seed([await photo()], { change: { mode: 'observe' } });
  });
  afterAll(() => world.close());

  const page = async (): Promise<string> =>
    (await (await world.as(informationGovernance)).get('/console')).text;

  it('says what is not protected, why, and what mends it', async () => {
    const text = await page();
    expect(text).toContain('Name of 19:hidden@thread.tacv2');
    expect(text).toContain('Not protected');
    expect(text).toContain('Use a standard channel for clinical images.');
  });

  it('says that people’s own chats with Safelight are not looked through', async () => {
    expect(await page()).toContain('own chats with Safelight are not looked through for missed images');
  });

  it('shows what has no name by its kind and the beginning of its id', async () => {
    const chat = conversationId('19:0f1e2d3c4b5a69788796a5b4c3d2e1f0@thread.v2');
    const { team: _team, ...place } = { ...wardPhotos, kind: 'groupChat' as const, conversation: chat };
    const gaps = ['does-not-answer'] as const;
    const checkedAt = world.clock.now();
    await coverage.save(HARBOURSIDE, {
      ...{ place, mode: 'protect', checkedAt, gaps, notSignedIn: [], outsiders: [] },
    });
    const text = await page();
    expect(text).toContain('A group chat without a name (0f1e2d3c)');
    expect(text).not.toContain('@thread.v2');
    await coverage.forget(HARBOURSIDE, chat);
  });

  it('names who has not signed in and who does not belong there, as the chat names them now', async () => {
    const text = await page();
    expect(text).toContain('2 people have not signed in');
    expect(text).toContain('Asha Nair, 1 person');
    expect(text).toContain('A guest or outsider is in it: Marta Lind');
  });

  it('shows parts that people were told of, with their age', async () => {
    expect(await page()).toContain(
      'The key service does not answer: pictures cannot be kept or opened, for 1 hour',
    );
  });

  it('shows what would have been removed where Safelight only watches', async () => {
    expect(await page()).toContain('would have been removed');
  });

  it('is there, with numbers for names, while the chat platform is away', async () => {
    seen.away = true;
    const text = await page();
    expect(text).toContain('A channel without a name (hidden)');
    seen.away = false;
  });
});

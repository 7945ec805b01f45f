import { describe, expect, it } from '@jest/globals';
import { observeReport } from '../../bot/policy/observe-report.ts';
import type { Copy, Sighting } from '../../bot/set/copy.ts';
import { copyId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { DAY, HOUR, later, SECOND } from '../../bot/set/instant.ts';
import { A, received, START, stored } from '../contract/ledger-samples.ts';

const look = (after: number, showed: Sighting['showed']): Sighting => ({ at: later(START, after), showed });
const left = (why: 'observe-mode' | 'lives-elsewhere', sightings: readonly Sighting[] = []): Copy => ({
  id: copyId(`${why}-${sightings.length}`),
  what: { kind: 'message', edition: '1', inline: 1 },
  images: [],
  outcome: { state: 'left', why },
  sightings,
});
const watched = (...copies: readonly Copy[]): StoredSet => ({
  ...stored(received(A)),
  mode: 'observe',
  storedAt: later(START, 3 * SECOND),
  copies,
});

describe('the report of a pilot', () => {
  it('says of each message what would have been removed, what would have stayed, and how long it stood', () => {
    const report = observeReport([
      watched(left('observe-mode', [look(HOUR, 'visible'), look(DAY, 'gone')]), left('lives-elsewhere')),
    ]);
    expect(report).toMatchObject({
      wouldHaveGone: 1,
      wouldHaveStayed: 1,
      stillStanding: 0,
      middleStoodMs: DAY,
      messages: [{ custodyMs: 3 * SECOND, stoodMs: DAY, stands: 'gone', lookedAt: later(START, DAY) }],
    });
  });

  it('counts a message as standing while any of it does, and says when nobody has looked again', () => {
    const report = observeReport([
      watched(left('observe-mode', [look(HOUR, 'gone')]), left('observe-mode', [look(2 * HOUR, 'visible')])),
      watched(left('observe-mode')),
    ]);
    expect(report.messages.map((one) => [one.stands, one.stoodMs])).toEqual(
      expect.arrayContaining([
        ['at-last-look', 2 * HOUR],
        ['not-looked-again', 3 * SECOND],
      ]),
    );
    expect(report.stillStanding).toBe(2);
  });

  it('leaves out whatever was protected, and says nothing of nothing', () => {
    const protectedSet = { ...watched(left('observe-mode')), mode: 'protect' } as const;
    expect(observeReport([protectedSet, received(A)])).toEqual({
      messages: [],
      wouldHaveGone: 0,
      wouldHaveStayed: 0,
      stillStanding: 0,
    });
  });
});

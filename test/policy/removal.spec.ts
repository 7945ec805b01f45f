import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isHidden, isRemovable, layersFor, receiptLines, removalLine } from '../../bot/policy/removal.ts';
import type { Copy, CopyKind, CopyOutcome, RemovalLayer, Sighting } from '../../bot/set/copy.ts';
import { isOutstanding, isUnsettled } from '../../bot/set/copy.ts';
import { copyId } from '../../bot/set/ids.ts';
import { HOUR, instant, later } from '../../bot/set/instant.ts';

const AT = instant('2026-03-15T03:00:00Z');
const SOON = later(AT, HOUR);
const UNTIL = instant('2026-06-16T03:00:00Z');

const message: CopyKind = { kind: 'message', edition: 'e1', inline: 1 };
const file: CopyKind = { kind: 'file', drive: 'd', item: 'i', eTag: 't', home: true };
const link: CopyKind = { kind: 'link', drive: 'd', item: 'i' };

const gone: Sighting = { at: SOON, showed: 'gone' };
const copy = (what: CopyKind, outcome: CopyOutcome, ...sightings: readonly Sighting[]): Copy => ({
  id: copyId('c'),
  what,
  images: [],
  outcome,
  sightings,
});
const ALL: ReadonlySet<RemovalLayer> = new Set(['poster', 'hide', 'site']);
const outcomeOf = (one: Copy): string | undefined => receiptLines({ copies: [one] })[0]?.outcome;
const lineOf = (...copies: readonly Copy[]): string => removalLine({ mode: 'protect', copies });

const OUTCOMES: readonly CopyOutcome[] = [
  { state: 'visible' },
  { state: 'left', why: 'observe-mode' },
  { state: 'left', why: 'lives-elsewhere' },
  { state: 'left', why: 'not-by-poster' },
  { state: 'message-deleted', at: AT },
  { state: 'hidden', at: AT },
  { state: 'file-deleted', at: AT },
  { state: 'file-recycled', at: AT, until: UNTIL },
  { state: 'file-blocked-by-retention', at: AT },
  { state: 'awaiting-poster', since: AT, hidden: false },
  { state: 'awaiting-poster', since: AT, hidden: true },
  { state: 'reappeared', at: AT },
  { state: 'gone-already', at: AT },
  { state: 'failed', at: AT, code: 'chat-forbidden' },
];
const anyCopy = fc
  .record({
    what: fc.constantFrom(message, file, link),
    outcome: fc.constantFrom(...OUTCOMES),
    sightings: fc.array(
      fc.record({
        at: fc.constant(SOON),
        showed: fc.constantFrom('gone', 'hidden', 'visible', 'could-not-look'),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ what, outcome, sightings }) => copy(what, outcome, ...(sightings as Sighting[])));

describe('The layers of removal', () => {
  it('delete a message as its poster, and hide it only where that cannot be', () => {
    expect(layersFor(copy(message, { state: 'visible' }), ALL)).toEqual(['poster', 'hide']);
    expect(layersFor(copy(message, { state: 'visible' }), new Set(['hide']))).toEqual(['hide']);
  });

  it('never hide twice: what is hidden waits to be deleted', () => {
    expect(layersFor(copy(message, { state: 'hidden', at: AT }), ALL)).toEqual(['poster']);
    const waiting = copy(message, { state: 'awaiting-poster', since: AT, hidden: true });
    expect(layersFor(waiting, new Set(['hide', 'site']))).toEqual([]);
  });

  it('delete a file as its poster, else by the right to the team’s site; a file cannot be hidden', () => {
    expect(layersFor(copy(file, { state: 'visible' }), ALL)).toEqual(['poster', 'site']);
  });

  it('never touch a file that a link only points to', () => {
    expect(layersFor(copy(link, { state: 'visible' }), ALL)).toEqual([]);
    expect(isRemovable(copy(link, { state: 'visible' }))).toBe(false);
  });

  it('never hold a layer that is not to be had', () => {
    fc.assert(
      fc.property(anyCopy, fc.subarray([...ALL]), (one, powers) => {
        expect(powers).toEqual(expect.arrayContaining([...layersFor(one, new Set(powers))]));
      }),
    );
  });

  it.each([
    ['visible', true],
    ['hidden', true],
    ['awaiting-poster', true],
    ['reappeared', true],
    ['failed', true],
    ['left', false],
    ['message-deleted', false],
    ['file-deleted', false],
    ['file-recycled', false],
    ['file-blocked-by-retention', false],
    ['gone-already', false],
  ])('are tried on a copy that is %s: %s', (state, tried) => {
    for (const outcome of OUTCOMES.filter((one) => one.state === state)) {
      expect(isRemovable(copy(message, outcome))).toBe(tried);
    }
  });
});

describe('The receipt of one copy', () => {
  it.each<[string, CopyKind, CopyOutcome, readonly Sighting[], string]>([
    [
      'a deleted message nobody has looked for again',
      message,
      { state: 'message-deleted', at: AT },
      [],
      'not-confirmed',
    ],
    [
      'a deleted message a re-read saw gone',
      message,
      { state: 'message-deleted', at: AT },
      [gone],
      'removed-from-view',
    ],
    ['a deleted file a re-read saw gone', file, { state: 'file-deleted', at: AT }, [gone], 'file-deleted'],
    [
      'a file in the recycle bin',
      file,
      { state: 'file-recycled', at: AT, until: UNTIL },
      [gone],
      'file-recycled',
    ],
    [
      'a message that was gone before',
      message,
      { state: 'gone-already', at: AT },
      [gone],
      'removed-from-view',
    ],
    ['a file that was gone before', file, { state: 'gone-already', at: AT }, [gone], 'file-deleted'],
    [
      'a file a retention label keeps',
      file,
      { state: 'file-blocked-by-retention', at: AT },
      [],
      'kept-by-retention',
    ],
    ['a file that lives elsewhere', link, { state: 'left', why: 'lives-elsewhere' }, [], 'lives-elsewhere'],
    ['a message only observed', message, { state: 'left', why: 'observe-mode' }, [], 'observed'],
    ['a file somebody else put there', file, { state: 'left', why: 'not-by-poster' }, [], 'not-by-poster'],
    ['a hidden message', message, { state: 'hidden', at: AT }, [], 'hidden'],
  ])('says of %s: %s', (_, what, outcome, sightings, says) => {
    expect(outcomeOf(copy(what, outcome, ...sightings))).toBe(says);
  });

  it('says when, until when it could be restored, and when it was last seen gone', () => {
    const one = copy(file, { state: 'file-recycled', at: AT, until: UNTIL }, gone, {
      at: later(SOON, HOUR),
      showed: 'gone',
    });
    expect(receiptLines({ copies: [one] })).toEqual([
      { what: 'file', outcome: 'file-recycled', at: AT, until: UNTIL, reread: later(SOON, HOUR) },
    ]);
  });

  it('takes back "removed" when a later look could not look', () => {
    const one = copy(message, { state: 'message-deleted', at: AT }, gone, {
      at: later(SOON, HOUR),
      showed: 'could-not-look',
    });
    expect(outcomeOf(one)).toBe('not-confirmed');
  });
});

describe('The one line of a set', () => {
  const removed = copy(message, { state: 'message-deleted', at: AT }, gone);

  it.each<[string, readonly Copy[], string]>([
    ['everything was seen gone', [removed, copy(file, { state: 'file-deleted', at: AT }, gone)], 'removed'],
    ['one copy is not removed yet', [removed, copy(file, { state: 'visible' })], 'removing'],
    [
      'one removal is not confirmed yet',
      [removed, copy(file, { state: 'file-deleted', at: AT })],
      'removing',
    ],
    [
      'a file lives elsewhere',
      [removed, copy(link, { state: 'left', why: 'lives-elsewhere' })],
      'partly-visible',
    ],
    [
      'a retention label keeps a file',
      [removed, copy(file, { state: 'file-blocked-by-retention', at: AT })],
      'partly-visible',
    ],
    ['a message is hidden, not deleted', [copy(message, { state: 'hidden', at: AT })], 'hidden-not-deleted'],
    [
      'the poster is asked',
      [removed, copy(file, { state: 'awaiting-poster', since: AT, hidden: false })],
      'awaiting-poster',
    ],
    [
      'a removed message came back',
      [copy(message, { state: 'reappeared', at: AT }), copy(file, { state: 'hidden', at: AT })],
      'reappeared',
    ],
  ])('when %s', (_, copies, line) => {
    expect(lineOf(...copies)).toBe(line);
  });

  it('says "observed" in observe mode, whatever became of the copies', () => {
    fc.assert(
      fc.property(fc.array(anyCopy), (copies) => {
        expect(removalLine({ mode: 'observe', copies })).toBe('observed');
      }),
    );
  });

  it('says "removed" only where the last look at every copy saw it gone', () => {
    fc.assert(
      fc.property(fc.array(anyCopy, { maxLength: 5 }), (copies) => {
        if (lineOf(...copies) === 'removed') expect(copies.filter(isOutstanding)).toEqual([]);
        if (copies.some(isOutstanding)) expect(lineOf(...copies)).not.toBe('removed');
      }),
    );
  });

  it('does not depend on the order of the copies, and one more copy never makes it better', () => {
    const worse = [
      'removed',
      'removing',
      'partly-visible',
      'hidden-not-deleted',
      'awaiting-poster',
      'reappeared',
    ];
    fc.assert(
      fc.property(fc.array(anyCopy, { maxLength: 4 }), anyCopy, (copies, one) => {
        const line = lineOf(...copies, one);
        expect(lineOf(one, ...copies.toReversed())).toBe(line);
        expect(worse.indexOf(line)).toBeGreaterThanOrEqual(worse.indexOf(lineOf(...copies)));
      }),
    );
  });
});

describe('What somebody must still act on', () => {
  it('is everything outstanding but what was left on purpose', () => {
    fc.assert(
      fc.property(anyCopy, (one) => {
        expect(isUnsettled(one)).toBe(isOutstanding(one) && one.outcome.state !== 'left');
        if (isHidden(one)) expect(isUnsettled(one)).toBe(true);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isUnfiledAtLapse, stillStands, tellAgainAt } from '../../bot/policy/alerts.ts';
import type { Copy, CopyOutcome, Sighting } from '../../bot/set/copy.ts';
import { copyId, lookupHash } from '../../bot/set/ids.ts';
import type { AlertKind, DisposedSet, GoneSet, ImageSet, ReceivedSet } from '../../bot/set/image-set.ts';
import { DAY, HOUR, instant, later, millis, MINUTE } from '../../bot/set/instant.ts';
import { POSTED_AT, POSTER, storedImage, storedSet } from '../actions/stored-set.ts';
import { closedQuestion, openQuestion } from '../memory/question.ts';

const NOW = later(POSTED_AT, HOUR);
const LAPSED = later(POSTED_AT, 72 * HOUR);

const facts = (({ id, organisation, origin, poster, mode, postedAt, receivedAt, lapseAfterMs, alerts }) => ({
  id,
  organisation,
  origin,
  poster,
  mode,
  postedAt,
  receivedAt,
  lapseAfterMs,
  alerts,
}))(storedSet());
const received: ReceivedSet = { ...facts, state: 'received' };
const gone = (why: GoneSet['why']): GoneSet => ({
  ...facts,
  state: 'gone-before-custody',
  goneAt: POSTED_AT,
  why,
});
const disposed: DisposedSet = {
  ...facts,
  state: 'disposed',
  disposedAt: NOW,
  lapsesAt: LAPSED,
  items: ['image'],
  copies: [],
  card: { state: 'owed' },
  approvedBy: [POSTER],
};
const withCopy = (outcome: CopyOutcome, ...sightings: readonly Sighting[]): ImageSet => {
  const what: Copy['what'] = { kind: 'message', edition: 'e', inline: 1 };
  return storedSet({ copies: [{ id: copyId('c'), what, images: [], outcome, sightings }] });
};
const seen = (showed: Sighting['showed']): Sighting => ({ at: NOW, showed });
const standing = storedSet({ card: { state: 'standing', activity: 'a', at: NOW, drawn: 'd' } });
const displayable = storedSet({
  images: [storedImage({ renditions: { state: 'impossible', why: 'not-a-picture' } })],
});
const patient = { lookup: lookupHash('00'), patient: 'sealed' };
const waiting = storedSet({
  images: [storedImage({ filing: { state: 'waiting', patient, by: POSTER, at: NOW } })],
});
const notClinical = { by: POSTER, at: POSTED_AT };

describe('An alert stands as long as the fact it speaks of', () => {
  it.each<[string, AlertKind, ImageSet, boolean]>([
    ['a message not in custody', 'custody-late', received, true],
    ['a set in custody', 'custody-late', storedSet(), false],
    ['a message that went first', 'gone-before-custody', gone('message-gone'), true],
    ['a message without images', 'gone-before-custody', gone('no-images'), false],
    ['a message its poster withdrew', 'gone-before-custody', gone('poster-withdrew'), false],
    ['a copy still visible', 'removal-late', withCopy({ state: 'visible' }), true],
    ['a copy only hidden', 'removal-late', withCopy({ state: 'hidden', at: NOW }), true],
    [
      'a copy removed, not looked for again',
      'removal-late',
      withCopy({ state: 'message-deleted', at: NOW }),
      true,
    ],
    [
      'a copy seen gone',
      'removal-late',
      withCopy({ state: 'message-deleted', at: NOW }, seen('gone')),
      false,
    ],
    [
      'a file that lives elsewhere',
      'removal-late',
      withCopy({ state: 'left', why: 'lives-elsewhere' }),
      false,
    ],
    ['a copy that came back', 'reappeared', withCopy({ state: 'reappeared', at: NOW }), true],
    ['a copy that stayed away', 'reappeared', withCopy({ state: 'message-deleted', at: NOW }), false],
    ['no card yet', 'card-missing', storedSet(), true],
    ['a card that stands', 'card-missing', standing, false],
    ['pictures nobody can see yet', 'not-displayable', storedSet(), true],
    ['what never was a picture', 'not-displayable', displayable, false],
    ['a filing the record has not answered', 'filing-late', waiting, true],
    ['an image nobody filed', 'filing-late', storedSet(), false],
    [
      'a look that could not look',
      'reread-failed',
      withCopy({ state: 'message-deleted', at: NOW }, seen('could-not-look')),
      true,
    ],
    [
      'a look that could, later',
      'reread-failed',
      withCopy({ state: 'message-deleted', at: NOW }, seen('could-not-look'), seen('gone')),
      false,
    ],
    [
      'an approved disposal not done',
      'disposal-failed',
      storedSet({ notClinical: { ...notClinical, approvedBy: POSTER } }),
      true,
    ],
    ['a disposal nobody approved', 'disposal-failed', storedSet({ notClinical }), false],
  ])('%s: %s', (_, what, set, stands) => {
    expect(stillStands(what, set, NOW)).toBe(stands);
  });

  it('but one day only for an image that is gone for good', () => {
    const set = gone('message-gone');
    expect(stillStands('gone-before-custody', set, later(POSTED_AT, DAY - 1))).toBe(true);
    expect(stillStands('gone-before-custody', set, later(POSTED_AT, DAY))).toBe(false);
  });

  it('and none stands on a set that was disposed of', () => {
    const kinds: readonly AlertKind[] = [
      'custody-late',
      'gone-before-custody',
      'removal-late',
      'reappeared',
      'card-missing',
      'not-displayable',
      'filing-late',
      'disposal-failed',
      'unfiled-at-lapse',
      'reread-failed',
      'missed-by-ear',
    ];
    expect(kinds.filter((kind) => stillStands(kind, disposed, NOW))).toEqual([]);
  });
});

describe('A set nobody filed', () => {
  it('goes on its owner’s list the moment its card lapses', () => {
    expect(isUnfiledAtLapse(storedSet(), later(LAPSED, -1))).toBe(false);
    expect(isUnfiledAtLapse(storedSet(), LAPSED)).toBe(true);
    expect(stillStands('unfiled-at-lapse', storedSet(), LAPSED)).toBe(true);
  });

  it('stays off it while a question waits for its answer, and comes on when it is answered', () => {
    const asked = storedSet({ questions: [openQuestion()] });
    expect(isUnfiledAtLapse(asked, LAPSED)).toBe(false);
    const answered = storedSet({ questions: [closedQuestion(LAPSED)] });
    expect(isUnfiledAtLapse(answered, LAPSED)).toBe(true);
  });

  it('stays off it when it is not clinical, or all of it is filed', () => {
    expect(isUnfiledAtLapse(storedSet({ notClinical }), LAPSED)).toBe(false);
    expect(isUnfiledAtLapse(waiting, LAPSED)).toBe(false);
    expect(isUnfiledAtLapse(storedSet({ images: [...waiting.images, storedImage()] }), LAPSED)).toBe(true);
  });
});

describe('People are told again of what still stands', () => {
  it.each([
    [0, 5 * MINUTE],
    [5 * MINUTE, 15 * MINUTE],
    [20 * MINUTE, HOUR],
    [2 * HOUR, 4 * HOUR],
    [5 * HOUR, DAY],
    [9 * DAY, DAY],
  ])('%i ms after it began, in %i ms', (open, again) => {
    const toldAt = later(NOW, open);
    expect(tellAgainAt({ since: NOW, toldAt })).toBe(later(toldAt, again));
  });

  it('at intervals that never shrink, at least once a day', () => {
    fc.assert(
      fc.property(fc.nat(30 * DAY), (open) => {
        const alert = { since: instant(0), toldAt: instant(open) };
        const next = tellAgainAt(alert);
        const wait = millis(next) - open;
        expect(wait).toBeGreaterThanOrEqual(5 * MINUTE);
        expect(wait).toBeLessThanOrEqual(DAY);
        expect(millis(tellAgainAt({ ...alert, toldAt: next })) - millis(next)).toBeGreaterThanOrEqual(wait);
      }),
    );
  });
});

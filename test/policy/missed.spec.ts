import { describe, expect, it } from '@jest/globals';
import { missedByEar, wasMissed } from '../../bot/policy/missed.ts';
import type { Found } from '../../bot/policy/missed.ts';
import type { CopyOutcome } from '../../bot/set/copy.ts';
import { copyId } from '../../bot/set/ids.ts';
import type { ImageSet } from '../../bot/set/image-set.ts';
import { HOUR, instant, later, MINUTE, SECOND } from '../../bot/set/instant.ts';
import { received, stored } from '../contract/ledger-samples.ts';

const INSTALLED = instant('2026-03-02T09:00:00Z');
const POSTED = later(INSTALLED, HOUR);
const EDITED = later(POSTED, HOUR);
const found = (change: Partial<Found> = {}): Found => ({
  createdAt: POSTED,
  changedAt: POSTED,
  edition: POSTED,
  deleted: false,
  originals: 1,
  ...change,
});
const edited = (change: Partial<Found> = {}): Found =>
  found({ editedAt: EDITED, changedAt: EDITED, edition: EDITED, ...change });

const just = { ...received(), receivedAt: later(POSTED, SECOND) };
const gone = (why: 'no-images' | 'message-gone'): ImageSet => ({
  ...just,
  state: 'gone-before-custody',
  goneAt: later(POSTED, 2 * SECOND),
  why,
});
const inCustody = (outcome: CopyOutcome): ImageSet => ({
  ...stored(just),
  copies: [
    {
      id: copyId('message'),
      what: { kind: 'message', edition: POSTED, inline: 1 },
      images: [],
      outcome,
      sightings: [],
    },
  ],
});
const removed = inCustody({ state: 'message-deleted', at: later(POSTED, 5 * SECOND) });
const disposed: ImageSet = {
  ...just,
  state: 'disposed',
  disposedAt: EDITED,
  lapsesAt: EDITED,
  items: ['image'],
  copies: [],
  card: { state: 'owed' },
  approvedBy: [],
};

describe('What a message found by the sweep is', () => {
  it.each<[string, Found, ImageSet | undefined, string | undefined]>([
    ['never heard of, posted since the installation: posted', found(), undefined, 'posted'],
    ['never heard of, with words alone: nothing', found({ originals: 0 }), undefined, undefined],
    ['never heard of, deleted since: nothing', found({ deleted: true }), undefined, undefined],
    [
      'written before the installation: older',
      found({ createdAt: later(INSTALLED, -SECOND), changedAt: EDITED }),
      undefined,
      'older',
    ],
    [
      'written before the installation and edited since: edited',
      edited({ createdAt: later(INSTALLED, -HOUR) }),
      undefined,
      'edited',
    ],
    ['received and not changed since: nothing', found(), just, undefined],
    ['received and edited since: edited', edited(), just, 'edited'],
    [
      'left alone for want of pictures, and still so: nothing',
      edited({ originals: 0 }),
      gone('no-images'),
      undefined,
    ],
    ['left alone for want of pictures, a picture edited in: edited', edited(), gone('no-images'), 'edited'],
    [
      'left alone for want of pictures, and somebody waved at it: nothing',
      found({ changedAt: EDITED }),
      gone('no-images'),
      undefined,
    ],
    ['gone before custody, and back: undone', found({ changedAt: EDITED }), gone('message-gone'), 'undone'],
    ['in custody and removed, standing again: undone', found({ changedAt: EDITED }), removed, 'undone'],
    [
      'in custody and removed, read just before that: nothing',
      found({ changedAt: later(POSTED, -MINUTE) }),
      removed,
      undefined,
    ],
    ['in custody and removed, still gone: nothing', found({ deleted: true }), removed, undefined],
    [
      'in custody, waiting for its poster: nothing',
      found(),
      inCustody({ state: 'awaiting-poster', since: POSTED, hidden: false }),
      undefined,
    ],
    ['in custody, edited since: edited', edited(), inCustody({ state: 'visible' }), 'edited'],
    [
      'in custody, its pictures edited out: edited',
      edited({ originals: 0 }),
      inCustody({ state: 'visible' }),
      'edited',
    ],
    ['disposed of: nothing', edited(), disposed, undefined],
  ])('%s', (_, message, known, expected) => {
    expect(wasMissed(message, known, INSTALLED)).toBe(expected);
  });
});

describe('That the ear missed it', () => {
  const now = later(POSTED, 5 * SECOND);
  it('is said of what was posted before this process listened', () => {
    expect(missedByEar(found(), undefined, now, later(POSTED, SECOND))).toBe(true);
  });
  it('is not said while the activity may still come, and is after ten seconds', () => {
    expect(missedByEar(found(), undefined, now, INSTALLED)).toBe(false);
    expect(missedByEar(found(), undefined, later(POSTED, 11 * SECOND), INSTALLED)).toBe(true);
  });
  it('is not said of a change that is still being worked on, and is after two minutes', () => {
    expect(missedByEar(edited(), removed, later(EDITED, MINUTE), INSTALLED)).toBe(false);
    expect(missedByEar(edited(), removed, later(EDITED, 3 * MINUTE), INSTALLED)).toBe(true);
  });
});

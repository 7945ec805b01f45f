import { describe, expect, it } from '@jest/globals';
import { intoCustody } from '../../../bot/steps/ingest/commit-custody.ts';
import type { Custody } from '../../../bot/steps/ingest/commit-custody.ts';
import type { Job } from '../../../bot/steps/step.ts';
import type { Copy, CopyOutcome } from '../../../bot/set/copy.ts';
import { copyId, imageId } from '../../../bot/set/ids.ts';
import { DAY, later, MINUTE } from '../../../bot/set/instant.ts';
import { POSTED_AT, storedImage, storedSet } from '../../actions/stored-set.ts';

const now = later(POSTED_AT, MINUTE);
const image = storedImage();
const message = (outcome: CopyOutcome): Copy => ({
  id: copyId('message'),
  what: { kind: 'message', edition: 'first', inline: 0 },
  images: [imageId('image-1')],
  outcome,
  sightings: [],
});
const file = (outcome: CopyOutcome): Copy => ({
  id: copyId('file'),
  what: { kind: 'file', drive: 'drive', item: 'item', eTag: 'e', home: true },
  images: [imageId('image-1')],
  outcome,
  sightings: [],
});
const visible: CopyOutcome = { state: 'visible' };
const deleted: CopyOutcome = { state: 'message-deleted', at: now };
const recycled: CopyOutcome = { state: 'file-recycled', at: now, until: later(now, 93 * DAY) };

/** The message as an edit left it: read while it stood, its file already gone. */
const edited: Custody = {
  images: [image],
  inCustody: [],
  unprotected: [],
  lost: 1,
  edition: 'second',
  mentioned: [],
  words: 'new words',
  wordsKey: storedSet().wordsKey,
};

const commit = (before: readonly Copy[], current: readonly Copy[]): readonly Copy[] => {
  const job = { set: storedSet({ images: [image], copies: before }), now } as unknown as Job;
  const after = intoCustody(job, edited).to?.(storedSet({ images: [image], copies: current }));
  return after?.state === 'stored' ? after.copies : [];
};

describe('A message read again after an edit', () => {
  it('is visible once more, in its new edition', () => {
    const copies = commit([message(deleted)], [message(deleted)]);
    expect(copies).toMatchObject([{ what: { edition: 'second' }, outcome: visible }]);
  });

  it('keeps what became of its copies while it was being read: a file in the recycle bin is not called deleted', () => {
    const copies = commit([message(visible), file(visible)], [message(deleted), file(recycled)]);
    expect(copies.map((copy) => copy.outcome)).toEqual([deleted, recycled]);
  });

  it('keeps what was seen of its copies meanwhile', () => {
    const seen: Copy = { ...message(visible), sightings: [{ at: now, showed: 'visible' }] };
    expect(commit([message(visible)], [seen])).toMatchObject([{ sightings: seen.sightings }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { imageId } from '../../../bot/set/ids.ts';
import { listCopies } from '../../../bot/steps/ingest/list-copies.ts';

const file = { drive: 'd', item: 'i', eTag: 'e', home: true, byPoster: true };
const kindsOf = (facts: typeof file): readonly string[] =>
  listCopies(
    '1',
    [{ ref: { kind: 'file', drive: 'd', item: 'i', home: true }, image: imageId('image'), file: facts }],
    [],
    'protect',
  ).map((copy) => copy.what.kind);

describe('A file beside a message', () => {
  it('may be deleted only from the conversation’s own folder, and only where the poster put it there', () => {
    expect(kindsOf(file)).toEqual(['message', 'file']);
    expect(kindsOf({ ...file, home: false })).toEqual(['message', 'link']);
    expect(kindsOf({ ...file, byPoster: false })).toEqual(['message', 'link']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { isOpinionLate, opinionOwed, opinionsOwed } from '../../../bot/policy/opinion/filing.ts';
import { answerId, imageId, lookupHash, personId } from '../../../bot/set/ids.ts';
import type { Filing, StoredImage } from '../../../bot/set/image.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import { instant } from '../../../bot/set/instant.ts';
import type { Answer, OpinionFiled } from '../../../bot/set/question.ts';
import { storedImage, storedSet } from '../../actions/stored-set.ts';
import { openQuestion } from '../../memory/question.ts';

const at = instant('2026-03-15T03:10:00Z');
const by = personId('tenant', 'poster');
const patient = (lookup: string) => ({ lookup: lookupHash(lookup), patient: 'sealed' });
const filed = (lookup: string, document: string): Filing => ({
  ...{ state: 'filed', patient: patient(lookup), by, at },
  document: `DocumentReference/${document}`,
});
const image = (id: string, filing: Filing): StoredImage => storedImage({ id: imageId(id), filing });
const said = (id: string, about: string, document: string): OpinionFiled => ({
  ...{ image: imageId(id), about: `DocumentReference/${about}` },
  ...{ document: `Communication/${document}`, at },
});

const setOf = (
  images: readonly StoredImage[],
  statements: readonly OpinionFiled[] = [],
  more: Partial<StoredSet> = {},
): { readonly set: StoredSet; readonly answer: Answer } => {
  const answer: Answer = {
    ...{ id: answerId('a'), by, at, category: 'continue', filed: statements },
    images: images.map(({ id }) => id),
  };
  return { set: storedSet({ images, questions: [openQuestion({ answers: [answer] })], ...more }), answer };
};
const owed = ({ set, answer }: ReturnType<typeof setOf>) => {
  const next = opinionOwed(set, answer);
  return next.what === 'state' ? next.images.map((one) => one.image.id) : next;
};

describe('What the patient record is owed of an answer', () => {
  it('is nothing as long as no image is filed', () => {
    expect(owed(setOf([image('one', { state: 'unfiled' })]))).toEqual({ what: 'nothing' });
  });

  it('is one statement of all the images of one patient, once all of them are filed', () => {
    const waiting: Filing = { state: 'waiting', patient: patient('edith'), by, at };
    expect(owed(setOf([image('one', filed('edith', '1')), image('two', waiting)]))).toEqual({ what: 'wait' });
    const both = [image('one', filed('edith', '1')), image('two', filed('edith', '2'))];
    expect(owed(setOf(both))).toEqual(['one', 'two']);
    expect(owed(setOf(both, [said('one', '1', 'c')]))).toEqual(['one', 'two']);
    expect(owed(setOf(both, [said('one', '1', 'c'), said('two', '2', 'c')]))).toEqual({ what: 'nothing' });
  });

  it('is one for each patient', () => {
    const two = [image('one', filed('edith', '1')), image('two', filed('joseph', '2'))];
    expect(owed(setOf(two))).toEqual(['one']);
    expect(owed(setOf(two, [said('one', '1', 'c')]))).toEqual(['two']);
  });

  it('is that it is taken back, first of all, where an image is filed no more, or anew', () => {
    const gone = setOf([image('one', { state: 'unfiled' })], [said('one', '1', 'c')]);
    expect(owed(gone)).toEqual({ what: 'retract', document: 'Communication/c' });
    const anew = setOf([image('one', filed('joseph', '2'))], [said('one', '1', 'c')]);
    expect(owed(anew)).toEqual({ what: 'retract', document: 'Communication/c' });
    const back = setOf([image('one', filed('joseph', '2'))], [{ ...said('one', '1', 'c'), retractedAt: at }]);
    expect(owed(back)).toEqual(['one']);
  });

  it('waits while somebody may still take back that the patient is wrong', () => {
    const doubt = { kind: 'wrong-patient', by, at, told: [] } as unknown as NonNullable<
      StoredSet['misSends']
    >[number];
    expect(owed(setOf([image('one', filed('edith', '1'))], [], { misSends: [doubt] }))).toEqual({
      what: 'wait',
    });
  });

  it('is late as long as it is owed, and no longer', () => {
    expect(isOpinionLate(setOf([image('one', filed('edith', '1'))]).set)).toBe(true);
    expect(isOpinionLate(setOf([image('one', filed('edith', '1'))], [said('one', '1', 'c')]).set)).toBe(
      false,
    );
    expect(isOpinionLate(setOf([image('one', { state: 'unfiled' })]).set)).toBe(false);
  });

  it('is looked at for every answer of the set whenever its images are filed otherwise', () => {
    expect(opinionsOwed(setOf([]).set, at)).toEqual([{ verb: 'opinion', subject: 'a', dueAt: at }]);
    expect(opinionsOwed(storedSet(), at)).toEqual([]);
  });
});

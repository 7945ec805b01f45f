import { describe, expect, it } from '@jest/globals';
import { relabelSource } from '../../bot/actions/relabel-source.ts';
import { reviewImage } from '../../bot/actions/review-image.ts';
import { edith, filingWard, TRUST } from '../actions/filing-ward.ts';
import { nurse } from '../crash/hospital.ts';

describe('What Medical Illustration says of a picture that is filed already', () => {
  it('stands in the record’s own note: the verdict, and whose photograph it really is (META-09, QUAL-02)', async () => {
    const ward = filingWard();
    const { ledger, clock } = ward.hospital;
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    await ward.work();
    const { id: set, images } = await ward.read(at);
    const [first] = images;
    if (first === undefined) throw new Error('no image');
    const about = { organisation: TRUST, set, image: first.id, by: nurse };
    const note = (): string => ward.record.documents()[0]?.note?.words ?? '';
    expect(note()).not.toContain('Not suitable');

    await reviewImage({ ledger, clock })({ ...about, why: 'too-dark' });
    await ward.work();
    expect(note()).toContain('Not suitable as a clinical health record');

    await reviewImage({ ledger, clock })(about);
    await relabelSource({ ledger, clock })({ ...about, mode: 'medical-illustration-bedside' });
    await ward.work();
    expect(note()).toContain('Medical Illustration, bedside');
    expect(note()).not.toContain('Ward photograph');
    expect(note()).not.toContain('Not suitable');
    expect(ward.record.documents()).toHaveLength(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noticeWords } from '../../cards/text/notice.ts';
import { noteWords, posterWords, retakeWords } from '../../cards/text/quality.ts';
import { asStrictAs, isOfPaper, judge } from '../../bot/policy/quality.js';
import { FLAWS, type Measures } from '../../bot/set/quality.ts';
import { retakePaperWords, tipsWords } from '../../cards/text/capture-tips.ts';
import { isImplied, SUBJECTS, type Purpose } from '../../bot/set/subject.ts';

const GOOD: Measures = {
  width: 4_032,
  height: 3_024,
  middle: 120,
  bright: 220,
  black: 0,
  clipped: 0,
  glare: 0,
  inside: 120,
  outside: 110,
  blur: 1,
  smear: 1.2,
};

describe('What may be amiss with a picture (QUAL-01)', () => {
  it.each([
    ['nothing, in a good one', {}, []],
    ['dark: nothing in it is bright', { bright: 40, middle: 20 }, ['dark']],
    ['not dark: dark skin in good light', { bright: 66, middle: 54 }, []],
    ['dark: next to nothing is bright, and half of it is nearly black', { bright: 80, middle: 20 }, ['dark']],
    ['against the light', { inside: 14, outside: 240 }, ['silhouetted']],
    ['not against the light: dark skin on a white sheet', { inside: 55, outside: 222 }, []],
    ['burnt out in part by light thrown back', { glare: 0.1 }, ['glare']],
    ['not burnt out: white paper ends sharply', { clipped: 0.5, glare: 0 }, []],
    ['out of focus', { blur: 4, smear: 4.2 }, ['blurred']],
    ['a hand that moved: sharp in one direction alone', { blur: 1.2, smear: 4.2 }, ['blurred']],
    ['nothing that could be told, where there are no edges', { blur: undefined, smear: undefined }, []],
    ['too small', { width: 480, height: 360 }, ['tiny']],
    [
      'dark and small, the graver first',
      { bright: 40, middle: 20, width: 480, height: 360 },
      ['dark', 'tiny'],
    ],
    ['the light alone, where bad light makes edges unsure', { bright: 40, middle: 20, blur: 6 }, ['dark']],
  ] as const)('%s', (_what, differs, codes) => {
    const measures = Object.fromEntries(
      Object.entries({ ...GOOD, ...differs }).filter(([, value]) => value !== undefined),
    ) as unknown as Measures;
    expect(judge(measures, 'extent')).toEqual(codes);
  });

  it('asks more of a picture to diagnose or refer by than of one that shows how far something reaches (QUAL-05, QUAL-07)', () => {
    const soft = { ...GOOD, blur: 2.4, smear: 2.5 };
    const asked = (['record', 'extent', 'diagnosis', 'referral'] as const).map((one) => judge(soft, one));
    expect(asked).toEqual([[], [], ['blurred'], ['blurred']]);
  });

  it('never asks less of a diagnosis than of an extent', () => {
    const level = fc.integer({ min: 0, max: 255 });
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const radius = fc.double({ min: 0, max: 20, noNaN: true });
    const edge = fc.integer({ min: 1, max: 5_000 });
    const any = fc.record({
      width: edge,
      height: edge,
      middle: level,
      bright: level,
      black: part,
      clipped: part,
      glare: part,
      inside: level,
      outside: level,
      blur: radius,
      smear: radius,
    });
    fc.assert(
      fc.property(any, (measures) => {
        const [mild, strict] = (['extent', 'diagnosis'] as Purpose[]).map((one) => judge(measures, one));
        expect((mild ?? []).length === 0 || (strict ?? []).length > 0).toBe(true);
      }),
    );
  });

  it('asks of paper and screens as much as of a diagnosis, whatever they are for, and of no picture less than before (QUAL-10)', () => {
    for (const purpose of ['record', 'extent', 'diagnosis', 'referral'] as const) {
      expect(asStrictAs(purpose, 'chart-or-document')).toBe('diagnosis');
      expect([asStrictAs(purpose, 'body'), asStrictAs(purpose, undefined)]).toEqual([purpose, purpose]);
    }
    expect(SUBJECTS.filter(isOfPaper)).toEqual([
      'ecg-or-monitor',
      'result-or-report',
      'chart-or-document',
      'list-of-several-patients',
    ]);
    expect(SUBJECTS.filter((one) => isImplied(one) && isOfPaper(one))).toEqual([]);
    for (const words of Object.values(retakePaperWords)) expect(words).toMatch(/^Retake\? [^?]+\.$/);
  });

  it('gives six tips of a body and six of paper, and no more (QUAL-08)', () => {
    expect([tipsWords.body.tips.length, tipsWords.paper.tips.length]).toEqual([6, 6]);
  });

  it.each(FLAWS)('says one sentence of a picture that is %s, which orders nobody', (flaw) => {
    expect(retakeWords[flaw]).toMatch(/^Retake\? [^?]+\.$/);
    expect(noteWords(flaw)).toMatch(/^This picture may/);
    expect(posterWords(flaw)).not.toMatch(/\b(must|never|fail|bad|poor)\b/i);
  });

  it('tells a poster in the list that is sent anyway, in one sentence', () => {
    const list = { kind: 'to-do', yours: true, unfiled: 1, unanswered: 1, again: 0, openUrl: '' } as const;
    const [without, told] = [noticeWords(list), noticeWords({ ...list, flaw: 'blurred' })];
    expect(told.lines.filter((one) => !without.lines.includes(one))).toEqual([posterWords('blurred')]);
  });
});

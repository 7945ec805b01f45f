import { describe, expect, it } from '@jest/globals';
import { codeOf, isOfABody, seriesOf } from '../../../bot/policy/series/series-of.ts';
import { scaleOf } from '../../../bot/policy/series/scale.ts';
import { dueIn, isPhotographDue, mayPlan } from '../../../bot/policy/series/next-photograph.ts';
import type { ConsentFacts } from '../../../bot/set/consented.ts';
import type { Sited } from '../../../bot/set/body-site.ts';
import { imageId } from '../../../bot/set/ids.ts';
import type { StoredImage } from '../../../bot/set/image.ts';
import type { InSeries } from '../../../bot/set/series.ts';
import { HOUR, instant, later } from '../../../bot/set/instant.ts';
import { POSTED_AT, POSTER, storedImage, storedSet } from '../../actions/stored-set.ts';

const facts = (sited?: Sited, more: Partial<ConsentFacts> = {}): ConsentFacts => ({
  ...{ intimate: false, ageBand: 'adult', consent: { state: 'unanswered' }, withdrawals: [] },
  ...(sited === undefined ? {} : { sited }),
  ...more,
});
const HEEL: Sited = { site: 'heel', side: 'left' };
let made = 0;
const one = (sited: Sited | undefined, hours: number, series?: InSeries) => {
  made += 1;
  const image = storedImage({
    id: imageId(`image-${made}`),
    consent: facts(sited),
    ...(series === undefined ? {} : { series }),
  });
  return { set: storedSet({ images: [image] }), image, at: later(POSTED_AT, hours * HOUR) };
};

describe('Photographs of one patient over time', () => {
  it('are told apart by site, by side and by number, the newest first', () => {
    const all = [
      one(HEEL, 0),
      one({ site: 'heel', side: 'right' }, 1),
      one(HEEL, 2, { number: 2 }),
      one(HEEL, 3),
    ];
    const series = seriesOf(all);
    expect(series.map(({ code, images }) => [code, images.length])).toEqual([
      ['heel.left.1', 2],
      ['heel.left.2', 1],
      ['heel.right.1', 1],
    ]);
    expect(series[0]?.images.map(({ at }) => at)).toEqual([all[3]?.at, all[0]?.at]);
    expect(series.map(({ isOneOfSeveral }) => isOneOfSeveral)).toEqual([true, true, false]);
  });

  it('never guess a place that nobody said: those stand apart, and last', () => {
    const series = seriesOf([one(undefined, 5), one(HEEL, 0), one(undefined, 6, { number: 2 })]);
    expect(series.map(({ code }) => code)).toEqual(['heel.left.1', 'not-said']);
  });

  it('are compared with the oldest, until somebody pins another; the newest pin counts', () => {
    const [a, b, c] = [one(HEEL, 0), one(HEEL, 1), one(HEEL, 2)];
    expect(seriesOf([b, a, c])[0]?.baseline).toBe(a);
    const pin = (at: string): InSeries => ({ baseline: { by: POSTER, at: instant(at) } });
    const pinned = [a, one(HEEL, 1, pin('2026-04-01')), one(HEEL, 2, pin('2026-04-02'))];
    expect(seriesOf(pinned)[0]?.baseline).toBe(pinned[2]);
  });

  it('are of a body: a drug chart or a film belongs to none', () => {
    expect(isOfABody({ kind: 'image', consent: facts(HEEL, { subject: 'chart-or-document' }) })).toBe(false);
    expect(isOfABody({ kind: 'video', consent: facts(HEEL) })).toBe(false);
    expect(isOfABody({ kind: 'image' })).toBe(true);
    expect(codeOf({ consent: facts({ site: 'sacrum' }) })).toBe('sacrum.1');
  });
});

describe('The scale of two photographs', () => {
  const rendition = { ...storedImage().original, width: 1600, height: 1200 };
  const shown = (more: Partial<StoredImage> = {}) =>
    storedImage({
      ...{ width: 4000, height: 3000, renditions: { state: 'ready', screen: rendition, preview: rendition } },
      ...more,
    });
  const device = 'Apple iPhone 15';

  it('is never claimed: at most one pixel is as large as one of the other', () => {
    expect(scaleOf({ image: shown(), device }, { image: shown(), device })).toBe('same-pixels');
  });

  it.each([
    ['no camera is named', { image: shown() }, { image: shown() }],
    ['the cameras differ', { image: shown(), device }, { image: shown(), device: 'Pixel 8' }],
    ['one camera has no name', { image: shown(), device: '' }, { image: shown(), device: '' }],
    ['the numbers of pixels differ', { image: shown(), device }, { image: shown({ width: 3000 }), device }],
    [
      'one was cropped',
      { image: shown(), device },
      {
        image: shown({
          consent: facts(HEEL, {
            capture: {
              ...{ takenBy: { who: 'patient' }, mode: 'clinician-phone', source: 'staff', shown: 'unset' },
              ...{ selfieCamera: false, crop: { left: 0, top: 0, width: 500, height: 500 } },
            },
          }),
        }),
        device,
      },
    ],
  ] as const)('is not known where %s', (_why, a, b) => {
    expect(scaleOf(a, b)).toBe('not-to-scale');
  });
});

describe('The next photograph', () => {
  it('is planned by tissue viability, or by whom the policy file names', () => {
    expect(mayPlan({ roles: ['Clinician', 'TissueViability'] })).toBe(true);
    expect(mayPlan({ roles: ['Clinician', 'PatientRecord'] })).toBe(false);
    expect(mayPlan({ roles: ['Podiatry'] }, ['Podiatry'])).toBe(true);
  });

  it('is due when that day’s shift begins, so that whoever changes the dressing knows', () => {
    expect(dueIn(3, instant('2026-11-16T15:40:00Z'))).toBe('2026-11-19T07:30:00.000Z');
  });

  it('is due from its time until a newer one came', () => {
    const next = { dueAt: POSTED_AT, by: POSTER, at: later(POSTED_AT, -HOUR) };
    expect(isPhotographDue({ series: { next } }, later(POSTED_AT, -1))).toBe(false);
    expect(isPhotographDue({ series: { next } }, POSTED_AT)).toBe(true);
    const over = { at: POSTED_AT, why: 'taken' } as const;
    expect(isPhotographDue({ series: { next: { ...next, over } } }, POSTED_AT)).toBe(false);
  });
});

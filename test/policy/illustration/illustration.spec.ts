import { describe, expect, it } from '@jest/globals';
import { laneOf, toReview } from '../../../bot/policy/illustration/lanes.ts';
import { cardReview } from '../../../bot/policy/illustration/on-card.ts';
import { wardWeeks, whyPhones } from '../../../bot/policy/illustration/report.ts';
import { nextTipAt, tipToTell } from '../../../bot/policy/illustration/tips.ts';
import { suggestsTraining } from '../../../bot/policy/illustration/training.ts';
import type { ConsentFacts } from '../../../bot/set/consented.ts';
import { imageId, personId } from '../../../bot/set/ids.ts';
import type { StoredImage } from '../../../bot/set/image.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import { DAY, HOUR, instant, later } from '../../../bot/set/instant.ts';
import type { Flaw } from '../../../bot/set/quality.ts';
import type { Review, Verdict } from '../../../bot/set/review.ts';
import { POSTED_AT, POSTER, storedImage, storedSet } from '../../actions/stored-set.ts';

const reviewer = personId('tenant', 'illustrator');
const good = (at = POSTED_AT): Verdict => ({ says: 'accepted', by: reviewer, at });
const bad = (at = POSTED_AT): Verdict => ({ says: 'not-suitable', why: 'not-sharp', by: reviewer, at });

const shown = (quality: readonly Flaw[] = [], more: Partial<StoredImage> = {}): StoredImage => {
  const rendition = { ...storedImage().original, width: 1600, height: 1200 };
  return storedImage({
    renditions: { state: 'ready', screen: rendition, preview: rendition, quality },
    ...more,
  });
};
const fromPatient: ConsentFacts = {
  ...{ intimate: false, ageBand: 'adult', consent: { state: 'unanswered' }, withdrawals: [] },
  capture: {
    ...{ takenBy: { who: 'patient' }, mode: 'patient-phone', source: 'patient-sent', shown: 'unset' },
    selfieCamera: false,
  },
};

describe('The worklist of Medical Illustration', () => {
  it('has three lanes: what may be poor stands apart, and what patients sent whatever its quality', () => {
    expect(laneOf(shown())).toBe('ward');
    expect(laneOf(shown(['blurred']))).toBe('poor');
    expect(laneOf(shown(['blurred'], { consent: fromPatient }))).toBe('patient');
  });

  it('shows what nobody has judged, the oldest first, and nothing that was refused or is not clinical', () => {
    const newer = storedSet({ images: [shown()], postedAt: later(POSTED_AT, HOUR) });
    const older = storedSet({ images: [shown(), shown([], { review: { verdict: good() } })] });
    const declined = storedSet({
      images: [
        shown([], { consent: { ...fromPatient, consent: { state: 'stopped', by: POSTER, at: POSTED_AT } } }),
      ],
    });
    const tea = storedSet({ images: [shown()], notClinical: { by: POSTER, at: POSTED_AT } });
    expect(toReview([newer, older, declined, tea]).map(({ set }) => set)).toEqual([older, newer]);
  });
});

describe('Training', () => {
  const judged = (verdicts: readonly Verdict[], review: Review = {}): StoredSet[] =>
    verdicts.map((verdict, at) =>
      storedSet({ images: [shown([], { id: imageId(`i-${at}`), review: { ...review, verdict } })] }),
    );
  const now = later(POSTED_AT, DAY);
  const suggests = (sets: readonly StoredSet[], verdict = bad(now)): boolean =>
    suggestsTraining(sets, POSTER, { image: imageId('this'), verdict }, now);

  it('is suggested with the fifth unsuitable of somebody’s last ten, and not with the fourth', () => {
    expect(suggests(judged([bad(), bad(), bad()]))).toBe(false);
    expect(suggests(judged([bad(), bad(), bad(), bad()]))).toBe(true);
    expect(suggests(judged([bad(), bad(), bad(), bad(), good(), good(), good(), good(), good()]))).toBe(true);
  });

  it('looks at the last ten alone, and at one person’s', () => {
    const old = judged(Array.from({ length: 9 }, () => bad(POSTED_AT)));
    const since = judged(Array.from({ length: 9 }, () => good(later(POSTED_AT, HOUR))));
    expect(suggests([...old, ...since])).toBe(false);
    const others = old.map((set) => ({ ...set, poster: personId('tenant', 'another') }));
    expect(suggests(others)).toBe(false);
  });

  it('is suggested once in ninety days', () => {
    const sets = judged([bad(), bad(), bad(), bad()], { training: { at: POSTED_AT } });
    expect(suggests(sets)).toBe(false);
  });
});

describe('A tip', () => {
  const tip = { tip: 'light', by: reviewer, at: POSTED_AT } as const;
  const tipped = storedSet({ images: [shown([], { review: { tip } })] });
  const shift = { start: later(POSTED_AT, DAY), end: later(POSTED_AT, DAY + 12 * HOUR) };
  const now = later(shift.start, HOUR);

  it('is given once in seven days', () => {
    expect(nextTipAt([tipped], later(POSTED_AT, DAY))).toBe(later(POSTED_AT, 7 * DAY));
    expect(nextTipAt([tipped], later(POSTED_AT, 7 * DAY))).toBeUndefined();
  });

  it('waits for a shift in which they are told of something anyhow, and is gone after that shift', () => {
    expect(tipToTell([tipped], POSTER, shift, now)).toEqual(tip);
    const told = (at: string): StoredSet => ({ ...tipped, todos: [{ to: POSTER, at: instant(at) }] });
    expect(tipToTell([told(later(shift.start, 1))], POSTER, shift, now)).toEqual(tip);
    expect(tipToTell([told(later(POSTED_AT, HOUR))], POSTER, shift, now)).toBeUndefined();
    expect(tipToTell([tipped], POSTER, shift, later(POSTED_AT, 31 * DAY))).toBeUndefined();
  });
});

describe('What others see of a review', () => {
  it('is a count on the card, and nothing before anybody judged', () => {
    expect(cardReview([shown()])).toBeUndefined();
    expect(cardReview([shown([], { review: { verdict: bad() } }), shown()])).toEqual({
      accepted: 0,
      notSuitable: 1,
    });
    const asked = { askedBy: POSTER, askedAt: POSTED_AT };
    expect(cardReview([shown([], { review: { photographer: asked } })])?.photographer).toBe('asked');
    const closed = { ...asked, closed: { by: reviewer, at: POSTED_AT, why: 'photographed' } } as const;
    expect(cardReview([shown([], { review: { photographer: closed } })])).toBeUndefined();
  });

  it('is counted by reason where wards said why they took it themselves (QUAL-11)', () => {
    const said = (why: 'urgent' | 'community'): StoredSet =>
      storedSet({ whyPhone: { why, by: POSTER, at: POSTED_AT } });
    expect(whyPhones([said('community'), said('urgent'), said('urgent'), storedSet()])).toEqual([
      { why: 'urgent', count: 2 },
      { why: 'community', count: 1 },
    ]);
  });

  it('is counted by ward and week, the newest week first, and names nobody', () => {
    const week = (days: number, review: Review): StoredSet =>
      storedSet({ images: [shown([], { review }), shown()], postedAt: later(POSTED_AT, days * DAY) });
    const weeks = wardWeeks([week(0, { verdict: bad() }), week(-7, { verdict: good() }), week(-7, {})]);
    expect(weeks).toMatchObject([
      {
        week: '2026-03-09T00:00:00.000Z',
        notSuitable: 1,
        waiting: 1,
        reasons: [{ why: 'not-sharp', count: 1 }],
      },
      { week: '2026-03-02T00:00:00.000Z', accepted: 1, waiting: 3, reasons: [] },
    ]);
    expect(JSON.stringify(weeks)).not.toContain(POSTER.oid);
  });
});

import { describe, expect, it } from '@jest/globals';
import { ageBandOf, comesAgain, sixteenthBirthday } from '../../../bot/policy/consent/comes-again.ts';
import { seriesWarnings } from '../../../bot/policy/consent/warnings.ts';
import type { Sited } from '../../../bot/set/body-site.ts';
import { BEFORE, NOW, NURSE, attorney, capture, emergency, facts, given } from './examples.ts';

describe('Consent comes up again', () => {
  it('within 24 hours of an emergency (CAP-09)', () => {
    expect(comesAgain(facts({ consent: given({ method: emergency, capacity: 'unconscious' }) }))).toEqual([
      { what: 'ask-after-emergency', dueAt: '2026-11-23T02:55:00.000Z' },
    ]);
  });

  it('within 24 hours where the patient could not be asked (CAP-09)', () => {
    const consent = { state: 'outstanding', why: 'asleep', by: NURSE, at: BEFORE, returnBy: NOW } as const;
    expect(comesAgain(facts({ consent }))).toEqual([{ what: 'ask-who-could-not-be-asked', dueAt: NOW }]);
  });

  it('in a week where capacity comes and goes (CAP-08)', () => {
    expect(comesAgain(facts({ consent: given({ capacity: 'fluctuating', method: attorney }) }))).toEqual([
      { what: 'capacity-may-be-back', dueAt: '2026-11-29T02:55:00.000Z' },
    ]);
  });

  it('on the sixteenth birthday of whoever was a child (GMC recordings, paragraph 35)', () => {
    expect(comesAgain(facts({ ageBand: 'under-16' }), '2013-05-04')).toEqual([
      { what: 'sixteenth-birthday', dueAt: '2029-05-04T00:00:00.000Z' },
    ]);
    expect(comesAgain(facts(), '1950-05-04')).toEqual([]);
  });

  it('on the sixteenth birthday of a leap-year child on the same day, and in 2100 on the day after', () => {
    expect(sixteenthBirthday('2012-02-29')).toBe('2028-02-29T00:00:00.000Z');
    expect(sixteenthBirthday('2084-02-29')).toBe('2100-03-01T00:00:00.000Z');
  });

  it('not once it was withdrawn', () => {
    const withdrawals = [{ levels: ['making'], by: NURSE, at: NOW, told: [] } as const];
    expect(comesAgain(facts({ consent: given({ method: emergency }), withdrawals }))).toEqual([]);
  });

  it('by the patient’s age in completed years, and carefully where nobody knows it', () => {
    expect([undefined, 0, 15, 16, 17, 18, 90].map(ageBandOf)).toEqual([
      'unknown',
      'under-16',
      'under-16',
      '16-17',
      '16-17',
      'adult',
      'adult',
    ]);
  });
});

describe('Left and right (PID-06, H6)', () => {
  const series = (...sites: readonly Sited[]) =>
    seriesWarnings(sites.map((sited) => ({ sited, capture: capture() })));

  it('are asked about again when one place changes its side in a series', () => {
    expect(series({ site: 'heel', side: 'left' }, { site: 'heel', side: 'right' })).toEqual([
      { at: 1, warning: 'side-changed' },
    ]);
    expect(series({ site: 'heel', side: 'left' }, { site: 'foot' }, { site: 'heel', side: 'right' })).toEqual(
      [{ at: 2, warning: 'side-changed' }],
    );
  });

  it('are left alone between two places, and for both sides', () => {
    expect(series({ site: 'heel', side: 'left' }, { site: 'knee', side: 'right' })).toEqual([]);
    expect(series({ site: 'heel', side: 'left' }, { site: 'heel', side: 'both' })).toEqual([]);
  });

  it('are asked about when the camera that mirrors was used', () => {
    const selfie = capture({ selfieCamera: true });
    expect(seriesWarnings([{ sited: { site: 'hand', side: 'right' }, capture: selfie }])).toEqual([
      { at: 0, warning: 'mirrored-camera' },
    ]);
    expect(seriesWarnings([{ sited: { site: 'back' }, capture: selfie }])).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { cannotOpen, isMended, isToldNow } from '../../bot/policy/part-alerts.ts';
import { DAY, HOUR, instant, later, MINUTE, SECOND } from '../../bot/set/instant.ts';
import type { PartAlert } from '../../bot/set/part-alert.ts';

const START = instant('2026-03-01T08:00:00Z');
const alert = (more: Partial<PartAlert> = {}): PartAlert => ({
  what: 'store-down',
  subject: '',
  since: START,
  seenAt: START,
  ...more,
});

describe('an alert about a part', () => {
  it('is told once the part has been away for a minute, and at once where a fact needs no waiting', () => {
    expect(isToldNow(alert(), later(START, 59 * SECOND))).toBe(false);
    expect(isToldNow(alert(), later(START, MINUTE))).toBe(true);
    expect(isToldNow(alert({ what: 'chain-broken' }), START)).toBe(true);
    expect(isToldNow(alert({ what: 'outsider-present' }), START)).toBe(true);
  });

  it('is told again at growing intervals: five minutes, a quarter, an hour, four hours, a day', () => {
    const told: number[] = [];
    let one = alert();
    for (let at = 0; at <= 3 * DAY; at += MINUTE) {
      const now = later(START, at);
      if (!isToldNow(one, now)) continue;
      told.push(at / MINUTE);
      one = { ...one, toldAt: now };
    }
    const between = told.slice(1).map((at, n) => at - (told[n] ?? 0));
    expect(told[0]).toBe(1);
    expect(between.slice(0, 4)).toEqual([5, 15, 60, 240]);
    expect(between.every((wait, n) => n === 0 || wait >= (between[n - 1] ?? 0))).toBe(true);
    expect(Math.max(...between)).toBe(DAY / MINUTE);
  });

  it('is mended when nobody has seen it stand for a minute', () => {
    expect(isMended(alert(), later(START, 30 * SECOND))).toBe(false);
    expect(isMended(alert({ seenAt: later(START, HOUR) }), later(START, HOUR))).toBe(false);
    expect(isMended(alert(), later(START, MINUTE))).toBe(true);
  });

  it('closes the pictures only where keys, store or sign-in are away, and people were told so', () => {
    expect(cannotOpen([alert()])).toBe(false);
    expect(cannotOpen([alert({ toldAt: START })])).toBe(true);
    expect(cannotOpen([alert({ what: 'record-down', toldAt: START })])).toBe(false);
  });
});

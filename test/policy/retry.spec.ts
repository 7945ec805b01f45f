import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPermanent, tryAgainAt } from '../../bot/policy/retry.ts';
import { asSafelightError, SafelightError } from '../../bot/set/errors.ts';
import { instant, millis, MINUTE, SECOND } from '../../bot/set/instant.ts';

const NOW = instant('2026-03-15T03:00:00Z');
const away = new SafelightError('chat-unreachable', { transient: true });

const waitAfter = (attempts: number, error: SafelightError, random: number): number =>
  millis(tryAgainAt(NOW, attempts, error, random)) - millis(NOW);

describe('Trying again', () => {
  it('is worth it only where the error says so', () => {
    expect(isPermanent(new SafelightError('chat-forbidden'))).toBe(true);
    expect(isPermanent(away)).toBe(false);
  });

  it('is worth it for an error nobody foresaw', () => {
    expect(isPermanent(asSafelightError(new TypeError('surprise')))).toBe(false);
  });

  it.each([
    [0, 500, 1_000],
    [1, 1_000, 2_000],
    [2, 2_000, 4_000],
    [5, 16_000, 32_000],
    [9, 150_000, 300_000],
    [400, 150_000, 300_000],
  ])('after %i tries comes between %i and %i milliseconds later', (attempts, least, most) => {
    expect(waitAfter(attempts, away, 0)).toBe(least);
    expect(waitAfter(attempts, away, 0.999_999_9)).toBe(most);
  });

  it('waits as long as the other side asked, and a little more so that not all return at once', () => {
    const throttled = new SafelightError('chat-throttled', { transient: true, retryAfterMs: 20 * SECOND });
    expect(waitAfter(0, throttled, 0)).toBe(20 * SECOND);
    expect(waitAfter(0, throttled, 0.5)).toBe(20 * SECOND + 250);
  });

  it('is never sooner than asked, never in the past, and never later than five minutes unless asked', () => {
    const tries = fc.record({
      attempts: fc.nat(1_000),
      asked: fc.option(fc.nat(60 * MINUTE), { nil: undefined }),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(tries, ({ attempts, asked, random }) => {
        const error = new SafelightError('chat-throttled', {
          transient: true,
          ...(asked === undefined ? {} : { retryAfterMs: asked }),
        });
        const wait = waitAfter(attempts, error, random);
        expect(wait).toBeGreaterThanOrEqual(Math.max(asked ?? 0, SECOND / 2));
        expect(wait).toBeLessThanOrEqual(Math.max(asked ?? 0, 2.5 * MINUTE) + 2.5 * MINUTE);
      }),
    );
  });

  it('waits no less after more tries', () => {
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, random) => {
          expect(waitAfter(attempts + 1, away, random)).toBeGreaterThanOrEqual(
            waitAfter(attempts, away, random),
          );
        },
      ),
    );
  });
});

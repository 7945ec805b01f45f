import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkNhsNumber, spacedNhsNumber } from '../../bot/policy/nhs-number.js';
import { patients } from '../../bot/local/demonstration/patients.ts';

const accepted = (typed: string, live = true): boolean => checkNhsNumber(typed, live).ok;
const whyNot = (typed: string, live = true): string | undefined => {
  const check = checkNhsNumber(typed, live);
  return check.ok ? undefined : check.why;
};

/** The ten-digit number that begins with these nine, or undefined where there is none. */
const complete = (nine: string): string | undefined =>
  Array.from('0123456789')
    .map((check) => nine + check)
    .find((number) => whyNot(number) !== 'check-digit');

describe('An NHS number', () => {
  it.each(['9434765919', '9000000009', '9000000025', '9000000033', '4010232137', '6541003238', '6716689966'])(
    '%s, published for testing, is accepted',
    (number) => {
      expect(checkNhsNumber(number, true)).toEqual({ ok: true, nhsNumber: number });
    },
  );

  it.each(patients.map((patient) => patient.nhsNumber))('%s of the demonstration is accepted', (number) => {
    expect(accepted(number)).toBe(true);
  });

  it.each([
    '943 476 5919',
    '943-476-5919',
    ' 9434765919\n',
    '943\u00a0476\u00a05919',
    '943\u2011476\u20135919',
  ])('may be written as %j', (typed) => {
    expect(checkNhsNumber(typed, true)).toEqual({ ok: true, nhsNumber: '9434765919' });
  });

  it.each([
    ['', 'missing'],
    [' - ', 'missing'],
    ['943476591', 'not-ten-digits'],
    ['94347659190', 'not-ten-digits'],
    ['943476591X', 'not-ten-digits'],
    ['９４３４７６５９１９', 'not-ten-digits'],
    ['9434765918', 'check-digit'],
    ['0000000001', 'check-digit'],
    ['1234567890', 'check-digit'],
    ['9876543210', 'sequence'],
    ['0123456789', 'sequence'],
    ['9990000018', 'test-range'],
    ['9990000017', 'check-digit'],
    ['9990000026', 'test-range'],
    ['0101010001', 'chi-range'],
    ['0101010002', 'check-digit'],
    ['0000000019', 'never-issued'],
  ])('typed as %j is refused: %s', (typed, why) => {
    expect(whyNot(typed)).toBe(why);
  });

  it.each(Array.from('0123456789'))('of ten times %s is refused although its check digit fits', (digit) => {
    expect(whyNot(digit.repeat(10))).toBe('repeated-digit');
  });

  it('of the test range is accepted outside live use alone', () => {
    expect(accepted('9990000026', false)).toBe(true);
    expect(accepted('9990000026', true)).toBe(false);
  });

  it('is never guessed from a Scottish CHI number: the range is named', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 99_999 }),
        (day, month, rest) => {
          const two = (n: number): string => String(n).padStart(2, '0');
          const chi = complete(`${two(day)}${two(month)}${String(rest).padStart(5, '0')}`);
          fc.pre(chi !== undefined && !/^(.)\1{9}$/.test(chi));
          expect(whyNot(chi)).toBe('chi-range');
        },
      ),
    );
  });

  it('is never guessed from a Northern Irish Health and Care number: the range is named', () => {
    fc.assert(
      fc.property(fc.integer({ min: 320_000_001, max: 399_999_999 }), (nine) => {
        const number = complete(String(nine));
        fc.pre(number !== undefined && !/^(.)\1{9}$/.test(number));
        expect(whyNot(number)).toBe('health-and-care-range');
      }),
    );
  });

  it('with one digit mistyped, or two neighbours swapped, is refused', () => {
    const valid = fc
      .integer({ min: 400_000_000, max: 998_999_999 })
      .map((nine) => complete(String(nine)) ?? '')
      .filter((number) => accepted(number));
    fc.assert(
      fc.property(valid, fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const digits = Array.from(number);
        digits[at] = String((Number(digits[at]) + by) % 10);
        expect(accepted(digits.join(''))).toBe(false);
      }),
    );
    fc.assert(
      fc.property(valid, fc.nat(8), (number, at) => {
        const swapped = Array.from(number);
        [swapped[at], swapped[at + 1]] = [number.charAt(at + 1), number.charAt(at)];
        fc.pre(swapped.join('') !== number);
        expect(accepted(swapped.join(''))).toBe(false);
      }),
    );
  });

  it('is refused or accepted, never thrown about, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (typed, live) => {
        const check = checkNhsNumber(typed, live);
        expect(check.ok ? check.nhsNumber : check.why).toMatch(/^[0-9]{10}$|^[a-z-]+$/);
      }),
    );
  });

  it('is shown in groups of three, three and four', () => {
    expect(spacedNhsNumber('9434765919')).toBe('943 476 5919');
  });
});

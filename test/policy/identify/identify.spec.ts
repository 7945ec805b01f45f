import { describe, expect, it } from '@jest/globals';
import { afterBand, isCurrent } from '../../../bot/policy/identify/patient-context.ts';
import { identifiesPatient } from '../../../bot/policy/identify/two-identifiers.ts';
import type { Identifier } from '../../../bot/policy/identify/two-identifiers.ts';
import { personId } from '../../../bot/set/ids.ts';
import { MINUTE, SECOND, instant, later } from '../../../bot/set/instant.ts';

const nurse = personId('tenant', 'nurse');
const at = instant('2026-11-22T03:00:00Z');
const context = { patient: 'one', confirmedBy: nurse, confirmedAt: at };

describe('The patient whose pictures these are', () => {
  it('stays for fifteen minutes and not a second more (H1)', () => {
    expect(isCurrent(context, nurse, later(at, 15 * MINUTE - SECOND))).toBe(true);
    expect(isCurrent(context, nurse, later(at, 15 * MINUTE))).toBe(false);
  });

  it('does not pass to whoever picks the phone up next', () => {
    expect(isCurrent(context, personId('tenant', 'doctor'), at)).toBe(false);
  });

  it('is gone as soon as another band is seen (PID-05)', () => {
    expect(afterBand(context, 'two')).toBeUndefined();
    expect(afterBand(context, 'one')).toBe(context);
  });
});

describe('Two identifiers (PID-05)', () => {
  const rows: readonly [string, readonly Identifier[], boolean][] = [
    ['a wristband', ['wristband'], true],
    ['an NHS number and a date of birth', ['nhs-number', 'birth-date'], true],
    ['a hospital number and a date of birth', ['hospital-number', 'birth-date'], true],
    ['a CHI number and a date of birth', ['chi-number', 'birth-date'], true],
    ['an NHS number alone, whatever its check digit', ['nhs-number'], false],
    ['the same number twice', ['nhs-number', 'nhs-number'], false],
    ['a name and a date of birth, without a number', ['name', 'birth-date'], false],
    ['a temporary number alone', ['temporary-number'], false],
    ['nothing', [], false],
  ];
  it.each(rows)('%s', (_title, agreed, enough) => {
    expect(identifiesPatient(agreed, true).enough).toBe(enough);
  });

  it('never without a person who read name and age back', () => {
    expect(identifiesPatient(['wristband'], false)).toEqual({ enough: false, why: 'not-confirmed' });
  });
});

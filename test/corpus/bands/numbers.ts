import { fitsGs1CheckDigit } from '../../../bot/policy/band/gs1.js';
import { checkNhsNumber } from '../../../bot/policy/nhs-number.js';

/** Assumed in requirements.md C4; a setting in the product. */
export const PREFIX = '5050898';

/** Of the test range: nobody's, however it falls. */
export const testNhsNumber = (random: () => number): string => {
  for (;;) {
    const digits = `999${String(Math.floor(random() * 1e7)).padStart(7, '0')}`;
    if (checkNhsNumber(digits, false).ok) return digits;
  }
};

export const testHospitalNumber = (random: () => number): string =>
  `H${String(Math.floor(random() * 1e7)).padStart(7, '0')}`;

/** Prefix, NHS number, GS1 check digit. */
export const gsrnOf = (nhsNumber: string, prefix = PREFIX): string => {
  const body = `${prefix}${nhsNumber}`;
  const check = Array.from('0123456789').find((digit) => fitsGs1CheckDigit(`${body}${digit}`));
  return `${body}${check ?? ''}`;
};

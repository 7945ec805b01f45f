// @ts-check
// Plain JavaScript, for the page that reads wristbands runs the very same check as the server.

/**
 * Why a text is not an NHS number that may be used; each has its own words (requirements.md C4).
 *
 * - `repeated-digit`: 000 000 0000, 111 111 1111 … pass the check digit and belong to nobody.
 * - `test-range`: 999…, set aside for testing.
 * - `chi-range`: Scotland's Community Health Index: another number, never taken for an NHS number.
 * - `health-and-care-range`: Northern Ireland's Health and Care number: likewise.
 * - `never-issued`: begins with 0 to 3 and fits no UK range.
 *
 * @typedef {'missing' | 'not-ten-digits' | 'check-digit' | 'repeated-digit' | 'sequence' | 'test-range'
 *   | 'chi-range' | 'health-and-care-range' | 'never-issued'} NhsNumberFault
 */

/**
 * @typedef {{ readonly ok: true, readonly nhsNumber: string }
 *   | { readonly ok: false, readonly why: NhsNumberFault }} NhsNumberCheck
 */

const SEPARATORS = /[\s\u2010-\u2015-]/gu;
const SEQUENCES = ['9876543210', '0123456789'];

/**
 * Ten digits, spaces and hyphens between them forgiven, checked as requirements.md C4 has it. A number that passes
 * says nothing of who the patient is: ask for the date of birth as well.
 *
 * @param {string} typed
 * @param {boolean} live refuses the test range
 * @returns {NhsNumberCheck}
 */
export const checkNhsNumber = (typed, live) => {
  const digits = typed.replace(SEPARATORS, '');
  const why = faultOf(digits, live);
  return why === undefined ? { ok: true, nhsNumber: digits } : { ok: false, why };
};

/**
 * As people read it aloud: `943 476 5919`.
 *
 * @param {string} nhsNumber
 */
export const spacedNhsNumber = (nhsNumber) =>
  `${nhsNumber.slice(0, 3)} ${nhsNumber.slice(3, 6)} ${nhsNumber.slice(6)}`;

/**
 * @param {string} digits
 * @param {boolean} live
 * @returns {NhsNumberFault | undefined}
 */
const faultOf = (digits, live) => {
  if (digits === '') return 'missing';
  if (!/^[0-9]{10}$/.test(digits)) return 'not-ten-digits';
  if (/^(.)\1{9}$/.test(digits)) return 'repeated-digit';
  if (SEQUENCES.includes(digits)) return 'sequence';
  if (checkDigit(digits) !== digits.charAt(9)) return 'check-digit';
  if (live && digits.startsWith('999')) return 'test-range';
  return foreignRange(digits);
};

/**
 * Modulus 11 with weights 10 to 2. A remainder of 1 has no check digit: such numbers are never issued.
 *
 * @param {string} digits
 */
const checkDigit = (digits) => {
  const sum = Array.from(digits.slice(0, 9)).reduce(
    (total, digit, at) => total + Number(digit) * (10 - at),
    0,
  );
  const check = 11 - (sum % 11);
  if (check === 10) return undefined;
  return check === 11 ? '0' : String(check);
};

/**
 * CHI numbers begin with a birth date, DDMMYY; Health and Care numbers run from 320 000 0001 to 399 999 9999.
 *
 * @param {string} digits
 * @returns {NhsNumberFault | undefined}
 */
const foreignRange = (digits) => {
  if (digits.charAt(0) > '3') return undefined;
  if (digits >= '3200000001') return 'health-and-care-range';
  const day = Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4));
  return day >= 1 && day <= 31 && month >= 1 && month <= 12 ? 'chi-range' : 'never-issued';
};

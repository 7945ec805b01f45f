// @ts-check
// Plain JavaScript: the page judges what its camera sees with the very same script as the server.
import { checkNhsNumber } from '../nhs-number.js';
import { elementsOf, fitsGs1CheckDigit } from './gs1.js';
import { numberIn } from './number-picture.js';

/** @import { BandFault, BandRules, ReadBand, ScannedSymbol } from '../../set/band.ts' */

/**
 * What one code says. `bare` is a good NHS number that nothing calls one.
 *
 * @typedef {{ readonly nhsNumber?: string, readonly hospitalNumber?: string, readonly bare?: string,
 *   readonly newborn?: boolean, readonly why?: BandFault }} Said
 */

/** DataMatrix, Code 128 and QR whose first character is FNC1: GS1 elements. */
const GS1 = [']d2', ']C1', ']Q3'];
/** The same three without: bare text. */
const PLAIN = [']d1', ']C0', ']Q1'];

/**
 * What all codes in one view say together (requirements.md C4, PID-05). Both check digits, the one of the GSRN and the
 * one of the NHS number within, must fit; one fault in view and nothing is believed, for the band may be misprinted.
 *
 * @param {readonly ScannedSymbol[]} symbols
 * @param {BandRules} rules
 * @returns {ReadBand}
 */
export const judgeBand = (symbols, rules) => {
  const said = symbols.map((symbol) => judgeSymbol(symbol, rules));
  const nhsNumbers = distinct(said.map((one) => one.nhsNumber));
  const hospitalNumbers = distinct(said.map((one) => one.hospitalNumber));
  const bare = distinct(said.map((one) => one.bare)).filter((number) => !nhsNumbers.includes(number));
  const faults = distinct(said.map((one) => one.why));
  const wrong = faults.find((why) => why !== 'staff-badge');
  if (wrong !== undefined) return { outcome: 'refused', why: wrong };
  if (nhsNumbers.length + bare.length > 1 || hospitalNumbers.length > 1)
    return { outcome: 'refused', why: 'two-numbers' };
  if (bare.length > 0) return { outcome: 'refused', why: 'unlabelled-number' };
  const [nhsNumber] = nhsNumbers;
  const [hospitalNumber] = hospitalNumbers;
  // A nurse's own badge beside the band harms nothing; alone it is worth a word.
  if (nhsNumber === undefined && hospitalNumber === undefined)
    return faults.length > 0 ? { outcome: 'refused', why: 'staff-badge' } : { outcome: 'none' };
  return {
    outcome: 'band',
    band: {
      ...(nhsNumber === undefined ? {} : { nhsNumber }),
      ...(hospitalNumber === undefined ? {} : { hospitalNumber }),
      newborn: said.some((one) => one.newborn === true),
    },
  };
};

/**
 * @param {ScannedSymbol} symbol
 * @param {BandRules} rules
 * @returns {Said}
 */
const judgeSymbol = ({ identifier, text }, rules) => {
  if (GS1.includes(identifier)) return judgeElements(text, rules);
  if (PLAIN.includes(identifier)) return judgePlain(text, rules);
  return {};
};

/**
 * @param {string} text
 * @param {BandRules} rules
 * @returns {Said}
 */
const judgeElements = (text, rules) => {
  const elements = elementsOf(text);
  if (elements === undefined) return {};
  const all = (/** @type {string} */ ai) =>
    elements.filter((element) => element.ai === ai).map(({ value }) => value);
  if (all('8017').length > 0) return { why: 'staff-badge' };
  const patients = distinct(all('8018'));
  const [patient] = patients;
  if (patients.length > 1) return { why: 'two-numbers' };
  const hospitalNumbers = distinct(
    all('91').flatMap((value) => rules.hospitalFields.map((picture) => numberIn(value, picture))),
  );
  if (hospitalNumbers.length > 1) return { why: 'two-numbers' };
  const [hospitalNumber] = hospitalNumbers;
  const newborn = all('92').length > 0;
  const rest = { newborn, ...(hospitalNumber === undefined ? {} : { hospitalNumber }) };
  if (patient !== undefined) return { ...rest, ...judgeGsrn(patient, rules) };
  if (hospitalNumber !== undefined) return rest;
  return newborn || all('91').length + all('93').length > 0 ? { why: 'no-number' } : {};
};

/**
 * Prefix, NHS number, check digit: 7 + 10 + 1 digits.
 *
 * @param {string} gsrn
 * @param {BandRules} rules
 * @returns {Said}
 */
const judgeGsrn = (gsrn, { gsrnPrefix, live }) => {
  if (!/^[0-9]{18}$/.test(gsrn)) return { why: 'gsrn-length' };
  if (!fitsGs1CheckDigit(gsrn)) return { why: 'gsrn-check-digit' };
  if (!gsrn.startsWith(gsrnPrefix) || gsrnPrefix.length !== 7) return { why: 'gsrn-issuer' };
  const checked = checkNhsNumber(gsrn.slice(7, 17), live);
  return checked.ok ? { nhsNumber: checked.nhsNumber } : { why: asBandFault(checked.why) };
};

/**
 * @param {string} text
 * @param {BandRules} rules
 * @returns {Said}
 */
const judgePlain = (text, rules) => {
  // Before the pictures: ten digits could be any of three nations' numbers, whatever a picture says.
  if (/^[0-9]{10}$/.test(text)) return judgeTenDigits(text, rules);
  const [hospitalNumber, second] = distinct(rules.hospitalNumbers.map((picture) => numberIn(text, picture)));
  if (second !== undefined) return { why: 'two-numbers' };
  return hospitalNumber === undefined ? {} : { hospitalNumber };
};

/**
 * @param {string} digits
 * @param {BandRules} rules
 * @returns {Said}
 */
const judgeTenDigits = (digits, { live, bareNhsNumbers }) => {
  const checked = checkNhsNumber(digits, live);
  if (checked.ok) return bareNhsNumbers ? { nhsNumber: digits } : { bare: digits };
  // Where nothing says that it is a patient's number, one that fails its check is some other number.
  return checked.why === 'check-digit' && !bareNhsNumbers ? {} : { why: asBandFault(checked.why) };
};

/**
 * @param {import('../nhs-number.js').NhsNumberFault} why
 * @returns {BandFault}
 */
const asBandFault = (why) => {
  if (why === 'check-digit') return 'nhs-check-digit';
  return why === 'missing' || why === 'not-ten-digits' ? 'gsrn-length' : why;
};

/**
 * @template {string} Word
 * @param {readonly (Word | undefined)[]} words
 * @returns {readonly Word[]}
 */
const distinct = (words) => [...new Set(words.filter((word) => word !== undefined))];

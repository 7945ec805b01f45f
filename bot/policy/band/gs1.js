// @ts-check
/** FNC1 between two elements, as readers hand it on. */
const SEPARATOR = '\u001d';

/**
 * The elements a patient's band may carry (DCB1077; NHS Data Dictionary, GS1 application identifier (internal)):
 * 8018 patient, 8017 whoever gives care, 8019 instance, 91 hospital, 92 baby, 93 description, 95 to 99 others' own.
 * Not 94, which the dictionary bars from bands. All are of variable length to GS1: a separator ends each but the last.
 */
const ELEMENT = /^(801[789]|9[1235-9])(.+)$/su;

/**
 * @param {string} text
 * @returns {readonly { readonly ai: string, readonly value: string }[] | undefined} undefined: no patient's band
 */
export const elementsOf = (text) => {
  const elements = [];
  for (const part of text.split(SEPARATOR)) {
    // A separator after the last element is a printer's habit and changes nothing.
    if (part === '') continue;
    const [, ai, value] = ELEMENT.exec(part) ?? [];
    if (ai === undefined || value === undefined) return undefined;
    elements.push({ ai, value });
  }
  return elements.length === 0 ? undefined : elements;
};

/**
 * GS1's modulus 10: weights 3 and 1 by turns from the right, the check digit last. Every single wrong digit shows;
 * two neighbours exchanged show unless they differ by five.
 *
 * @param {string} digits
 */
export const fitsGs1CheckDigit = (digits) =>
  Array.from(digits)
    .toReversed()
    .reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) %
    10 ===
  0;

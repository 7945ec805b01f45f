// @ts-check
/** `#` is a digit, `@` a capital letter, every other character itself. */

/**
 * The number that the text holds when it fits the picture to the letter: what stands in brackets, or the whole.
 * A picture and not a regular expression: it cannot run for ever, and whoever keeps the policy file can read it.
 *
 * @param {string} text
 * @param {string} picture `H#######`, `RXX[H#######]`
 * @returns {string | undefined}
 */
export const numberIn = (text, picture) => {
  const from = picture.indexOf('[');
  const to = picture.indexOf(']');
  const plain = picture.replace(/[[\]]/g, '');
  if (text.length !== plain.length) return undefined;
  if (!Array.from(plain).every((sign, at) => fits(text.charAt(at), sign))) return undefined;
  return from < 0 || to < from ? text : text.slice(from, to - 1);
};

/**
 * @param {string} character
 * @param {string} sign
 */
const fits = (character, sign) => {
  if (sign === '#') return character >= '0' && character <= '9';
  if (sign === '@') return character >= 'A' && character <= 'Z';
  return character === sign;
};

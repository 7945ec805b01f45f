import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { HOSPITAL_NUMBER_SYSTEM } from '../../../bot/local/demonstration/patients.ts';
import { bandRulesOf } from '../../../bot/policy/band/band-rules.ts';
import { PolicyFault, readPolicy } from '../../../bot/policy/read-policy.ts';
import type { BandRules } from '../../../bot/set/band.ts';

const demonstration = readFileSync(
  new URL('../../../bot/local/demonstration/policy.yaml', import.meta.url),
  'utf8',
);
/** The same without a word on wristbands. */
const plain = demonstration.replace(/^ {4}wristbands:\n(?: {6}.*\n)*/m, '');
/** The demonstration's policy with these lines for its first organisation. */
const withWristbands = (...lines: readonly string[]): string =>
  plain.replace(/^ {4}name: .*$/m, (name) =>
    [name, '    wristbands:', ...lines.map((line) => `      ${line}`)].join('\n'),
  );
const rulesOf = (text: string): BandRules | undefined => {
  const [first] = readPolicy(text).organisations;
  return first && bandRulesOf(first, true);
};
const faultsOf = (text: string): readonly string[] => {
  try {
    readPolicy(text);
    return [];
  } catch (thrown) {
    if (thrown instanceof PolicyFault) return thrown.faults;
    throw thrown;
  }
};

describe('What a policy says of wristbands', () => {
  it('may be nothing: then national codes alone are read', () => {
    expect(rulesOf(plain)).toEqual({
      live: true,
      gsrnPrefix: '5050898',
      hospitalNumbers: [],
      hospitalFields: [],
      bareNhsNumbers: false,
    });
  });

  it('is the prefix, pictures of hospital numbers, and whether bare digits are NHS numbers', () => {
    const text = withWristbands(
      "gsrnPrefix: '5012345'",
      "hospitalNumbers: ['H#######', '@@####']",
      "hospitalFields: ['XHB.[H#######]']",
      'bareNhsNumbers: yes',
    );
    expect(rulesOf(text)).toEqual({
      live: true,
      gsrnPrefix: '5012345',
      hospitalNumbers: ['H#######', '@@####'],
      hospitalFields: ['XHB.[H#######]'],
      bareNhsNumbers: true,
    });
  });

  it('is where the record keeps hospital numbers, by which a band without an NHS number is found', () => {
    const [first] = readPolicy(withWristbands('hospitalSystem: urn:oid:2.16.840.1.113883.2.1')).organisations;
    expect(first?.wristbands?.hospitalSystem).toBe('urn:oid:2.16.840.1.113883.2.1');
    const [shown] = readPolicy(demonstration).organisations;
    expect(shown?.wristbands?.hospitalSystem).toBe(HOSPITAL_NUMBER_SYSTEM);
  });

  it.each([
    ["hospitalNumbers: ['##########']", 'ten digits alone'],
    ["hospitalNumbers: ['BED##']", 'pictures of a number'],
    ["hospitalFields: ['H#######']", 'pictures of a number'],
    ["gsrnPrefix: '505089'", '7 digits'],
    ['bareNhsNumbers: perhaps', 'yes or no'],
    ['hospitalSystem: our numbers', 'the address that names'],
    ['hospitalNumber: H#######', 'is not a word of this file'],
  ])('%s is a fault with its line', (line, says) => {
    expect(faultsOf(withWristbands(line))).toEqual([
      expect.stringMatching(new RegExp(`^line \\d+: .*${says}`)),
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeBand } from '../../../bot/policy/band/judge-band.js';
import { checkNhsNumber } from '../../../bot/policy/nhs-number.js';
import type { BandRules, ReadBand } from '../../../bot/set/band.ts';
import { bandFaultWords } from '../../../cards/text/band.ts';
import { gsrnOf } from '../../corpus/bands/numbers.ts';

const FNC1 = '\u001d';
const rules: BandRules = {
  live: true,
  gsrnPrefix: '5050898',
  hospitalNumbers: ['H#######', '@@####'],
  hospitalFields: ['XHB.[H#######]'],
  bareNhsNumbers: false,
};
const matrix = (...elements: readonly string[]) => ({ identifier: ']d2', text: elements.join(FNC1) });
const bars = (text: string) => ({ identifier: ']C0', text });
const judge = (...symbols: readonly { identifier: string; text: string }[]): ReadBand =>
  judgeBand(symbols, rules);
const why = (seen: ReadBand): string => (seen.outcome === 'refused' ? seen.why : seen.outcome);
const nhs = (nhsNumber: string, newborn = false) => ({ outcome: 'band', band: { nhsNumber, newborn } });

describe('A wristband’s GS1 code', () => {
  it('gives the NHS number within its GSRN: the worked value of the requirements', () => {
    expect(gsrnOf('9434765919')).toBe('505089894347659192');
    expect(judge(matrix('8018505089894347659192'))).toEqual(nhs('9434765919'));
  });

  it.each([
    ['GS1 DataMatrix', ']d2'],
    ['GS1-128', ']C1'],
    ['GS1 QR', ']Q3'],
  ])('is read alike from %s', (_, identifier) => {
    expect(judge({ identifier, text: '8018505089894347659192' })).toEqual(nhs('9434765919'));
  });

  it.each([
    ['plain DataMatrix', ']d1'],
    ['plain Code 128', ']C0'],
    ['plain QR', ']Q1'],
    ['an article’s EAN', ']E0'],
  ])('is not taken from %s, whatever it says', (_, identifier) => {
    expect(judge({ identifier, text: '8018505089894347659192' })).toEqual({ outcome: 'none' });
  });

  it('may carry instance, hospital, description and a trust’s own elements, in any order', () => {
    expect(judge(matrix('93PATIENT.Test', '80191', '8018505089894347659192', '98bay 4', ''))).toEqual(
      nhs('9434765919'),
    );
  });

  it('gives the hospital number too where the policy says how the trust writes it', () => {
    expect(judge(matrix('8018505089894347659192', '91XHB.H1234567'))).toEqual({
      outcome: 'band',
      band: { nhsNumber: '9434765919', hospitalNumber: 'H1234567', newborn: false },
    });
    expect(judge(matrix('91XHB.H1234567'))).toMatchObject({ band: { hospitalNumber: 'H1234567' } });
    expect(judge(matrix('8018505089894347659192', '91RXX.H1234567'))).toEqual(nhs('9434765919'));
  });

  it('says that it is a newborn’s', () => {
    expect(judge(matrix('8018505089894347659192', '921/2.PATIENT'))).toEqual(nhs('9434765919', true));
  });

  it.each([
    ['a drug’s packet', '0105012345678900'],
    ['an element the dictionary bars from bands', `8018505089894347659192${FNC1}9400505089894347659192`],
    ['elements run together without a separator of a packet', `01050123456789008018505089894347659192`],
    ['nothing', ''],
  ])('%s is no wristband', (_, text) => {
    expect(judge({ identifier: ']d2', text })).toEqual({ outcome: 'none' });
  });
});

describe('A wristband is not believed', () => {
  it.each([
    ['a digit short', matrix('801850508989434765919'), 'gsrn-length'],
    ['run together with the next element', matrix('801850508989434765919280191'), 'gsrn-length'],
    ['with a letter', matrix('801850508989434765919O'), 'gsrn-length'],
    ['wrong in its last digit', matrix('8018505089894347659193'), 'gsrn-check-digit'],
    ['of another issuer', matrix(`8018${gsrnOf('9434765919', '5055207')}`), 'gsrn-issuer'],
    ['whose NHS number fails its own check', matrix(`8018${gsrnOf('9434765918')}`), 'nhs-check-digit'],
    ['all one digit', matrix(`8018${gsrnOf('4444444444')}`), 'repeated-digit'],
    ['9876543210', matrix(`8018${gsrnOf('9876543210')}`), 'sequence'],
    ['of the test range in live', matrix(`8018${gsrnOf('9990000018')}`), 'test-range'],
    ['with a Scottish CHI number', matrix(`8018${gsrnOf('0101010001')}`), 'chi-range'],
    ['with a Health and Care number', matrix(`8018${gsrnOf('3200000007')}`), 'health-and-care-range'],
    ['never issued', matrix(`8018${gsrnOf('0000000019')}`), 'never-issued'],
    ['with two patients', matrix('8018505089894347659192', `8018${gsrnOf('4010232137')}`), 'two-numbers'],
    ['with a description alone', matrix('93PATIENT.Test'), 'no-number'],
    ['of a member of staff', matrix('8017505089894347659192'), 'staff-badge'],
  ])('%s', (_, symbol, expected) => {
    expect(why(judge(symbol))).toBe(expected);
  });

  it('beside another patient’s', () => {
    const other = matrix(`8018${gsrnOf('4010232137')}`);
    expect(why(judge(matrix('8018505089894347659192'), other))).toBe('two-numbers');
    expect(why(judge(matrix('8018505089894347659192'), bars('4010232137')))).toBe('two-numbers');
    expect(why(judge(bars('H1234567'), bars('H1234568')))).toBe('two-numbers');
    expect(why(judge(matrix('91XHB.H1234567'), bars('H1234568')))).toBe('two-numbers');
  });

  it('beside one that is misprinted', () => {
    expect(why(judge(matrix('8018505089894347659192'), matrix('8018505089894347659193')))).toBe(
      'gsrn-check-digit',
    );
  });

  it('for any reason that has no sentence of its own', () => {
    for (const { title, whatToDo } of Object.values(bandFaultWords)) {
      expect(title.length).toBeGreaterThan(10);
      expect(whatToDo).toMatch(/\.$/);
    }
  });
});

describe('QR and Code 128', () => {
  it.each([bars('H1234567'), { identifier: ']Q1', text: 'H1234567' }, bars('AB1234')])(
    'give a hospital number that fits the policy’s picture to the letter: %j',
    (symbol) => {
      expect(judge(symbol)).toEqual({
        outcome: 'band',
        band: { hospitalNumber: symbol.text, newborn: false },
      });
    },
  );

  it.each(['h1234567', 'H123456', 'H12345678', ' H1234567', 'Ab1234', 'https://example.org/H1234567', '٤٤'])(
    'ignore %j',
    (text) => {
      expect(judge(bars(text))).toEqual({ outcome: 'none' });
    },
  );

  it('of ten digits are named, never guessed', () => {
    expect(why(judge(bars('9434765919')))).toBe('unlabelled-number');
    expect(why(judge(bars('0101010001')))).toBe('chi-range');
    expect(why(judge(bars('3200000007')))).toBe('health-and-care-range');
    expect(why(judge(bars('9434765918')))).toBe('none');
  });

  it('of ten digits are an NHS number where the policy says so, its check digit fitting', () => {
    const bare = { ...rules, bareNhsNumbers: true };
    expect(judgeBand([bars('9434765919')], bare)).toEqual(nhs('9434765919'));
    expect(why(judgeBand([bars('9434765918')], bare))).toBe('nhs-check-digit');
    expect(why(judgeBand([bars('0101010001')], bare))).toBe('chi-range');
  });

  it('of ten digits harm nothing where they repeat what the band itself says', () => {
    expect(judge(matrix('8018505089894347659192'), bars('9434765919'))).toEqual(nhs('9434765919'));
  });

  it('join the number of the DataMatrix beside them', () => {
    expect(judge(matrix('8018505089894347659192'), bars('H1234567'))).toMatchObject({
      band: { nhsNumber: '9434765919', hospitalNumber: 'H1234567' },
    });
  });

  it('with a nurse’s badge in view are read all the same', () => {
    expect(judge(matrix('8017505089894347659192'), bars('H1234567'))).toMatchObject({
      band: { hospitalNumber: 'H1234567' },
    });
  });
});

describe('Whatever is scanned', () => {
  const nhsNumbers = fc
    .integer({ min: 400_000_000, max: 998_999_999 })
    .map((nine) => Array.from('0123456789').map((digit) => `${nine}${digit}`))
    .map((all) => all.find((number) => checkNhsNumber(number, true).ok))
    .filter((number) => number !== undefined);

  it('a good number is given back', () => {
    fc.assert(
      fc.property(nhsNumbers, (number) => {
        expect(judge(matrix(`8018${gsrnOf(number)}`))).toEqual(nhs(number));
      }),
    );
  });

  it('one digit changed anywhere is refused', () => {
    fc.assert(
      fc.property(nhsNumbers, fc.nat(17), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const gsrn = Array.from(gsrnOf(number));
        gsrn[at] = String((Number(gsrn[at]) + by) % 10);
        expect(judge(matrix(`8018${gsrn.join('')}`)).outcome).toBe('refused');
      }),
      { numRuns: 2_000 },
    );
  });

  it('two different neighbours exchanged anywhere are refused: what one check digit misses the other finds', () => {
    fc.assert(
      fc.property(nhsNumbers, fc.nat(16), (number, at) => {
        const gsrn = gsrnOf(number);
        fc.pre(gsrn.charAt(at) !== gsrn.charAt(at + 1));
        const exchanged = `${gsrn.slice(0, at)}${gsrn.charAt(at + 1)}${gsrn.charAt(at)}${gsrn.slice(at + 2)}`;
        expect(judge(matrix(`8018${exchanged}`)).outcome).toBe('refused');
      }),
      { numRuns: 2_000 },
    );
  });

  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^(8018|91|92|93|01)?[0-9]{0,24}$/),
    fc
      .tuple(fc.constantFrom('8018', '8018505', '80185050898'), fc.stringMatching(/^[0-9]{11}$/))
      .map((all) => all.join('')),
    fc
      .array(fc.stringMatching(/^(8018|801[0-9]|9[0-9])[0-9A-Z./]{0,20}$/), { maxLength: 4 })
      .map((all) => all.join(FNC1)),
  );
  const symbols = fc.array(
    fc.record({
      identifier: fc.constantFrom(']d2', ']C1', ']Q3', ']d1', ']C0', ']Q1', ']E0', ''),
      text: texts,
    }),
    { maxLength: 3 },
  );

  it('no text yields a number whose check digit is wrong, or one of nobody’s or another nation’s', () => {
    fc.assert(
      fc.property(symbols, fc.boolean(), fc.boolean(), (all, live, bareNhsNumbers) => {
        const seen = judgeBand(all, { ...rules, live, bareNhsNumbers });
        if (seen.outcome !== 'band') return;
        const { nhsNumber, hospitalNumber } = seen.band;
        if (nhsNumber !== undefined) expect(checkNhsNumber(nhsNumber, live)).toEqual({ ok: true, nhsNumber });
        if (hospitalNumber !== undefined) expect(hospitalNumber).toMatch(/^(?:H[0-9]{7}|[A-Z]{2}[0-9]{4})$/);
        expect(nhsNumber ?? hospitalNumber).toBeDefined();
      }),
      { numRuns: 20_000 },
    );
  });

  it('the order of the codes in view changes nothing but which fault is named first', () => {
    fc.assert(
      fc.property(symbols, (all) => {
        const [one, other] = [judge(...all), judge(...all.toReversed())];
        if (one.outcome === 'refused') expect(other.outcome).toBe('refused');
        else expect(other).toEqual(one);
      }),
    );
  });
});

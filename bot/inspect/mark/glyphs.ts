/**
 * A tiny type of our own, so that a mark never depends on the fonts of a machine. Each glyph is five columns of
 * seven dots, two hexadecimal digits a column, the lowest bit at the top.
 */
const PUNCTUATION: readonly (readonly [string, string])[] = [
  [' ', '0000000000'],
  ['!', '00005f0000'],
  ['"', '0007000700'],
  ['#', '147f147f14'],
  ['$', '242a7f2a12'],
  ['%', '2313086462'],
  ['&', '3649552250'],
  ["'", '0000070000'],
  ['(', '001c224100'],
  [')', '0041221c00'],
  ['*', '14083e0814'],
  ['+', '08083e0808'],
  [',', '0050300000'],
  ['-', '0808080808'],
  ['.', '0060600000'],
  ['/', '2010080402'],
  [':', '0036360000'],
  [';', '0056360000'],
  ['<', '0814224100'],
  ['=', '1414141414'],
  ['>', '0041221408'],
  ['?', '0201510906'],
  ['@', '324979413e'],
  ['[', '007f414100'],
  ['\\', '0204081020'],
  [']', '0041417f00'],
  ['^', '0402010204'],
  ['_', '4040404040'],
  ['`', '0001020400'],
  ['{', '0008364100'],
  ['|', '00007f0000'],
  ['}', '0041360800'],
  ['~', '0804080408'],
  ['\u00b7', '0000080000'],
  ['\u00b0', '0006090600'],
  ['\u00a3', '487e494142'],
];

const row = (first: string, shapes: string): (readonly [string, string])[] =>
  shapes.split(' ').map((shape, index) => [String.fromCharCode(first.charCodeAt(0) + index), shape] as const);

const DIGITS = row(
  '0',
  '3e5149453e 00427f4000 4261514946 2141454b31 1814127f10 2745454539 3c4a494930 0171090503 3649494936 064949291e',
);
const CAPITALS = row(
  'A',
  '7e1111117e 7f49494936 3e41414122 7f4141221c 7f49494941 7f09090901 3e4149497a 7f0808087f 00417f4100 ' +
    '2040413f01 7f08142241 7f40404040 7f020c027f 7f0408107f 3e4141413e 7f09090906 3e4151215e 7f09192946 ' +
    '4649494931 01017f0101 3f4040403f 1f2040201f 3f4038403f 6314081463 0708700807 6151494543',
);
const SMALL = row(
  'a',
  '2054545478 7f48444438 3844444420 384444487f 3854545418 087e090102 0c5252523e 7f08040478 00447d4000 ' +
    '2040443d00 7f10284400 00417f4000 7c04180478 7c08040478 3844444438 7c14141408 081414187c 7c08040408 ' +
    '4854545420 043f444020 3c4040207c 1c2040201c 3c4030403c 4428102844 0c5050503c 4464544c44',
);

/** Marks above a letter: five columns of two dots. */
const ABOVE: Readonly<Record<string, readonly number[]>> = {
  '\u0300': [0, 1, 2, 0, 0],
  '\u0301': [0, 0, 2, 1, 0],
  '\u0302': [0, 2, 1, 2, 0],
  '\u0303': [2, 1, 2, 1, 0],
  '\u0304': [0, 2, 2, 2, 0],
  '\u0306': [1, 2, 2, 2, 1],
  '\u0307': [0, 0, 2, 0, 0],
  '\u0308': [0, 2, 0, 2, 0],
  '\u030a': [0, 3, 3, 0, 0],
  '\u030b': [0, 2, 1, 2, 1],
  '\u030c': [0, 1, 2, 1, 0],
};
const BELOW = /[\u0323-\u0328]/;

/** Letters and signs that do not come apart into a base letter and a mark. */
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
};

const GLYPHS = new Map([...PUNCTUATION, ...DIGITS, ...CAPITALS, ...SMALL]);
const DOTLESS = new Map([
  ['i', '00447c4000'],
  ['j', '2040443c00'],
]);

/** Dots from top to bottom in one column: two for marks above, a gap, seven of the letter, two below. */
export const ROWS = 12;

const letter = (character: string, marks: readonly string[]): number[] => {
  const above = marks.map((mark) => ABOVE[mark]).find((columns) => columns !== undefined);
  const shape = (above && DOTLESS.get(character)) ?? GLYPHS.get(character) ?? '0201510906';
  const low = character >= 'a' && character <= 'z' && !'bdfhklt'.includes(character);
  return [0, 1, 2, 3, 4].map((column) => {
    const body = Number.parseInt(shape.slice(column * 2, column * 2 + 2), 16) << 3;
    const hat = (above?.[column] ?? 0) << (low ? 2 : 0);
    return body | hat | (column === 2 && marks.some((mark) => BELOW.test(mark)) ? 0xc00 : 0);
  });
};

/**
 * A text as columns of dots, a blank column after each letter. A letter unknown to the type is drawn as a question
 * mark, and control or direction characters are left out: nothing in a name can change what else is drawn.
 */
export const textColumns = (text: string): number[] => {
  const plain = Array.from(text.normalize('NFC'), (character) => WRITTEN_OUT[character] ?? character).join(
    '',
  );
  const pieces = plain
    .normalize('NFD')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .replaceAll(/[\p{C}]/gu, '');
  const letters = pieces.match(/\P{M}\p{M}*/gu) ?? [];
  return letters.flatMap((piece) => {
    const [character = ' ', ...marks] = Array.from(piece);
    return [...letter(character, marks), 0];
  });
};

import { describe, expect, it } from '@jest/globals';
import { textColumns } from '../../../bot/inspect/mark/glyphs.ts';

const UNKNOWN = textColumns('?').join();

describe('the letters a mark is drawn with', () => {
  it('are all there for English, and for the letters of western Europe', () => {
    const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter(
      (letter) => letter !== '?',
    );
    const western = Array.from('ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿŠšŽžŵŷłßæøþð');
    for (const letter of [...ascii, ...western]) {
      expect([letter, textColumns(letter).join()]).not.toEqual([letter, UNKNOWN]);
    }
    const distinct = new Set(ascii.map((letter) => textColumns(letter).join()));
    expect(distinct.size).toBe(ascii.length);
  });

  it('tell é from e and Å from A', () => {
    expect(textColumns('é')).not.toEqual(textColumns('e'));
    expect(textColumns('Å')).not.toEqual(textColumns('A'));
  });

  it('show a letter they do not have as a question mark, and leave direction and control marks out', () => {
    expect(textColumns('漢').join()).toBe(UNKNOWN);
    expect(textColumns('a\u202eb\u0000\u200b')).toEqual(textColumns('ab'));
  });
});

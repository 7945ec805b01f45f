import { describe, expect, it } from '@jest/globals';
import { layTile } from '../../../bot/inspect/mark/lay-tile.ts';
import { TILE } from '../../../bot/inspect/mark/pattern.ts';
import { FINE, weave } from '../../../bot/inspect/mark/weave.ts';
import { seeded } from '../../bench/seeded.ts';

const code = (of: number): Uint8Array => Uint8Array.from({ length: 16 }, (_, n) => (n * 41 + of * 17) & 255);

describe('The pattern of a mark', () => {
  it.each([
    [96, 40],
    [73, 261],
    [15, 40],
    [301, 17],
  ])(
    'adds, in a picture of %d by %d, the same to red, green and blue and stops at black and white',
    (width, height) => {
      const random = seeded(width);
      const data = Uint8Array.from({ length: width * height * 3 }, () => Math.floor(random() * 256));
      const tile = weave(code(1));
      const laid = layTile({ data, width, height }, tile).data;
      expect(laid.length).toBe(data.length);
      let others = 0;
      for (let at = 0; at < data.length; at += 1) {
        const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
        const fine = tile[(y % TILE) * TILE + (x % TILE)] ?? 0;
        const expected = [10, 13, 18, 24, 32, 43].map((gain) => {
          const add = Math.floor((fine * gain) / (FINE * 16) + 0.5);
          return Math.max(0, Math.min(255, (data[at] ?? 0) + add));
        });
        if (!expected.includes(laid[at] ?? -1)) others += 1;
      }
      expect(others).toBe(0);
    },
  );

  it('is no louder on even skin than a grey level or so, so that nothing is taken for a sign', () => {
    const [width, height] = [512, 512];
    const data = new Uint8Array(width * height * 3).fill(170);
    const laid = layTile({ data, width, height }, weave(code(2))).data;
    const power = laid.reduce((sum, value) => sum + (value - 170) ** 2, 0) / laid.length;
    expect(Math.sqrt(power)).toBeLessThan(1.3);
    expect(Math.sqrt(power)).toBeGreaterThan(0.5);
  });

  it('is another for another code, and never louder than a byte holds', () => {
    expect(weave(code(3))).not.toEqual(weave(code(4)));
    for (let of = 0; of < 5; of += 1)
      expect(Math.max(...weave(code(of)).map(Math.abs)) / FINE).toBeLessThanOrEqual(20);
  });
});

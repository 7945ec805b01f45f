import { describe, expect, it } from '@jest/globals';
import { assetPath, findAsset } from '../../../bot/viewer/http/assets.ts';

const [, , version = ''] = assetPath('read-band.js').split('/');
const served = (file: string) => findAsset({ version, file });
const textOf = (file: string): string => Buffer.from(served(file)?.bytes ?? []).toString();

/** Every script a browser fetches when it fetches this one. */
const closure = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, from = ''] of textOf(file).matchAll(/^import .*?from ["']([^"']+)["'];/gm))
    closure(from.replace('./', ''), seen);
  return seen;
};

describe('What reads wristbands in a browser', () => {
  it.each(['read-band.js', 'band-worker.js'])('comes whole from our own address: %s', (file) => {
    const files = [...closure(file)];
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((one) => served(one) === undefined)).toEqual([]);
  });

  it('includes the reader and its WebAssembly, so that nothing is fetched from elsewhere', () => {
    expect(closure('band-worker.js')).toContain('zxing-reader.js');
    expect(textOf('band-worker.js')).toContain("new URL('./zxing_reader.wasm', import.meta.url)");
    expect(served('zxing_reader.wasm')?.type).toBe('application/wasm');
  });

  it('is judged by the very script of the server', () => {
    expect(closure('band-worker.js')).toContain('judge-band.js');
    expect(closure('band-worker.js')).toContain('nhs-number.js');
  });

  it('may compile WebAssembly in the worker’s script alone, which may ask nobody but us', () => {
    expect(served('band-worker.js')?.policy).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    for (const file of ['read-band.js', 'judge-band.js', 'zxing-reader.js', 'pages.js'])
      expect(served(file)?.policy).toBeUndefined();
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What reads wristbands in the browser: our own scripts, and the reader of zxing-wasm as its package ships it. */
export interface BandFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Uint8Array;
  /** A policy of its own, in place of the one every answer carries. */
  readonly policy?: string;
}

/**
 * A worker is held to the policy its own script came with. So this one script may compile WebAssembly and fetch it
 * from us, and the page that starts it may not.
 */
const WORKER_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

const SCRIPT = 'text/javascript; charset=utf-8';

/** Beside `bot/viewer/http`, in the clone and in the build alike. */
const OWN = {
  'read-band.js': '../page/capture/read-band.js',
  'band-worker.js': '../page/capture/band-worker.js',
  'find-codes.js': '../page/capture/find-codes.js',
  'judge-band.js': '../../policy/band/judge-band.js',
  'believe.js': '../../policy/band/believe.js',
  'gs1.js': '../../policy/band/gs1.js',
  'number-picture.js': '../../policy/band/number-picture.js',
  'nhs-number.js': '../../policy/nhs-number.js',
} as const;

/**
 * To a browser all our scripts lie in one folder, so an import keeps its file's name alone; the two files of the
 * package get names that say whose they are.
 */
export const withFlatImports = (script: string): string =>
  script.replace(
    /^(import .*from )'([^']+)';$/gm,
    (_, before: string, from: string) => `${before}'${flat(from)}';`,
  );

const flat = (from: string): string =>
  from === 'zxing-wasm/reader' ? './zxing-reader.js' : `./${from.slice(from.lastIndexOf('/') + 1)}`;

export const bandFiles = (): readonly BandFile[] => {
  const own = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
  // The package exports its WebAssembly by name; its modules lie beside it.
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const packaged = (path: string): Buffer => readFileSync(new URL(path, `file://${wasm}`));
  return [
    ...Object.entries(OWN).map(([name, path]) => ({
      name,
      type: SCRIPT,
      content: withFlatImports(own(path)),
      ...(name === 'band-worker.js' ? { policy: WORKER_POLICY } : {}),
    })),
    {
      name: 'zxing-reader.js',
      type: SCRIPT,
      content: packaged('../es/reader/index.js').toString().replace('"../share.js"', '"./zxing-share.js"'),
    },
    { name: 'zxing-share.js', type: SCRIPT, content: packaged('../es/share.js').toString() },
    { name: 'zxing_reader.wasm', type: 'application/wasm', content: packaged('zxing_reader.wasm') },
  ];
};

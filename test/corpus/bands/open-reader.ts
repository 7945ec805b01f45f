import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Read } from '../../../bot/viewer/page/capture/find-codes.js';

/** The very reader the page uses, its WebAssembly from the disk instead of from us. */
export const openReader = (): Read => {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(path)).buffer } });
  return readBarcodes;
};

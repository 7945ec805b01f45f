import { spawnDecoder } from '../adapters/decoder/spawn-decoder.ts';
import type { MarkReader } from '../ports/decoder.ts';

/** Beside this folder as `.ts` in a clone, where the child needs the loader too, and as `.js` once built. */
const ending = import.meta.url.slice(-3);
const script = new URL(`../inspect/decoder-child${ending}`, import.meta.url);

/** A stranger's picture is decoded where every other is: in a child without a key, a token or a way to the network. */
export const openMarkReader = (): MarkReader & { close(): Promise<void> } =>
  spawnDecoder({
    script,
    execArgv: ending === '.ts' ? ['--import', import.meta.resolve('tsx')] : [],
    // A whole screen takes seconds, on a slow machine many.
    timeoutMs: 120_000,
  });

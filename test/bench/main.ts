/** `npm run bench -- <name>`: each prints its table and, last, a verdict of one line. Speed is never a timed test. */
import { bands } from './bands.ts';
import { crash } from './crash.ts';
import { exposure } from './exposure.ts';
import { ingest } from './ingest.ts';
import { look } from './look.ts';
import { quality } from './quality.ts';
import { restart } from './restart.ts';
import { view } from './view/run.ts';
import { watermark } from './watermark/run.ts';

const benches: Readonly<Record<string, (words: readonly string[]) => Promise<readonly string[]>>> = {
  exposure,
  ingest,
  crash,
  bands,
  restart,
  quality,
  look,
  view,
  watermark,
};

const [name = '', ...words] = process.argv.slice(2);
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`Name a benchmark: ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
for (const line of await bench(words)) process.stdout.write(`${line}\n`);

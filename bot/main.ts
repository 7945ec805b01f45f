/** Safelight: config → stand-ins → adapters → server and worker. Ctrl-C or SIGTERM stops it in the opposite order. */
import { keepLoopbackDirect, loadConfig, type Config } from './config.ts';
import { explainStart } from './main/explain-start.ts';
import { letMemoryGrow } from './main/let-memory-grow.ts';
import { lockHome } from './main/lock-home.ts';
import { errorFacts, openLog } from './main/log.ts';
import { openPolicy } from './main/open-policy.ts';
import { notLongerThan } from './not-longer-than.ts';
import { openStores } from './main/open-stores.ts';
import { replayRestored } from './main/replay-restored.ts';
import { runSafelight } from './main/run-safelight.ts';
import { complain, say } from './main/say.ts';
import { startStandIns, type Outside } from './main/start-stand-ins.ts';
import { asSafelightError } from './set/errors.ts';

/**
 * Undone newest first, whatever happens on the way up or down; what is not undone within its milliseconds is left to
 * the next start. Together they stay below the 20 seconds that whoever stops us waits before killing.
 */
const toUndo: { readonly undo: () => Promise<void>; readonly withinMs: number }[] = [];
const undoLater = (withinMs: number, undo: () => Promise<void>): void => {
  toUndo.push({ undo, withinMs });
};

const start = async (config: Config): Promise<void> => {
  const policy = await openPolicy(config);
  if (!config.production) {
    const lock = await lockHome(config.home);
    undoLater(200, () => lock.release());
  }
  const log = openLog(config);
  const outside = await startStandIns(config, say);
  undoLater(3_000, () => outside.close());
  const stores = await openStores(
    outside.config,
    (error) => {
      log.warn(errorFacts(asSafelightError(error)), 'an idle database connection broke');
    },
    (error) => {
      log.error(errorFacts(asSafelightError(error)), 'the journal does not know of what was opened');
    },
  );
  undoLater(500, () => stores.close());
  const restores = await replayRestored(stores, log);
  const running = await runSafelight(outside.config, policy, stores, log, restores);
  undoLater(15_000, async () => {
    const left = await running.stop();
    const pieces = left === 1 ? '1 piece' : `${left} pieces`;
    if (left > 0) say(`${pieces} of work did not end in time: it is done again at the next start.`);
  });
  announce(config, outside);
};

const announce = (config: Config, outside: Outside): void => {
  for (const words of outside.started) say(`  started  ${words}`);
  say('');
  if (outside.wardPage !== undefined) say(`  The ward (post a photograph here):   ${outside.wardPage}`);
  say(`  Safelight (console and health):      ${config.publicUrl}/console   ${config.publicUrl}/readyz`);
  say('');
  say('  Ctrl-C stops everything. Starting again finds everything as it was.');
};

const undo = async (): Promise<void> => {
  for (let step = toUndo.pop(); step !== undefined; step = toUndo.pop())
    await notLongerThan(step.withinMs, step.undo());
};

/** A start that is stopped before its end is given this long to get there, so that what it starts can be ended. */
const START_ENDS_MS = 12_000;
/** One press reaches us more than once where npm passes it on; sooner than this it is the same one. */
const SAME_PRESS_MS = 500;
/** Then we would be killed anyway. */
const AT_THE_LATEST_MS = 19_500;

let starting: Promise<void> = Promise.resolve();
let stoppingSince: number | undefined;
const stop = (): void => {
  if (stoppingSince !== undefined) {
    // A second Ctrl-C is meant: do not wait for what hangs.
    if (performance.now() - stoppingSince > SAME_PRESS_MS) process.exit(1);
    return;
  }
  stoppingSince = performance.now();
  setTimeout(() => {
    complain('Safelight did not stop in time. Start it again to tidy up.');
    process.exit(1);
  }, AT_THE_LATEST_MS);
  say('Safelight is stopping: what is in hand is finished first. Ctrl-C once more ends it at once.');
  endInOrder().then(
    () => process.exit(0),
    (thrown: unknown) => {
      complain(
        `Safelight did not stop cleanly (${asSafelightError(thrown).code}). Start it again to tidy up.`,
      );
      process.exit(1);
    },
  );
};

const endInOrder = async (): Promise<void> => {
  await notLongerThan(START_ENDS_MS, starting);
  await undo();
};

try {
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  letMemoryGrow();
  const config = loadConfig(process.env);
  if (!config.production) keepLoopbackDirect(process.env);
  say('Safelight is starting.');
  starting = start(config);
  await starting;
} catch (thrown) {
  for (const line of explainStart(thrown)) complain(line);
  await undo().catch((failed: unknown) => {
    complain(asSafelightError(failed).code);
  });
  process.exit(1);
}

/** Safelight: config → stand-ins → adapters → server and worker. Ctrl-C or SIGTERM stops it in the opposite order. */
import { keepLoopbackDirect, loadConfig, type Config } from './config.ts';
import { explainStart } from './main/explain-start.ts';
import { lockHome } from './main/lock-home.ts';
import { errorFacts, openLog } from './main/log.ts';
import { openPolicy } from './main/open-policy.ts';
import { openStores } from './main/open-stores.ts';
import { runSafelight } from './main/run-safelight.ts';
import { complain, say } from './main/say.ts';
import { startStandIns, type Outside } from './main/start-stand-ins.ts';
import { asSafelightError } from './set/errors.ts';

/** Undone newest first, whatever happens on the way up or down. */
const toUndo: (() => Promise<void>)[] = [];

const start = async (config: Config): Promise<void> => {
  const policy = await openPolicy(config);
  if (!config.production) {
    const lock = await lockHome(config.home);
    toUndo.push(() => lock.release());
  }
  const log = openLog(config);
  const outside = await startStandIns(config, say);
  toUndo.push(() => outside.close());
  const stores = await openStores(outside.config, (error) => {
    log.warn(errorFacts(asSafelightError(error)), 'an idle database connection broke');
  });
  toUndo.push(() => stores.close());
  const running = await runSafelight(outside.config, policy, stores, log);
  toUndo.push(() => running.stop());
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
  for (let step = toUndo.pop(); step !== undefined; step = toUndo.pop()) await step();
};

let stopping = false;
const stop = (): void => {
  // A second Ctrl-C is meant: do not wait for what hangs.
  if (stopping) process.exit(1);
  stopping = true;
  undo().then(
    () => process.exit(0),
    (thrown: unknown) => {
      complain(
        `Safelight did not stop cleanly (${asSafelightError(thrown).code}). Start it again to tidy up.`,
      );
      process.exit(1);
    },
  );
};

try {
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const config = loadConfig(process.env);
  if (!config.production) keepLoopbackDirect(process.env);
  say('Safelight is starting.');
  await start(config);
} catch (thrown) {
  for (const line of explainStart(thrown)) complain(line);
  await undo().catch((failed: unknown) => {
    complain(asSafelightError(failed).code);
  });
  process.exit(1);
}

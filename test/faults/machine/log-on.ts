import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../../../bot/config.ts';
import { openLog } from '../../../bot/main/log.ts';

/** Logs for a while into a home whose log cannot be written, then says that it is still here. */
const home = process.argv[2] ?? '';
const log = openLog({ home, production: false, logLevel: 'debug' } as Config);
for (let line = 0; line < 50; line += 1) {
  log.info({ line }, 'work');
  await pause(5);
}
process.stdout.write('still here\n');
process.exit(0);

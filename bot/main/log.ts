import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { Config } from '../config.ts';
import type { SafelightError } from '../set/errors.ts';
import type { WorkerNote } from '../worker.ts';

/**
 * JSON lines: to standard output in production, to a file in the home folder on a laptop, where the console speaks
 * plain words. Ids, codes and counts only; whatever else slips into an object is cut by name.
 */
export const openLog = (config: Config): Logger =>
  pino(
    {
      level: config.logLevel,
      base: { app: 'safelight' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'req',
          'res',
          'headers',
          'body',
          'token',
          'authorization',
          'cookie',
          'name',
          'text',
          '*.authorization',
          '*.cookie',
          '*.token',
        ],
        remove: true,
      },
    },
    config.production
      ? pino.destination(1)
      : pino.destination({ dest: join(config.home, 'safelight.log'), mkdir: true, sync: false }),
  );

/** What may be said of an error: its code, its own facts, and the codes of its causes; never a cause's message. */
export const errorFacts = (error: SafelightError): Record<string, unknown> => ({
  code: error.code,
  transient: error.transient,
  ...error.facts,
  causes: causesOf(error.cause),
});

const causesOf = (cause: unknown, depth = 0): readonly string[] => {
  if (!(cause instanceof Error) || depth > 4) return [];
  const code = (cause as { code?: unknown }).code;
  return [
    typeof code === 'string' ? `${cause.name}:${code}` : cause.name,
    ...causesOf(cause.cause, depth + 1),
  ];
};

/** One line a duty; only what went wrong is louder than debug. */
export const logWorker =
  (log: Logger) =>
  (note: WorkerNote): void => {
    const line = {
      verb: note.verb,
      set: note.set,
      ms: note.milliseconds,
      ...(note.error === undefined ? {} : errorFacts(note.error)),
    };
    if (note.what === 'done') log.debug(line, 'duty done');
    else log.warn(line, `duty ${note.what}`);
  };

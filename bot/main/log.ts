import { join } from 'node:path';
import pino, { type DestinationStream, type Logger } from 'pino';
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
    destinationOf(config),
  );

/** Lines kept while they cannot be written, in bytes; beyond that they are dropped. */
const KEPT = 4 * 1024 * 1024;

/** A log that cannot be written, on a full disk, must not end what the log is about. */
const destinationOf = (config: Config): DestinationStream => {
  const stream = config.production
    ? pino.destination({ dest: 1, maxLength: KEPT })
    : pino.destination({
        dest: join(config.home, 'safelight.log'),
        mkdir: true,
        sync: false,
        maxLength: KEPT,
      });
  let broken = false;
  stream.on('error', (error) => {
    if (!broken) process.stderr.write(`The log cannot be written (${codeOf(error)}); Safelight goes on.\n`);
    broken = true;
  });
  stream.on('drain', () => {
    broken = false;
  });
  // At the end it would be tried over and over to write what cannot be written, and the process would never end.
  process.prependOnceListener('exit', () => {
    if (broken) stream.destroy();
  });
  return stream;
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';

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

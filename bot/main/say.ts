/** Plain words on the console, for the person who started Safelight. Never a secret, never patient detail. */
export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What went wrong and what to do next; the caller exits non-zero. */
export const complain = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

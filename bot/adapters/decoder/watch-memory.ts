import { readFile } from 'node:fs/promises';

const EVERY_MS = 100;

/**
 * Looks at a process's resident memory while it works and calls back once when there is too much. Only Linux tells
 * a parent this without a program of its own; elsewhere the limits of time and of pixels have to do.
 */
export const watchMemory = (pid: number | undefined, maxBytes: number, tooMuch: () => void): (() => void) => {
  if (pid === undefined || process.platform !== 'linux') return () => undefined;
  const look = async (): Promise<void> => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    if (Number(kilobytes) * 1_024 > maxBytes) tooMuch();
  };
  const timer = setInterval(() => {
    // The process has just ended: its end is told elsewhere.
    look().catch(() => undefined);
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
  };
};

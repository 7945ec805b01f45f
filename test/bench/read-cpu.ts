import { readdir, readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
  readonly residentBytes: number;
}

const PAGE_BYTES = 4096;

const statOf = async (pid: number): Promise<Stat | undefined> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // The name stands in brackets and may hold anything.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  // Own time, and that of children that have ended and were waited for.
  const ticks = [11, 12, 13, 14].reduce((sum, n) => sum + (fields[n] ?? 0), 0);
  return { pid, parent, cpuMs: ticks * TICK_MS, residentBytes: (fields[21] ?? 0) * PAGE_BYTES };
};

/** CPU of a process and every process beneath it, ended ones included, and what they now hold in memory. */
export const readUsage = async (
  root: number,
): Promise<{ readonly cpuMs: number; readonly residentBytes: number }> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = (await Promise.all(pids.map(statOf))).filter((one) => one !== undefined);
  const family = new Set([root]);
  for (let grown = true; grown;) {
    const born = stats.filter((one) => family.has(one.parent) && !family.has(one.pid));
    for (const { pid } of born) family.add(pid);
    grown = born.length > 0;
  }
  const members = stats.filter((one) => family.has(one.pid));
  return {
    cpuMs: members.reduce((sum, one) => sum + one.cpuMs, 0),
    residentBytes: members.reduce((sum, one) => sum + one.residentBytes, 0),
  };
};

import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks until there is something to find, and gives it back: a real process is awaited by what it shows, never by a
 * guess at its speed. Throws what was awaited.
 */
export const waitFor = async <T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  withinMs = 20_000,
): Promise<T> => {
  const late = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > late) throw new Error(`Waited ${withinMs / 1000} s in vain: ${what}.`);
    await pause(50);
  }
};

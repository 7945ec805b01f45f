import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 40;

/** Other processes are at work: looks until it is so. Throws what was awaited, when it is late. */
export const waitUntil = async (
  what: string,
  withinMs: number,
  ask: () => Promise<boolean>,
): Promise<void> => {
  const late = Date.now() + withinMs;
  while (!(await ask())) {
    if (Date.now() > late) throw new Error(`waited ${withinMs / 1000} s in vain for ${what}`);
    await pause(LOOK_EVERY_MS);
  }
};

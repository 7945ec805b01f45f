import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until the answer is yes: other processes are at work. Throws what was awaited, when it is late. */
export const until = async (
  what: string,
  withinMs: number,
  ask: () => Promise<boolean>,
  everyMs = 100,
): Promise<void> => {
  const late = Date.now() + withinMs;
  while (!(await ask())) {
    if (Date.now() > late) throw new Error(`Waited ${withinMs / 1000} s in vain: ${what}.`);
    await pause(everyMs);
  }
};

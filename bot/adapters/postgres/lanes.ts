import type { Verb } from '../../set/duty.ts';

/** The order within one organisation: what is still visible goes before what is merely owed (design.md section 2). */
export const LANES: Readonly<Record<Verb, number>> = {
  remove: 0,
  ingest: 1,
  reread: 1,
  alarm: 1,
  card: 2,
  redraw: 2,
  file: 2,
  settle: 2,
  opinion: 2,
  escalate: 2,
  remind: 2,
  name: 2,
  render: 3,
  dispose: 3,
  look: 4,
};

/** Lanes from this one on ask nothing of the chat: a conversation's limits do not hold them up. */
export const APART = 3;
/** Duties of one conversation under way at once: most of each is waiting, and a picture waits meanwhile. */
export const ABREAST = 32;
/**
 * Duties of one organisation one process has under way at once: fewer than it has lanes, so that there is one for
 * another's next duty even while a whole hospital's calls hang.
 */
export const WIDE = 72;
/** Lanes below this one are about what may still be visible in the chat. */
export const VISIBLE = 2;
/** What is set aside for them waits no longer than this: what people are to see of it, and what only uses the processor. */
export const SHORT_ASIDE_MS = 2_000;
export const LONGEST_ASIDE_MS = 10_000;

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
  remind: 2,
  render: 3,
  dispose: 3,
};

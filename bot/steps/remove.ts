import { isHidden, isRemovable, layersFor } from '../policy/removal.ts';
import type { ChatRemove, Removed } from '../ports/chat.ts';
import type { Copy, CopyOutcome } from '../set/copy.ts';
import type { NewDuty } from '../set/duty.ts';
import type { AuditEvent } from '../set/event.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { HOUR, later } from '../set/instant.ts';
import type { Job, Step, StepOutcome } from './step.ts';

export interface RemoveParts {
  readonly chat: ChatRemove;
}

/**
 * The pivot: one copy leaves the chat, by the best layer that works (platform.md 2h). Each try is recorded before
 * it is made. Where no layer deletes, the poster is asked and the copy stays outstanding.
 */
export const remove =
  ({ chat }: RemoveParts): Step =>
  async (job) => {
    const { set, duty, now } = job;
    // Invariant 2: only a set in custody, and only what was taken.
    if (set.state !== 'stored') return { events: [], duty: 'done' };
    const copy = set.copies.find((one) => one.id === duty.subject);
    if (copy === undefined || !isRemovable(copy)) return { events: [], duty: 'done' };
    // Custody came from the activity alone: what else the message shows is not known until it has been read.
    if (copy.what.kind === 'message' && copy.what.edition === '')
      return { owes: [{ verb: 'reread', subject: copy.id, dueAt: now }], events: [], duty: 'done' };
    const powers = await chat.powers(set.origin, set.poster);
    const refusals: string[] = [];
    for (const layer of layersFor(copy, powers)) {
      await job.intend(event(job, 'removal-intended', copy, { layer }));
      const removed = await chat.remove(set.origin, copy, layer, set.poster);
      if (removed.as === 'refused') {
        refusals.push(removed.why);
        // A message that is locked is no file that is kept: the next layer, then its poster.
        if (removed.why === 'blocked-by-retention' && copy.what.kind !== 'message')
          return settled(job, copy, { state: 'file-blocked-by-retention', at: now });
        continue;
      }
      if (removed.as === 'changed') return takeAgain(job, copy, removed.restored);
      return settled(
        job,
        copy,
        outcomeOf(removed, now),
        removed.as === 'recycled' ? undefined : removed.seen,
      );
    }
    return askPoster(job, copy, refusals);
  };

const outcomeOf = (removed: Exclude<Removed, { as: 'refused' | 'changed' }>, now: Instant): CopyOutcome => {
  switch (removed.as) {
    case 'deleted':
      return { state: 'message-deleted', at: now };
    case 'recycled':
      return { state: 'file-recycled', at: now, until: removed.until };
    case 'gone-already':
      return { state: 'gone-already', at: now };
    case 'hidden':
      return { state: 'hidden', at: now };
  }
};

/** A removal that looked by itself has had its first re-read: the next look is an hour later. */
const settled = (job: Job, copy: Copy, outcome: CopyOutcome, seen?: 'gone'): StepOutcome => {
  const { now } = job;
  const settledAs: CopyOutcome =
    outcome.state === 'message-deleted' && copy.what.kind !== 'message'
      ? { state: 'file-deleted', at: now }
      : outcome;
  const hidden = settledAs.state === 'hidden';
  const standing: CopyOutcome = hidden ? { state: 'awaiting-poster', since: now, hidden: true } : settledAs;
  return {
    // Hidden is not deleted: the poster's own token still has to take it away.
    to: (set) =>
      set.state === 'stored'
        ? withCopy(set, copy.id, (one) => ({ ...one, outcome: standing, ...sightingOf(one, now, seen) }))
        : set,
    owes: [
      { verb: 'reread', subject: copy.id, dueAt: seen === undefined ? now : later(now, HOUR) },
      ...(hidden ? [ask(now)] : []),
      { verb: 'redraw', dueAt: now },
    ],
    events: [
      event(job, hidden ? 'copy-hidden' : 'copy-removed', copy, { outcome: settledAs.state }),
      ...(seen === undefined ? [] : [event(job, 'copy-reread', copy, { showed: seen })]),
    ],
    duty: 'done',
  };
};

const sightingOf = (copy: Copy, at: Instant, showed: 'gone' | undefined): Partial<Copy> =>
  showed === undefined ? {} : { sightings: [...copy.sightings, { at, showed }] };

/** Edited between inventory and removal: nothing was lost, and the message is taken again as it is now. */
const takeAgain = (job: Job, copy: Copy, restored: boolean): StepOutcome => ({
  to: withOutcome(copy, { state: 'visible' }),
  owes: [{ verb: 'ingest', dueAt: job.now }],
  events: restored ? [event(job, 'message-restored', copy, {})] : [],
  duty: 'done',
});

const askPoster = (job: Job, copy: Copy, refusals: readonly string[]): StepOutcome => {
  const { now } = job;
  const alreadyAsked = copy.outcome.state === 'awaiting-poster';
  return {
    to: withOutcome(copy, { state: 'awaiting-poster', since: now, hidden: isHidden(copy) }),
    owes: [
      ...(alreadyAsked ? [] : [ask(now)]),
      { verb: 'reread', subject: copy.id, dueAt: now },
      { verb: 'redraw', dueAt: now },
    ],
    events: [event(job, 'removal-failed', copy, { refusals: refusals.join(',') || 'no-layer' })],
    duty: 'done',
  };
};

const ask = (dueAt: Instant): NewDuty => ({ verb: 'remind', subject: 'ask-poster', dueAt });

/** A change to one copy, whatever else has become of the set meanwhile. */
export const withOutcome =
  (copy: Copy, outcome: CopyOutcome) =>
  (set: ImageSet): ImageSet =>
    set.state === 'stored' ? withCopy(set, copy.id, (one) => ({ ...one, outcome })) : set;

export const withCopy = (set: StoredSet, id: Copy['id'], change: (copy: Copy) => Copy): StoredSet => ({
  ...set,
  copies: set.copies.map((one) => (one.id === id ? change(one) : one)),
});

const event = (
  job: Job,
  kind: AuditEvent['kind'],
  copy: Copy,
  facts: Readonly<Record<string, string>>,
): AuditEvent => ({
  kind,
  at: job.now,
  by: 'system',
  set: job.set.id,
  facts: { copy: copy.id, what: copy.what.kind, ...facts },
});

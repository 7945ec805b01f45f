import { exposureOf } from '../policy/exposure.ts';
import { ROUTE_RISK } from '../policy/risk.ts';
import type { ChatRemove } from '../ports/chat.ts';
import type { Copy, CopyOutcome, Sighting } from '../set/copy.ts';
import { SafelightError } from '../set/errors.ts';
import type { AuditEvent } from '../set/event.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, HOUR, later, millis } from '../set/instant.ts';
import { withCopy } from './remove.ts';
import type { Job, Step, StepOutcome } from './step.ts';

export interface RereadParts {
  readonly chat: ChatRemove;
}

/** After the removal, an hour later, and a day later: an undo brings a picture back (platform.md 1.3). */
const LOOKS = [0, HOUR, DAY];

/** What a pilot left standing is looked at for a week, for its report alone. */
const LOOKS_OBSERVED = [HOUR, ...[1, 2, 3, 4, 5, 6, 7].map((days) => days * DAY)];

/** Only a re-read lets the product say "removed". What came back is removed again. */
export const reread =
  ({ chat }: RereadParts): Step =>
  async (job) => {
    const { set, duty } = job;
    if (set.state !== 'stored') return { events: [], duty: 'done' };
    const copy = set.copies.find((one) => one.id === duty.subject);
    if (copy === undefined) return { events: [], duty: 'done' };
    const showed = await chat.look(set.origin, copy, set.poster);
    // Said to be removed, and nobody may look: that is for a person (bot/steps/hand-over.ts).
    if (showed === 'could-not-look' && wasRemoved(copy.outcome)) throw new SafelightError('chat-forbidden');
    return seen(job, copy, showed);
  };

const seen = (job: Job, copy: Copy, showed: Sighting['showed']): StepOutcome => {
  const { now } = job;
  const back = wasRemoved(copy.outcome) && showed === 'visible';
  const outcome = back ? ({ state: 'reappeared', at: now } as const) : confirmed(copy, showed, now);
  const after = (set: ImageSet): ImageSet =>
    set.state === 'stored'
      ? withCopy(set, copy.id, (one) => ({
          ...one,
          outcome,
          sightings: [...one.sightings, { at: now, showed }],
        }))
      : set;
  return {
    to: after,
    owes: [
      { verb: 'redraw', dueAt: now },
      // A message brought back may have been changed: it is taken again, then removed again.
      ...(back
        ? ([
            { verb: 'ingest', dueAt: now },
            { verb: 'alarm', subject: 'reappeared', dueAt: now },
          ] as const)
        : []),
    ],
    events: [
      seenEvent(job, copy, showed, after(job.set)),
      ...(back
        ? [{ ...seenEvent(job, copy, showed, after(job.set)), kind: 'copy-reappeared' as const }]
        : []),
    ],
    duty: back || (outcome.state === 'left' && showed === 'gone') ? 'done' : nextLook(job, outcome),
  };
};

const wasRemoved = (outcome: CopyOutcome): boolean =>
  ['message-deleted', 'file-deleted', 'file-recycled', 'gone-already'].includes(outcome.state);

/** A copy still waiting for somebody, seen gone: they did it themselves. */
const confirmed = (copy: Copy, showed: Sighting['showed'], now: Instant): CopyOutcome =>
  showed === 'gone' && !wasRemoved(copy.outcome) && copy.outcome.state !== 'left'
    ? { state: 'gone-already', at: now }
    : copy.outcome;

const nextLook = (job: Job, outcome: CopyOutcome): StepOutcome['duty'] => {
  if (outcome.state === 'left' && outcome.why !== 'observe-mode') return 'done';
  const since = 'at' in outcome ? outcome.at : job.duty.owedSince;
  const elapsed = millis(job.now) - millis(since);
  const next = (outcome.state === 'left' ? LOOKS_OBSERVED : LOOKS).find((look) => look > elapsed);
  return next === undefined ? 'done' : { againAt: later(since, next) };
};

const seenEvent = (job: Job, copy: Copy, showed: Sighting['showed'], after: ImageSet): AuditEvent => ({
  kind: 'copy-reread',
  at: job.now,
  by: 'system',
  set: job.set.id,
  facts: { copy: copy.id, what: copy.what.kind, showed, ...exposed(after) },
});

/** RISK-09: what a post in a chat was exposed to, once its last copy was seen gone and the members are counted. */
const exposed = (set: ImageSet): Readonly<Record<string, number | string>> => {
  const exposure = set.state === 'stored' ? exposureOf(set) : undefined;
  return exposure === undefined
    ? {}
    : { exposureMs: exposure.milliseconds, couldSee: exposure.couldSee, risk: ROUTE_RISK['messaging-app'] };
};

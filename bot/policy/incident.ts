import { isUnsettled } from '../set/copy.ts';
import type { AuditEvent } from '../set/event.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Incident } from '../set/incident.ts';
import type { Instant } from '../set/instant.ts';
import { HOUR, later, millis, SECOND } from '../set/instant.ts';
import type { MisSend } from '../set/mis-send.ts';
import { isOpening, opensOf } from './opens.ts';

/** From awareness (UK GDPR Article 33). */
export const NOTIFY_WITHIN_MS = 72 * HOUR;

export const incidentOf = (set: StoredSet, misSend: MisSend, events: readonly AuditEvent[]): Incident => {
  const opens = events.filter(isOpening);
  const before = opens.filter(({ at }) => at <= misSend.at);
  const { patients } = misSend;
  return {
    kind: misSend.kind,
    postedAt: set.postedAt,
    aware: misSend.at,
    decideBy: later(misSend.at, NOTIFY_WITHIN_MS),
    undone: misSend.undone !== undefined,
    items: set.images.length,
    ...(patients === undefined ? {} : { patients }),
    ...(set.couldSee === undefined ? {} : { couldSee: set.couldSee }),
    openers: opensOf(before).length,
    openings: before.length,
    openingsAfter: opens.length - before.length,
    exposedSeconds: seconds(set.postedAt, misSend.at),
    containedSeconds: seconds(misSend.at, containedAt(misSend, events)),
    stillVisible: set.copies.filter(isUnsettled).length,
    told: misSend.told.length,
    acknowledged: misSend.told.filter((one) => one.acknowledgedAt !== undefined).length,
    retracted: set.images.reduce(
      (sum, image) => sum + image.retracted.filter((one) => one.at >= misSend.at).length,
      0,
    ),
  };
};

/** Seconds begun count whole. */
const seconds = (from: Instant, to: Instant): number =>
  Math.max(0, Math.ceil((millis(to) - millis(from)) / SECOND));

/**
 * Access to the wrong people ended with the commit that said so; the last to say so is the card. A wrong patient is
 * contained once the record has been told of every document.
 */
const containedAt = ({ at, kind }: MisSend, events: readonly AuditEvent[]): Instant => {
  const after = events.filter((one) => one.at >= at);
  return kind === 'wrong-people'
    ? (after.find((one) => one.kind === 'card-redrawn')?.at ?? at)
    : (after.findLast((one) => one.kind === 'filing-retracted')?.at ?? at);
};

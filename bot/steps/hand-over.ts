import type { SafelightError } from '../set/errors.ts';
import type { NewDuty } from '../set/duty.ts';
import type { Copy, Sighting } from '../set/copy.ts';
import { copyId } from '../set/ids.ts';
import type { AlertKind } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, HOUR, later, millis, MINUTE } from '../set/instant.ts';
import { isPermanent } from '../policy/retry.ts';
import { withCopy } from './remove.ts';
import type { Job, StepOutcome } from './step.ts';

/** What follows when a duty cannot be done: a person is told, and nothing is dropped in silence. */
export type HandOver = (job: Job, error: SafelightError) => StepOutcome;

const alarmNow = ({ now }: Job, subject: AlertKind): NewDuty => ({ verb: 'alarm', subject, dueAt: now });

/** A permanent fault is not tried again by itself; anything else is, slowly, for as long as it takes. */
const slowly = ({ now }: Job, error: SafelightError, wait: number): StepOutcome['duty'] =>
  isPermanent(error) ? 'done' : { againAt: later(now, wait) };

/** For good as far as the other side says, and yet mended without our hearing of it: a consent given, a picture found. */
const MENDED_ELSEWHERE: ReadonlySet<string> = new Set(['chat-forbidden', 'original-gone']);

/** The original stays where it is; the poster is told why and what to do, of an edit to a set in custody too. */
export const custodyFailed: HandOver = (job, error) => ({
  owes: [
    { verb: 'remind', subject: `custody-failed:${error.code}`, dueAt: job.now },
    alarmNow(job, job.set.state === 'stored' ? 'removal-late' : 'custody-late'),
  ],
  events: [],
  duty: MENDED_ELSEWHERE.has(error.code) ? { againAt: later(job.now, HOUR) } : slowly(job, error, 5 * MINUTE),
});

/** Outstanding, with its code, and the poster is asked. */
export const removalFailed: HandOver = (job, error) => ({
  to: (set) =>
    set.state === 'stored'
      ? withCopy(set, copyId(job.duty.subject), (copy) => ({
          ...copy,
          outcome: { state: 'failed', at: job.now, code: error.code },
        }))
      : set,
  owes: [
    // Asked at the first failure; from then on the asking keeps its own time.
    ...(hasFailedBefore(job) ? [] : [{ verb: 'remind', subject: 'ask-poster', dueAt: job.now } as const]),
    { verb: 'redraw', dueAt: job.now },
    alarmNow(job, 'removal-late'),
  ],
  events: [
    {
      kind: 'removal-failed',
      at: job.now,
      by: 'system',
      set: job.set.id,
      facts: { copy: job.duty.subject, code: error.code },
    },
  ],
  duty: slowly(job, error, 15 * MINUTE),
});

const hasFailedBefore = ({ set, duty }: Job): boolean =>
  set.state === 'stored' &&
  set.copies.some((copy) => copy.id === duty.subject && copy.outcome.state === 'failed');

/** No card can stand: those concerned are messaged, and tried again slowly. */
export const cardFailed: HandOver = (job, error) => ({
  to: (set) =>
    set.state === 'stored' && set.card.state === 'owed'
      ? { ...set, card: { state: 'cannot-stand', at: job.now, told: false } }
      : set,
  owes: [{ verb: 'remind', subject: 'card-missing', dueAt: job.now }, alarmNow(job, 'card-missing')],
  events: [],
  duty: isPermanent(error) ? hourlyUntilLapsed(job) : slowly(job, error, 15 * MINUTE),
});

/** Where the bot may not write today it may tomorrow, and a card is of use as long as it opens anything. */
const hourlyUntilLapsed = ({ set, now }: Job): StepOutcome['duty'] =>
  set.state === 'stored' && set.lapsesAt > now ? { againAt: later(now, HOUR) } : 'done';

/** A person deleted our card, or it can no longer be changed: the server refuses by itself; a new card is posted. */
export const redrawFailed: HandOver = (job, error) => {
  const gone = error.code === 'card-refused' && job.set.state === 'stored';
  return {
    to: (set) => (gone && set.state === 'stored' ? { ...set, card: { state: 'owed' } } : set),
    owes: gone ? [{ verb: 'card', dueAt: job.now }, alarmNow(job, 'card-missing')] : [],
    events: [],
    duty: slowly(job, error, 15 * MINUTE),
  };
};

/**
 * Nobody knows whether the copy is gone: said so, and looked at again, after an hour, two, four, at last once a day. The
 * first look that succeeds ends it, and closes its alert.
 */
export const rereadFailed: HandOver = (job, error) => {
  const unseen: Sighting = { at: job.now, showed: 'could-not-look' };
  const since = unseenSince(job);
  return {
    to: (set) =>
      set.state === 'stored'
        ? withCopy(set, copyId(job.duty.subject), (copy) => ({
            ...copy,
            sightings: [...tidied(copy.sightings), unseen],
          }))
        : set,
    owes: [
      alarmNow(job, 'reread-failed'),
      ...(since === undefined ? [{ verb: 'redraw', dueAt: job.now } as const] : []),
    ],
    events: [
      {
        kind: 'copy-reread',
        at: job.now,
        by: 'system',
        set: job.set.id,
        facts: { copy: job.duty.subject, showed: 'could-not-look', code: error.code },
      },
    ],
    duty: { againAt: later(job.now, Math.max(HOUR, Math.min(elapsed(since, job.now), DAY))) },
  };
};

/** Since when no look at the duty's copy has succeeded; undefined where the last one did. */
const unseenSince = ({ set, duty }: Job): Instant | undefined => {
  const copy = set.state === 'stored' ? set.copies.find((one) => one.id === duty.subject) : undefined;
  return copy?.sightings[firstUnseen(copy.sightings)]?.at;
};

const elapsed = (since: Instant | undefined, now: Instant): number =>
  since === undefined ? 0 : millis(now) - millis(since);

/** Of looks in a row that all failed the first is kept, and the newest is added: a year of them is two lines. */
const tidied = (sightings: Copy['sightings']): Copy['sightings'] =>
  sightings.slice(0, firstUnseen(sightings) + 1);

const firstUnseen = (sightings: Copy['sightings']): number =>
  sightings.findLastIndex((one) => one.showed !== 'could-not-look') + 1;

/** Still in custody, and tried again: what cannot be shown today may be shown by a mended decoder. */
export const renderFailed: HandOver = (job, error) => ({
  owes: [alarmNow(job, 'not-displayable')],
  events: [],
  duty: slowly(job, error, 15 * MINUTE),
});

/** Nobody waits for it and nothing was promised: it is on record that nobody looked, and nobody is told otherwise. */
export const lookFailed: HandOver = (job, error) => ({
  events: [
    {
      ...({ kind: 'looking-failed', at: job.now, by: 'system', set: job.set.id } as const),
      facts: { image: job.duty.subject, code: error.code },
    },
  ],
  duty: slowly(job, error, HOUR),
});

/** The image is safe; its filing waits and says so. A refusal is mended at the record, so it is asked again too. */
export const filingFailed: HandOver = (job, error) => ({
  owes: [alarmNow(job, 'filing-late'), { verb: 'redraw', dueAt: job.now }],
  events: [],
  duty: { againAt: later(job.now, isPermanent(error) ? HOUR : 15 * MINUTE) },
});

/** As a filing: what was said is safe, the thread shows it, and the record is asked again. */
export const opinionFailed: HandOver = (job, error) => ({
  owes: [alarmNow(job, 'filing-late')],
  events: [],
  duty: { againAt: later(job.now, isPermanent(error) ? HOUR : 15 * MINUTE) },
});

/** The next time slot says it again; the alarm of the fact itself stands apart. */
export const tellingFailed: HandOver = (job, error) => ({
  events: [],
  duty: slowly(job, error, HOUR),
});

/** Nothing outside is asked: what failed is the ledger, and it is tried until it works. */
export const settlingFailed: HandOver = (job) => ({
  events: [],
  duty: { againAt: later(job.now, MINUTE) },
});

/** A question never gives up: it is tried each minute, and its card says all the while that nobody has looked. */
export const escalationFailed: HandOver = (job) => ({
  events: [],
  duty: { againAt: later(job.now, MINUTE) },
});

/** An alarm never gives up. */
export const alarmFailed: HandOver = (job) => ({
  events: [],
  duty: { againAt: later(job.now, MINUTE) },
});

export const disposalFailed: HandOver = (job) => ({
  owes: [alarmNow(job, 'disposal-failed')],
  events: [],
  duty: { againAt: later(job.now, HOUR) },
});

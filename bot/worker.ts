import { randomUUID } from 'node:crypto';
import type { Row } from './lifecycle.ts';
import { notLongerThan } from './not-longer-than.ts';
import { isPermanent, tryAgainAt } from './policy/retry.ts';
import type { Clock } from './ports/clock.ts';
import type { Ledger } from './ports/ledger.ts';
import type { Claim, NewDuty, Verb } from './set/duty.ts';
import { asSafelightError, SafelightError } from './set/errors.ts';
import { dutyId } from './set/ids.ts';
import type { OrganisationId } from './set/ids.ts';
import type { ImageSet } from './set/image-set.ts';
import type { Instant } from './set/instant.ts';
import { isDue, later, SECOND } from './set/instant.ts';
import type { Job, StepOutcome } from './steps/step.ts';

export interface WorkerParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly rows: Readonly<Record<Verb, Row>>;
  /** Duties done at once in this process. */
  readonly lanes: number;
  /** In [0, 1): spreads retries. */
  random(): number;
  /** Verb, set and code only. */
  tell(what: WorkerNote): void;
}
export interface WorkerNote {
  readonly what:
    'done' | 'tried' | 'handed-over' | 'taken-over' | 'not-saved' | 'not-claimed' | 'set-missing';
  /** Absent where no duty could be claimed at all. */
  readonly verb?: Verb;
  readonly set?: string;
  /** With `set-missing` alone: whose alert it is. */
  readonly organisation?: OrganisationId;
  readonly milliseconds: number;
  readonly error?: SafelightError;
}

/** A dead worker's duties wait at most this long; a living one says so well before. */
const LEASE = 20 * SECOND;
const STILL_AT_IT_MS = 6_000;
const POLL_MS = 250;
/** Whoever stops a process waits 20 seconds before killing it; the rest is for what must be closed after. */
const PATIENCE_MS = 14_000;

export interface Worker {
  /** Claims and does what is due now, once; how many duties that was. */
  turn(): Promise<number>;
  start(): void;
  /** Something was just written: look now rather than at the next poll. */
  poke(): void;
  /**
   * Claims no more, and finishes what is in hand within so many milliseconds. What hangs beyond that is left: its
   * lease runs out, and every duty is safe to repeat (lifecycle.ts). Says how many were left.
   */
  stop(patienceMs?: number): Promise<number>;
}

/** One loop: claim what is due, do one duty, save; try again, or hand to a person. */
export const createWorker = (name: string, parts: WorkerParts): Worker => {
  const busy = new Set<Promise<void>>();
  const ending = { begun: false, left: false };
  const finish = async (): Promise<void> => {
    while (busy.size > 0) await Promise.all(busy);
  };
  const claimInto = async (): Promise<number> => {
    if (busy.size >= parts.lanes) return 0;
    const now = parts.clock.now();
    const claims = await parts.ledger.claim(name, now, later(now, LEASE), parts.lanes - busy.size);
    for (const claim of claims) {
      const work = doDuties({ ...parts, name, ending, poke: looking.poke }, claim).finally(() => {
        busy.delete(work);
        looking.poke();
      });
      busy.add(work);
    }
    return claims.length;
  };
  const looking = lookWhenPoked(claimInto, (error) => {
    // An unreachable ledger is told by /readyz; the next poll looks again.
    parts.tell({ what: 'not-claimed', milliseconds: 0, error });
  });
  return {
    turn: async () => {
      const claimed = await claimInto();
      await finish();
      return claimed;
    },
    start: looking.start,
    poke: looking.poke,
    stop: async (patienceMs = PATIENCE_MS) => {
      ending.begun = true;
      const finished = looking.stop().then(finish);
      if (await notLongerThan(patienceMs, finished)) return 0;
      ending.left = true;
      return busy.size;
    },
  };
};

/** Whether this process was asked to stop, and has left what it had in hand. */
interface Ending {
  readonly begun: boolean;
  readonly left: boolean;
}
interface Working extends WorkerParts {
  readonly name: string;
  readonly ending: Ending;
  poke(): void;
}
/** A duty in hand, and the set as it stood when it was claimed. */
interface Held {
  readonly claim: Claim;
  readonly set: ImageSet;
}

/** Looks at every poll and whenever poked; a poke while it looks makes it look once more. */
const lookWhenPoked = (look: () => Promise<unknown>, failed: (error: SafelightError) => void) => {
  const state = { running: false, again: false };
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  const isWanted = (): boolean => state.again && state.running;
  const lookOn = async (): Promise<void> => {
    do {
      state.again = false;
      await look();
    } while (isWanted());
  };
  const poke = (): void => {
    if (!state.running) return;
    state.again = true;
    looking ??= lookOn()
      .catch((thrown: unknown) => {
        failed(asSafelightError(thrown));
      })
      .finally(() => {
        looking = undefined;
      });
  };
  return {
    poke,
    start: () => {
      state.running = true;
      timer = setInterval(poke, POLL_MS);
      poke();
    },
    stop: async () => {
      state.running = false;
      clearInterval(timer);
      await looking;
    },
  };
};

/** The duty claimed, and whatever follows it in the same hands. */
const doDuties = async (parts: Working, claim: Claim): Promise<void> => {
  let held = await readFor(parts, claim);
  while (held !== undefined) {
    const next = await doDuty(parts, held);
    // What else the commit made owed need not wait until this has been done, too.
    if (next !== undefined) parts.poke();
    held = next;
  }
};

const readFor = async (parts: Working, claim: Claim): Promise<Held | undefined> => {
  const began = performance.now();
  try {
    const set = await parts.ledger.read(claim.organisation, claim.set);
    if (set !== undefined) return { claim, set };
    await dropLost(parts, claim, performance.now() - began);
  } catch (thrown) {
    notSaved(parts, claim, began, thrown);
  }
  return undefined;
};

const doDuty = async (parts: Working, { claim, set }: Held): Promise<Held | undefined> => {
  const began = performance.now();
  try {
    const { what = 'done', error, next } = await attempt(parts, claim, set);
    tellOf(parts, claim, began, what, error);
    return next;
  } catch (thrown) {
    notSaved(parts, claim, began, thrown);
    return undefined;
  }
};

const tellOf = (
  parts: Working,
  { verb, set }: Claim,
  began: number,
  what: WorkerNote['what'],
  error?: SafelightError,
): void => {
  const milliseconds = Math.round(performance.now() - began);
  parts.tell({ what, verb, set, milliseconds, ...(error === undefined ? {} : { error }) });
};

/** Another worker holds this duty now, or the ledger is away: the lease ends and the duty is claimed again. */
const notSaved = (parts: Working, claim: Claim, began: number, thrown: unknown): void => {
  const error = asSafelightError(thrown);
  tellOf(parts, claim, began, error.code === 'stale-claim' ? 'taken-over' : 'not-saved', error);
};

/** A duty of a set that the ledger does not have: no try can mend it, so it ends here, aloud. */
const dropLost = async (parts: WorkerParts, claim: Claim, took: number): Promise<void> => {
  const { verb, set, organisation } = claim;
  await parts.ledger.drop(claim);
  const error = new SafelightError('set-missing');
  parts.tell({ what: 'set-missing', verb, set, organisation, milliseconds: Math.round(took), error });
};

interface Attempted {
  /** Absent: it was done. */
  readonly what?: 'tried' | 'handed-over';
  readonly error?: SafelightError;
  readonly next?: Held | undefined;
}

const attempt = async (parts: Working, claim: Claim, set: ImageSet): Promise<Attempted> => {
  const row = parts.rows[claim.verb];
  const job: Job = {
    set,
    duty: claim,
    now: parts.clock.now(),
    intend: (event, to) => record(parts, claim, event, to),
  };
  const stop = keepLease(parts, claim);
  try {
    const outcome = await row.step(job);
    const next = followOn(parts, claim, outcome);
    const saved = await saveUnlessOvertaken(parts, claim, next?.outcome ?? outcome);
    return { next: next === undefined ? undefined : { claim: next.claim, set: saved } };
  } catch (thrown) {
    const error = asSafelightError(thrown);
    if (error.code === 'stale-claim' || error.code === 'ledger-unreachable') throw error;
    const now = parts.clock.now();
    if (!isPermanent(error) && claim.attempts + 1 < row.tries) {
      const againAt = tryAgainAt(now, claim.attempts, error, parts.random());
      await saveTry(parts, claim, againAt);
      return { what: 'tried', error };
    }
    await save(parts, claim, row.cannot({ ...job, now }, error));
    return { what: 'handed-over', error };
  } finally {
    stop();
  }
};

/** The first duty owed now that the table says follows this one, claimed with the save itself. */
const followOn = (
  { rows, name, ending, clock }: Working,
  { verb, organisation, set }: Claim,
  outcome: StepOutcome,
): { readonly claim: Claim; readonly outcome: StepOutcome } | undefined => {
  const now = clock.now();
  const { followedBy } = rows[verb];
  const first = outcome.owes?.find((owed) => owed.verb === followedBy && isDue(owed.dueAt, now));
  if (first === undefined || ending.begun) return undefined;
  const id = dutyId(randomUUID());
  const leased: NewDuty = { ...first, leased: { id, worker: name, until: later(now, LEASE) } };
  const { subject = '', dueAt } = first;
  return {
    // Where it was owed already this claim is not taken, and refused before anything is done under it.
    claim: { id, organisation, set, verb: first.verb, subject, dueAt, attempts: 0, owedSince: now, fence: 1 },
    outcome: { ...outcome, owes: (outcome.owes ?? []).map((owed) => (owed === first ? leased : owed)) },
  };
};

/** A long download or a wait for the platform's limits must not look like a dead worker. */
const keepLease = ({ ledger, clock, ending }: Working, claim: Claim): (() => void) => {
  const timer = setInterval(() => {
    if (ending.left) return;
    const leaseUntil = later(clock.now(), LEASE);
    // Refused or unheard, the save at the end finds out: nothing is lost by not knowing it here.
    ledger.change(claim.organisation, claim.set, { claim, leaseUntil, events: [] }).catch(() => undefined);
  }, STILL_AT_IT_MS);
  return () => {
    clearInterval(timer);
  };
};

const save = ({ ledger }: WorkerParts, claim: Claim, outcome: StepOutcome): Promise<ImageSet> => {
  const { to, owes, settles, events, duty } = outcome;
  return ledger.change(claim.organisation, claim.set, {
    claim,
    events,
    duty: duty === 'done' ? 'done' : { againAt: duty.againAt, attempts: 0 },
    ...(to === undefined ? {} : { to }),
    ...(owes === undefined ? {} : { owes }),
    ...(settles === undefined ? {} : { settles }),
  });
};

const saveUnlessOvertaken = async (
  parts: WorkerParts,
  claim: Claim,
  outcome: StepOutcome,
): Promise<ImageSet> => {
  try {
    return await save(parts, claim, outcome);
  } catch (thrown) {
    if (asSafelightError(thrown).code === 'stale-claim' && outcome.overtaken !== undefined)
      await outcome.overtaken(await parts.ledger.read(claim.organisation, claim.set));
    throw thrown;
  }
};

const saveTry = async ({ ledger }: WorkerParts, claim: Claim, againAt: Instant): Promise<void> => {
  await ledger.change(claim.organisation, claim.set, {
    claim,
    events: [],
    duty: { againAt, attempts: claim.attempts + 1 },
  });
};

const record = async (
  { ledger }: WorkerParts,
  claim: Claim,
  ...[event, to]: Parameters<Job['intend']>
): Promise<void> => {
  await ledger.change(claim.organisation, claim.set, {
    claim,
    events: [event],
    ...(to === undefined ? {} : { to }),
  });
};

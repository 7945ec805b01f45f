import { randomUUID } from 'node:crypto';
import { facets } from '../../bot/adapters/postgres/facets.ts';
import {
  ABREAST,
  APART,
  LANES,
  LONGEST_ASIDE_MS,
  SHORT_ASIDE_MS,
  VISIBLE,
  WIDE,
} from '../../bot/adapters/postgres/lanes.ts';
import type { Clock } from '../../bot/ports/clock.ts';
import type { Change, Facet, Ledger } from '../../bot/ports/ledger.ts';
import type { Claim, Duty, NewDuty } from '../../bot/set/duty.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { AuditEvent, AuditRow } from '../../bot/set/event.ts';
import { dutyId, samePerson } from '../../bot/set/ids.ts';
import type { OrganisationId, PersonId, SetId } from '../../bot/set/ids.ts';
import type { AlertKind, ImageSet } from '../../bot/set/image-set.ts';
import { instant, isDue, later } from '../../bot/set/instant.ts';
import type { Instant } from '../../bot/set/instant.ts';
import type { WrappedKey } from '../../bot/set/sealed.ts';
import { isOf, matches, sliceOf } from './match-sets.ts';

/** A duty as the ledger keeps it. */
export interface KeptDuty extends Duty {
  readonly fence: number;
  readonly leaseUntil?: Instant;
  readonly worker?: string;
  /** Owed once more while somebody was at it: `done` does not settle this. */
  readonly againAt?: Instant;
}

export interface MemoryLedger extends Ledger {
  /** Every duty owed now, in any organisation: for specs that ask whether the queue is empty. */
  duties(): readonly KeptDuty[];
  /** Keeps everything as it is now; called, puts it back. */
  backup(): () => void;
}

const OPENINGS: readonly string[] = ['image-opened', 'original-opened', 'mark-cleared'];
const isOpening = ({ kind, by }: AuditEvent, person: PersonId): boolean =>
  OPENINGS.includes(kind) && by !== 'system' && samePerson(by, person);

type Link = (
  previousHash: string,
  organisation: OrganisationId,
  sequence: number,
  event: AuditEvent,
) => string;

/** Everything the ledger holds: replaced whole by each commit, so a throw half-way leaves nothing behind. */
interface State {
  readonly sets: ReadonlyMap<string, ImageSet>;
  readonly duties: readonly KeptDuty[];
  readonly rows: readonly AuditRow[];
}

/**
 * The ledger's contract in memory, for the crash spec: a worker dies, this object survives. Nothing is shared with
 * the caller: all that goes in or out is a copy.
 */
export const memoryLedger = (options: { readonly link: Link; readonly clock?: Clock }): MemoryLedger => {
  const now = (): Instant => options.clock?.now() ?? instant(Date.now());
  const lookupKeys = new Map<string, Promise<WrappedKey>>();
  const served = new Map<string, number>();
  let turn = 0;
  let state: State = { sets: new Map(), duties: [], rows: [] };

  const setsOf = (organisation: OrganisationId): ImageSet[] =>
    [...state.sets.values()].filter((set) => set.organisation === organisation);

  const withEvents = (organisation: OrganisationId, events: readonly AuditEvent[]): readonly AuditRow[] => {
    const own = state.rows.filter((row) => row.organisation === organisation);
    let { sequence, hash } = own.at(-1) ?? { sequence: 0, hash: '0'.repeat(64) };
    const added = events.map((event) => {
      sequence += 1;
      hash = options.link(hash, organisation, sequence, event);
      return { organisation, sequence, event: structuredClone(event), hash };
    });
    return [...state.rows, ...added];
  };

  const conversationOf = (duty: KeptDuty): string =>
    JSON.stringify([
      duty.organisation,
      state.sets.get(keyOf(duty.organisation, duty.set))?.origin.place.conversation,
    ]);

  return {
    receive: async (first, owed, events) => {
      const known = setsOf(first.organisation).find((set) => isOf(set, first.origin));
      if (known !== undefined) return { set: structuredClone(known), isNew: false };
      const set = structuredClone<ImageSet>(first);
      state = {
        sets: new Map(state.sets).set(keyOf(first.organisation, first.id), set),
        duties: owed.reduce((duties, duty) => owe(duties, set, duty, now()), state.duties),
        rows: withEvents(first.organisation, events),
      };
      return { set: structuredClone(set), isNew: true };
    },

    change: async (organisation, id, change) => {
      const was = state.sets.get(keyOf(organisation, id));
      if (was === undefined) throw new SafelightError('set-missing');
      const claimed = heldClaim(state.duties, id, change);
      const set = structuredClone(change.to === undefined ? was : change.to(structuredClone(was)));
      if (set.id !== id || set.organisation !== organisation) throw new SafelightError('change-refused');
      let duties = settle(state.duties, id, change);
      if (claimed !== undefined && change.leaseUntil !== undefined) {
        duties = kept(duties, claimed, change.leaseUntil);
      }
      if (claimed !== undefined) duties = conclude(duties, claimed, change.duty, now());
      duties = (change.owes ?? []).reduce((sofar, duty) => owe(sofar, set, duty, now()), duties);
      state = {
        sets: new Map(state.sets).set(keyOf(organisation, id), set),
        duties,
        rows: withEvents(organisation, change.events),
      };
      return structuredClone(set);
    },

    claim: async (worker, at, leaseUntil, limit) => {
      const due = state.duties
        .filter(
          (duty) => isDue(duty.dueAt, at) && (duty.leaseUntil === undefined || isDue(duty.leaseUntil, at)),
        )
        .sort((a, b) => LANES[a.verb] - LANES[b.verb] || byText(a.dueAt, b.dueAt) || byText(a.id, b.id));
      const abreast = new Map<string, number>();
      const inHand = state.duties.filter(({ leaseUntil }) => leaseUntil !== undefined && leaseUntil > at);
      for (const duty of state.duties) {
        if (duty.leaseUntil === undefined || isDue(duty.leaseUntil, at) || LANES[duty.verb] >= APART)
          continue;
        abreast.set(conversationOf(duty), (abreast.get(conversationOf(duty)) ?? 0) + 1);
      }
      const visible = new Set(
        [...due, ...inHand].filter((duty) => LANES[duty.verb] < VISIBLE).map((duty) => duty.organisation),
      );
      const mayGo = (duty: KeptDuty): boolean =>
        LANES[duty.verb] < VISIBLE ||
        !visible.has(duty.organisation) ||
        isDue(later(duty.dueAt, LANES[duty.verb] < APART ? SHORT_ASIDE_MS : LONGEST_ASIDE_MS), at);
      const allowed = due.filter((duty) => {
        if (!mayGo(duty)) return false;
        if (LANES[duty.verb] >= APART) return true;
        const beside = (abreast.get(conversationOf(duty)) ?? 0) + 1;
        abreast.set(conversationOf(duty), beside);
        return beside <= ABREAST;
      });
      const own = (organisation: OrganisationId): number =>
        inHand.filter((duty) => duty.organisation === organisation && duty.worker === worker).length;
      const turns = new Map<string, number>();
      const ranked = allowed.map((duty) => {
        const round = (turns.get(duty.organisation) ?? 0) + 1;
        turns.set(duty.organisation, round);
        return { duty, round, last: served.get(duty.organisation) ?? 0 };
      });
      // One each in turn, whoever was served longest ago first: a burst waits behind everybody else's next duty.
      ranked.sort((a, b) => a.round - b.round || a.last - b.last);
      const taken = ranked
        .filter(({ duty, round }) => round + own(duty.organisation) <= WIDE)
        .slice(0, limit)
        .map(({ duty }) => lease(duty, worker, leaseUntil));
      for (const duty of taken) served.set(duty.organisation, (turn += 1));
      const byId = new Map(taken.map((duty) => [duty.id, duty]));
      state = { ...state, duties: state.duties.map((duty) => byId.get(duty.id) ?? duty) };
      return taken.map(asClaim);
    },

    drop: async (claim) => {
      heldClaim(state.duties, claim.set, { claim, events: [] });
      state = { ...state, duties: state.duties.filter((duty) => duty.id !== claim.id) };
    },

    read: async (organisation, id) => structuredClone(state.sets.get(keyOf(organisation, id))),

    find: async (organisation, query) =>
      structuredClone(
        setsOf(organisation)
          .filter((set) => matches(set, query))
          .sort((a, b) =>
            query.by === 'page' ? byText(a.id, b.id) : byText(b.postedAt, a.postedAt) || byText(a.id, b.id),
          )
          .slice(...sliceOf(query)),
      ),

    tally: async (organisation) => {
      const sets = setsOf(organisation);
      const count = (by: Facet): number => sets.filter((set) => matches(set, { by })).length;
      const open = sets.flatMap((set) => set.alerts.filter((alert) => alert.closedAt === undefined));
      const alerts = new Map<AlertKind, number>();
      for (const { what } of open) alerts.set(what, (alerts.get(what) ?? 0) + 1);
      const outstanding = sets.filter((set) => set.state === 'stored' && facets(set).outstanding).length;
      const [unfiled, alerting] = [count('unfiled'), count('alerting')];
      const [marked, observed, exceptional] = [count('marked'), count('observed'), count('exceptional')];
      return { sets: { unfiled, alerting, marked, observed, exceptional, outstanding }, alerts };
    },

    lookupKey: async (organisation, make) => {
      const made = lookupKeys.get(organisation) ?? make();
      lookupKeys.set(organisation, made);
      try {
        return structuredClone(await made);
      } catch (thrown) {
        lookupKeys.delete(organisation);
        throw thrown;
      }
    },

    audit: {
      append: async (organisation, events) => {
        state = { ...state, rows: withEvents(organisation, events) };
      },
      rows: async function* (organisation, set) {
        const own = state.rows.filter((row) => row.organisation === organisation);
        for (const row of own) if (set === undefined || row.event.set === set) yield structuredClone(row);
      },
      openedBy: async (organisation, person, since, most) =>
        state.rows
          .filter(({ organisation: of, event }) => of === organisation && isOpening(event, person))
          .toReversed()
          .slice(0, most)
          .filter(({ event }) => event.at >= since)
          .map((row) => structuredClone(row)),
      row: async (organisation, at) =>
        structuredClone(
          state.rows.findLast(
            (row) => row.organisation === organisation && (at === undefined || row.sequence === at),
          ),
        ),
      organisations: async () => [...new Set(state.rows.map((row) => row.organisation))].sort(),
    },

    duties: () => structuredClone(state.duties),

    // Each commit replaces the state whole.
    backup: () => {
      const kept = state;
      return () => {
        state = kept;
      };
    },
  };
};

const keyOf = (organisation: OrganisationId, id: SetId): string => JSON.stringify([organisation, id]);
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The duty as kept without a lease, as if nobody had claimed it. */
const unleased = ({ leaseUntil: _lease, worker: _worker, againAt: _again, ...duty }: KeptDuty): KeptDuty =>
  duty;
const lease = (duty: KeptDuty, worker: string, leaseUntil: Instant): KeptDuty => ({
  ...unleased(duty),
  fence: duty.fence + 1,
  worker,
  leaseUntil,
});
const asClaim = ({ leaseUntil: _lease, worker: _worker, againAt: _again, ...claim }: KeptDuty): Claim =>
  claim;

const heldClaim = (duties: readonly KeptDuty[], set: SetId, { claim }: Change): KeptDuty | undefined => {
  if (claim === undefined) return undefined;
  const held = duties.find((duty) => duty.id === claim.id && duty.set === set);
  if (held?.fence !== claim.fence || held.leaseUntil === undefined) throw new SafelightError('stale-claim');
  return held;
};

const settle = (duties: readonly KeptDuty[], set: SetId, { settles = [] }: Change): readonly KeptDuty[] =>
  duties.filter(
    (duty) =>
      duty.set !== set ||
      !settles.some((one) => one.verb === duty.verb && (one.subject ?? duty.subject) === duty.subject),
  );

const kept = (duties: readonly KeptDuty[], claimed: KeptDuty, leaseUntil: Instant): readonly KeptDuty[] =>
  duties.map((duty) => (duty.id === claimed.id ? { ...duty, leaseUntil } : duty));

const conclude = (
  duties: readonly KeptDuty[],
  claimed: KeptDuty,
  end: Change['duty'],
  now: Instant,
): readonly KeptDuty[] => {
  if (end === undefined) return duties;
  return duties.flatMap((duty) => {
    if (duty.id !== claimed.id) return [duty];
    const { againAt } = duty;
    if (end === 'done' && againAt === undefined) return [];
    if (end === 'done') return [{ ...unleased(duty), dueAt: againAt ?? now, attempts: 0, owedSince: now }];
    const sooner = againAt !== undefined && againAt < end.againAt;
    return [
      {
        ...unleased(duty),
        dueAt: sooner ? againAt : end.againAt,
        attempts: againAt === undefined ? end.attempts : 0,
      },
    ];
  });
};

const owe = (
  duties: readonly KeptDuty[],
  { id, organisation }: ImageSet,
  { verb, subject = '', dueAt, leased }: NewDuty,
  now: Instant,
): readonly KeptDuty[] => {
  const already = duties.find((duty) => duty.set === id && duty.verb === verb && duty.subject === subject);
  if (already === undefined) {
    const own = leased?.id ?? dutyId(randomUUID());
    const fresh = { id: own, organisation, set: id, verb, subject, dueAt, attempts: 0, owedSince: now };
    const held = leased === undefined ? { fence: 0 } : { fence: 1, leaseUntil: leased.until };
    return [...duties, { ...fresh, ...held }];
  }
  const sooner = (a: Instant | undefined): Instant => (a !== undefined && a < dueAt ? a : dueAt);
  const again: KeptDuty =
    already.leaseUntil === undefined
      ? { ...already, dueAt: sooner(already.dueAt), attempts: 0 }
      : { ...already, againAt: sooner(already.againAt) };
  return duties.map((duty) => (duty === already ? again : duty));
};

import { describe, expect, it } from '@jest/globals';
import { verifyChain } from '../bot/audit/verify-chain.ts';
import { changeRestriction } from '../bot/actions/change-restriction.ts';
import { decideDeclined } from '../bot/actions/decide-declined.ts';
import { recordConsent } from '../bot/actions/record-consent.ts';
import { restrict } from '../bot/actions/restrict.ts';
import { noteFirst } from '../bot/restore/note-first.ts';
import { replayJournal } from '../bot/restore/replay.ts';
import { STANDING_RULES } from '../bot/policy/consent/case.ts';
import { factsOf } from '../bot/policy/consent/facts-of.ts';
import { mayBeSeenBy } from '../bot/policy/consent/may-be-seen.ts';
import { pressed } from '../bot/policy/consent/pressed.ts';
import { ROLES } from '../bot/policy/roles.ts';
import type { EventKind } from '../bot/set/event.ts';
import { personId } from '../bot/set/ids.ts';
import type { StoredSet } from '../bot/set/image-set.ts';
import { DAY, HOUR, later } from '../bot/set/instant.ts';
import { nurse, startProcess, TENANT, workUntil } from './crash/hospital.ts';
import type { Hospital } from './crash/hospital.ts';
import { ANOTHER, eventsOf, HERE, PICTURE, post, setOf, storedOf, wait } from './crash/post.ts';
import type { Cut } from './crash/power.ts';
import { powered } from './crash/power.ts';
import { memorySessions } from './memory/sessions.ts';

const inCustody = async () => {
  const posted = await post({ inline: [PICTURE, ANOTHER] });
  await wait(posted.hospital, posted.process, HOUR);
  return posted;
};

/** What the server builds an action from, on power that may be cut. */
const plugged = (hospital: Hospital, cut?: Cut) => {
  const { power, plug } = powered(cut === undefined ? {} : { cut });
  const { clock } = hospital;
  const ledger = noteFirst(plug('ledger', hospital.ledger), {
    ...{ blobs: plug('blobs', hospital.blobs), clock, tell: () => undefined },
  });
  return { power, deps: { ledger, keys: plug('keys', hospital.keys), clock } };
};
type Deps = ReturnType<typeof plugged>['deps'];

const presses: readonly (readonly [string, EventKind, (deps: Deps, set: StoredSet) => Promise<unknown>])[] = [
  [
    'A no recorded after the fact',
    'consent-recorded',
    (deps, { id, images }) =>
      recordConsent(deps)({
        ...{ organisation: HERE, set: id, images: images.map((one) => one.id), by: nurse, said: {} },
        ...{ form: pressed({ press: 'said-no' }), rules: STANDING_RULES },
      }),
  ],
  [
    'A restriction',
    'image-restricted',
    (deps, { id, images }) =>
      restrict(deps)({
        ...{ organisation: HERE, set: id, images: images.map((one) => one.id), by: nurse },
        ...{ why: 'intimate', viewers: [] },
      }),
  ],
];

/** All of it or none: the facts of both images, and an event for each, in a chain that holds. */
const faultsNow = async (
  hospital: Hospital,
  at: Parameters<typeof setOf>[1],
  kind: EventKind,
): Promise<readonly string[]> => {
  const set = await storedOf(hospital, at);
  const closed = set.images.filter((one) => one.consent?.restriction !== undefined).length;
  const events = (await eventsOf(hospital)).filter((event) => event.kind === kind).length;
  const { whole } = await verifyChain(HERE, hospital.ledger.audit.rows(HERE));
  return [
    ...(closed === 0 || closed === 2 ? [] : ['one image closed and the other not']),
    ...(events === closed ? [] : [`${closed} closed, ${events} on record`]),
    ...(whole ? [] : ['the audit is broken']),
  ];
};

describe.each(presses)('%s', (_what, kind, press) => {
  const pressWith = async (cut?: Cut) => {
    const { hospital, at } = await inCustody();
    const { power, deps } = plugged(hospital, cut);
    const swallow = (thrown: unknown): void => {
      if ((thrown as Error).constructor.name !== 'PowerCut') throw thrown;
    };
    await press(deps, await storedOf(hospital, at)).catch(swallow);
    const faults = await faultsNow(hospital, at, kind);
    const before = await storedOf(hospital, at);
    // Pressed again by somebody who saw no answer: done, or told that it stands already.
    await press(plugged(hospital).deps, before).catch((thrown: unknown) => {
      if (!/consent-closed|restriction-stands/.test(String(thrown))) throw thrown;
    });
    const after = await storedOf(hospital, at);
    return {
      calls: power.calls,
      faults: [...faults, ...(await faultsNow(hospital, at, kind))],
      closed: after.images.every((one) => one.consent?.restriction !== undefined),
    };
  };

  it('is whole or not at all wherever the power goes, and stands once it is pressed again', async () => {
    const { calls } = await pressWith();
    expect(calls.length).toBeGreaterThan(0);
    const broken: unknown[] = [];
    for (const at of calls.keys())
      for (const when of ['before', 'after'] as const) {
        const { faults, closed } = await pressWith({ at: at + 1, when });
        if (faults.length > 0 || !closed) broken.push({ call: calls[at], when, faults, closed });
      }
    expect(broken).toEqual([]);
  });
});

describe('A database restored after the power went', () => {
  const account = { person: nurse, name: 'Asha Nair', roles: [], mfa: true, guest: false };
  const about = ({ id, images }: StoredSet) => ({
    ...{ organisation: HERE, set: id, images: images.map((one) => one.id), by: nurse },
  });
  const lift = (deps: Deps, set: StoredSet) =>
    changeRestriction(deps)({ ...about(set), account, to: { change: 'lift' } });
  const close = presses[1]?.[2] ?? lift;

  /** Who can see anything of it: the nurse, and a colleague. */
  const opensFor = ({ images }: StoredSet): readonly boolean[] =>
    [nurse, personId(TENANT, 'colleague')].map((person) =>
      images.some((image) => mayBeSeenBy(factsOf(image), { person, as: 'member' }).see),
    );

  const restoredWith = async (
    before: typeof presses,
    press: (deps: Deps, set: StoredSet) => Promise<unknown>,
    cut?: Cut,
  ) => {
    const { hospital, at } = await inCustody();
    const whole = plugged(hospital).deps;
    for (const [, , first] of before) await first(whole, await storedOf(hospital, at));
    const restore = hospital.ledger.backup();
    const { power, deps } = plugged(hospital, cut);
    await press(deps, await storedOf(hospital, at)).catch((thrown: unknown) => {
      if ((thrown as Error).constructor.name !== 'PowerCut') throw thrown;
    });
    const was = opensFor(await storedOf(hospital, at));
    restore();
    await replayJournal({ ...hospital, sessions: memorySessions() });
    const is = opensFor(await storedOf(hospital, at));
    return { calls: power.calls, opened: is.some((opens, who) => opens && was[who] !== true) };
  };

  it.each([
    ['somebody restricted it', [], close],
    ['the patient said no', [], presses[0]?.[2] ?? close],
    ['the restriction was lifted', presses.slice(1), lift],
  ] as const)('is never more open than it was at that moment: %s', async (_what, before, press) => {
    const { calls } = await restoredWith(before, press);
    expect(calls).toContain('blobs.put');
    for (const at of calls.keys())
      for (const when of ['before', 'after'] as const)
        expect(await restoredWith(before, press, { at: at + 1, when })).toMatchObject({ opened: false });
  });
});

describe('What the patient refused and two people destroy', () => {
  const governance = (oid: string) => ({
    ...{ person: personId(TENANT, oid), name: 'IG', mfa: true, guest: false },
    roles: [ROLES.informationGovernance],
  });

  it('leaves a stub that says whose decision it was, and no key and no picture', async () => {
    const { hospital, at, process } = await inCustody();
    const set = await storedOf(hospital, at);
    await presses[0]?.[2](plugged(hospital).deps, set);
    for (const oid of ['one', 'two']) {
      const asked = { organisation: HERE, set: set.id, account: governance(oid) };
      await decideDeclined(hospital)({ ...asked, outcome: 'destroy', reason: 'Asked for', viewers: [] });
    }
    await workUntil(hospital, process, later(hospital.clock.now(), HOUR));
    const stub = await setOf(hospital, at);
    expect(stub).toMatchObject({
      ...{ state: 'disposed', because: 'declined' },
      approvedBy: [{ oid: 'one' }, { oid: 'two' }],
    });
    let left = 0;
    for (const container of ['keys', 'images'] as const)
      for await (const _ of hospital.blobs.list(container)) left += 1;
    expect(left).toBe(0);
  });

  it('waits as long as a legal hold stands', async () => {
    const { hospital, at, process } = await inCustody();
    const set = await storedOf(hospital, at);
    await presses[0]?.[2](plugged(hospital).deps, set);
    const decide = (oid: string) => {
      const asked = { organisation: HERE, set: set.id, account: governance(oid) };
      return decideDeclined(hospital)({ ...asked, outcome: 'destroy', reason: 'Asked for', viewers: [] });
    };
    await decide('one');
    const hold = { since: hospital.clock.now(), by: nurse };
    await decide('two');
    await hospital.ledger.change(HERE, set.id, {
      to: (row) => (row.state === 'stored' ? { ...row, hold } : row),
      events: [],
    });
    await workUntil(hospital, startProcess(hospital), later(hospital.clock.now(), 2 * DAY));
    expect((await setOf(hospital, at)).state).toBe('stored');
    expect(process.power.isCut()).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import { verifyChain } from '../bot/audit/verify-chain.ts';
import { breakGlass } from '../bot/actions/break-glass.ts';
import { fileToPatient } from '../bot/actions/file-to-patient.ts';
import { reportMisSend } from '../bot/actions/report-mis-send.ts';
import { mayOpen } from '../bot/policy/access.ts';
import { ROLES } from '../bot/policy/roles.ts';
import { noteFirst } from '../bot/restore/note-first.ts';
import { replayJournal } from '../bot/restore/replay.ts';
import { personId } from '../bot/set/ids.ts';
import type { PersonId } from '../bot/set/ids.ts';
import type { ImageSet } from '../bot/set/image-set.ts';
import { HOUR, MINUTE, SECOND } from '../bot/set/instant.ts';
import type { MisSendKind } from '../bot/set/mis-send.ts';
import { nurse, startProcess, TENANT } from './crash/hospital.ts';
import type { Hospital } from './crash/hospital.ts';
import { eventsOf, HERE, PICTURE, post, storedOf, wait } from './crash/post.ts';
import { powered } from './crash/power.ts';
import type { Cut } from './crash/power.ts';
import { memorySessions } from './memory/sessions.ts';
import { patients } from '../bot/local/demonstration/patients.ts';

const colleague = personId(TENANT, 'colleague');
const cover = personId(TENANT, 'cover');
const governance = personId(TENANT, 'governance');
const rules = { viewerTenants: [TENANT], guestTenants: [], refusedRoles: [] };
const accountOf = (person: PersonId) => ({
  ...{ person, name: 'Somebody', roles: [ROLES.clinician], mfa: true, guest: false },
});

/** In custody, filed to a patient, and opened by a colleague. */
const filed = async () => {
  const posted = await post({ inline: [PICTURE] });
  const { hospital, process, at } = posted;
  await wait(hospital, process, HOUR);
  const set = await storedOf(hospital, at);
  const [edith] = patients;
  const patient = await hospital.record.find(edith?.nhsNumber ?? '');
  const images = set.images.map((one) => ({ set: set.id, image: one.id }));
  await fileToPatient(hospital)({ organisation: HERE, by: nurse, images, patient });
  await wait(hospital, process, MINUTE);
  const image = set.images[0]?.id;
  if (image === undefined) throw new Error('no image');
  await hospital.ledger.audit.append(HERE, [
    { kind: 'image-opened', at: hospital.clock.now(), by: colleague, set: set.id, image },
  ]);
  return { ...posted, set };
};

const plugged = (hospital: Hospital, cut?: Cut) => {
  const { power, plug } = powered(cut === undefined ? {} : { cut });
  const { clock } = hospital;
  const ledger = noteFirst(plug('ledger', hospital.ledger), {
    ...{ blobs: plug('blobs', hospital.blobs), clock, tell: () => undefined },
  });
  return { power, deps: { ledger, keys: plug('keys', hospital.keys), clock } };
};

const swallow = (thrown: unknown): void => {
  if ((thrown as Error).constructor.name !== 'PowerCut') throw thrown;
};

const opensFor = (hospital: Hospital, set: ImageSet, person: PersonId): boolean =>
  mayOpen({
    ...{ set, account: accountOf(person), home: HERE, rules, membership: 'member', purpose: 'picture' },
    now: hospital.clock.now(),
  }).allowed;

/** Said so, and the power goes at one call of the process that works it off; the next process does the rest. */
const saidWith = async (kind: MisSendKind, cut?: Cut) => {
  const { hospital, at, set } = await filed();
  await reportMisSend(hospital)({ organisation: HERE, set: set.id, by: nurse, kind });
  const first = startProcess(hospital, cut === undefined ? {} : { cut });
  await wait(hospital, first, 90 * SECOND).catch(swallow);
  const between = opensFor(hospital, await storedOf(hospital, at), colleague);
  await wait(hospital, startProcess(hospital), 5 * MINUTE);
  const after = await storedOf(hospital, at);
  const told = (to: PersonId, what: string): number =>
    hospital.chat.told.filter(({ person, notice }) => person.oid === to.oid && notice.kind === what).length;
  const events = await eventsOf(hospital);
  return {
    calls: first.power.calls,
    opened: between || opensFor(hospital, after, colleague),
    documents: hospital.record.documents().map((one) => one.status),
    filing: after.images.map((one) => one.filing.state),
    settled: events.filter((one) => one.kind === 'mis-send-settled').length,
    recheck: told(colleague, 'mis-send-recheck'),
    governance: told(governance, 'mis-send'),
    whole: (await verifyChain(HERE, hospital.ledger.audit.rows(HERE))).whole,
  };
};

describe('Said to be sent wrongly, and the power goes', () => {
  it('wrong people: opens to none of them again, and nobody is told more than once too often', async () => {
    const { calls } = await saidWith('wrong-people');
    expect(calls.length).toBeGreaterThan(3);
    const broken: unknown[] = [];
    for (const at of calls.keys())
      for (const when of ['before', 'after'] as const) {
        const after = await saidWith('wrong-people', { at: at + 1, when });
        const isGood = !after.opened && after.settled === 1 && after.whole;
        const isTold = after.governance >= 1 && after.governance <= 2 && after.recheck === 0;
        if (!isGood || !isTold) broken.push({ call: calls[at], when, ...after, calls: [] });
      }
    expect(broken).toEqual([]);
  });

  it('wrong patient: the record says so in the end, once, and whoever opened it is told', async () => {
    const { calls, ...whole } = await saidWith('wrong-patient');
    expect(whole).toMatchObject({
      documents: ['entered-in-error'],
      filing: ['unfiled'],
      recheck: 1,
      settled: 1,
    });
    const broken: unknown[] = [];
    for (const at of calls.keys())
      for (const when of ['before', 'after'] as const) {
        const after = await saidWith('wrong-patient', { at: at + 1, when });
        const isGood =
          after.documents.join() === 'entered-in-error' && after.filing.join() === 'unfiled' && after.whole;
        const isTold = after.settled === 1 && after.recheck >= 1 && after.recheck <= 2;
        if (!isGood || !isTold) broken.push({ call: calls[at], when, ...after, calls: [] });
      }
    expect(broken).toEqual([]);
  });
});

describe('The press itself, and the power goes', () => {
  const presses = {
    'wrong people': (deps: ReturnType<typeof plugged>['deps'], set: ImageSet) =>
      reportMisSend(deps)({ organisation: HERE, set: set.id, by: nurse, kind: 'wrong-people' }),
    'wrong patient': (deps: ReturnType<typeof plugged>['deps'], set: ImageSet) =>
      reportMisSend(deps)({ organisation: HERE, set: set.id, by: nurse, kind: 'wrong-patient' }),
    'urgent care': (deps: ReturnType<typeof plugged>['deps'], set: ImageSet) =>
      breakGlass(deps)({
        ...{ organisation: HERE, set: set.id, account: accountOf(cover), home: HERE, rules },
        ...{ reason: 'treating-now', rosterUnreachable: false },
      }),
  } as const;

  it.each(Object.entries(presses))('%s: is whole or not at all', async (_what, press) => {
    const pressWith = async (cut?: Cut) => {
      const { hospital, at, set } = await filed();
      const { power, deps } = plugged(hospital, cut);
      await press(deps, set).catch(swallow);
      const after = await storedOf(hospital, at);
      const facts = (after.misSends?.length ?? 0) + (after.urgentCare?.length ?? 0);
      const events = (await eventsOf(hospital)).filter((one) =>
        ['mis-send-reported', 'urgent-care-begun'].includes(one.kind),
      ).length;
      const owed = hospital.ledger
        .duties()
        .filter(
          (one) => one.subject.includes('mis-send-said') || one.subject.includes('urgent-care:'),
        ).length;
      return { calls: power.calls, facts, events, owed };
    };
    const { calls, facts } = await pressWith();
    expect(facts).toBe(1);
    for (const at of calls.keys())
      for (const when of ['before', 'after'] as const) {
        const cut = await pressWith({ at: at + 1, when });
        expect([calls[at], when, cut.events, cut.owed]).toEqual([calls[at], when, cut.facts, cut.facts]);
      }
  });
});

describe('A database restored to before it was said', () => {
  it('opens to nobody of the wrong people, wherever the power had gone', async () => {
    const restoredWith = async (cut?: Cut) => {
      const { hospital, at, set } = await filed();
      const restore = hospital.ledger.backup();
      const { power, deps } = plugged(hospital, cut);
      await reportMisSend(deps)({ organisation: HERE, set: set.id, by: nurse, kind: 'wrong-people' }).catch(
        swallow,
      );
      const was = opensFor(hospital, await storedOf(hospital, at), colleague);
      restore();
      await replayJournal({ ...hospital, sessions: memorySessions() });
      return {
        calls: power.calls,
        opened: !was && opensFor(hospital, await storedOf(hospital, at), colleague),
      };
    };
    const { calls, opened } = await restoredWith();
    expect(opened).toBe(false);
    for (const at of calls.keys())
      for (const when of ['before', 'after'] as const)
        expect(await restoredWith({ at: at + 1, when })).toMatchObject({ opened: false });
  });

  it('is linked to the wrong patient no more, and the record is told once more', async () => {
    const { hospital, at, set, process } = await filed();
    const restore = hospital.ledger.backup();
    const { deps } = plugged(hospital);
    await reportMisSend(deps)({ organisation: HERE, set: set.id, by: nurse, kind: 'wrong-patient' });
    restore();
    await replayJournal({ ...hospital, sessions: memorySessions() });
    const row = await storedOf(hospital, at);
    expect(row.images.map((one) => one.filing.state)).toEqual(['unfiled']);
    await wait(hospital, process, 5 * MINUTE);
    expect(hospital.record.documents().map((one) => one.status)).toEqual(['entered-in-error']);
  });
});

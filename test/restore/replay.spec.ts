import { describe, expect, it } from '@jest/globals';
import { verifyChain } from '../../bot/audit/verify-chain.ts';
import type { AuditEvent } from '../../bot/set/event.ts';
import type { Account } from '../../bot/set/account.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { journalNames } from '../../bot/set/journal.ts';
import { MINUTE } from '../../bot/set/instant.ts';
import { nurse } from '../crash/hospital.ts';
import { pathOf } from '../memory/blobs.ts';
import { openRestorable, XHB } from './restored-hospital.ts';

type Restorable = ReturnType<typeof openRestorable>;

const account: Account = { person: nurse, name: 'Asha Nair', roles: [], mfa: true, guest: false };

const eventsOf = async ({ hospital }: Restorable): Promise<readonly AuditEvent[]> => {
  const events: AuditEvent[] = [];
  for await (const { event } of hospital.ledger.audit.rows(XHB)) events.push(event);
  return events;
};
const kinds = async (here: Restorable): Promise<readonly string[]> =>
  (await eventsOf(here)).map((event) => event.kind);
const isLeft = ({ hospital }: Restorable, set: StoredSet): readonly string[] =>
  set.images.flatMap(({ original }) =>
    [pathOf('keys', original.blob), pathOf('images', original.blob)].filter((path) =>
      hospital.blobs.contents.has(path),
    ),
  );

describe('A database restored to a time before a set was disposed of', () => {
  const restored = async () => {
    const here = openRestorable();
    const [kept, gone] = [await here.take('kept'), await here.take('gone')];
    const set = await here.storedSet(gone);
    const restore = here.hospital.ledger.backup();
    await here.approve(gone);
    await here.dispose();
    await here.heads().turn();
    const session = await here.sessions.begin(account, here.hospital.clock.now());
    restore();
    return { here, kept, gone, set, session };
  };

  it('has the set disposed of again before anything is served, on record, by whom it was approved', async () => {
    const { here, gone, set } = await restored();
    expect((await here.setOf(gone))?.state).toBe('stored');
    const { now } = await here.replay();
    const again = await here.setOf(gone);
    expect(again).toMatchObject({ state: 'disposed', approvedBy: [nurse, { oid: 'governance' }] });
    expect(isLeft(here, set)).toEqual([]);
    expect(now).toMatchObject([{ organisation: XHB, disposedAgain: 1, toApproveAgain: 0 }]);
    const events = (await eventsOf(here)).slice(-4);
    expect(events.map(({ kind, facts }) => [kind, facts?.['restored']])).toEqual([
      ['disposal-intended', true],
      ['ledger-keys-destroyed', true],
      ['set-disposed', true],
      ['ledger-restored', undefined],
    ]);
  });

  it('leaves every other set as it is, and its audit whole', async () => {
    const { here, kept } = await restored();
    const before = await here.storedSet(kept);
    await here.replay();
    expect(await here.setOf(kept)).toEqual(before);
    expect(isLeft(here, before)).toHaveLength(2);
    const { audit } = here.hospital.ledger;
    expect(await verifyChain(XHB, audit.rows(XHB))).toMatchObject({ whole: true });
  });

  it('ends every session, and says which audit rows are lost and until when it knows', async () => {
    const { here, session } = await restored();
    const end = await here.hospital.ledger.audit.row(XHB);
    const { now, ever } = await here.replay();
    expect(await here.sessions.touch(session.id, here.hospital.clock.now())).toBeUndefined();
    expect(now).toMatchObject([{ lostFrom: (end?.sequence ?? 0) + 1, knownUntil: end?.event.at }]);
    expect(now[0]?.lostTo).toBeGreaterThan(end?.sequence ?? 0);
    expect(ever).toEqual(now);
  });

  it('raises one alert, whichever process is first, and again only where nobody heard it', async () => {
    const { here } = await restored();
    await here.replay();
    const heads = here.heads();
    here.alerts.deaf = true;
    await heads.turn();
    here.alerts.deaf = false;
    expect(here.raised).toEqual([]);
    await heads.turn();
    await heads.turn();
    await here.heads().turn();
    expect(here.raised).toMatchObject([{ what: 'ledger-restored', organisation: XHB, state: 'raised' }]);
  });

  it('is told of once: the next start finds nothing new, and still knows of it', async () => {
    const { here } = await restored();
    const { now } = await here.replay();
    await here.heads().turn();
    here.hospital.clock.pass(MINUTE);
    const session = await here.sessions.begin(account, here.hospital.clock.now());
    expect(await here.replay()).toEqual({ now: [], ever: now });
    expect(await here.sessions.touch(session.id, here.hospital.clock.now())).toBeDefined();
  });

  it('has the disposal done even where the power went in the middle of it', async () => {
    const { here, gone, set } = await restored();
    const [image] = set.images;
    const tombstone = journalNames.tombstone(XHB, set.id);
    // As it was after the first of two steps: the key gone, the sealed file not yet.
    await here.hospital.blobs.put('images', image?.original.blob ?? ('' as never), Buffer.from('sealed'));
    expect(here.hospital.blobs.contents.has(pathOf('journal', tombstone))).toBe(true);
    await here.replay();
    expect((await here.setOf(gone))?.state).toBe('disposed');
    expect(isLeft(here, set)).toEqual([]);
  });
});

describe('A database restored to a time before a set was taken', () => {
  it('is found by its audit alone; the picture is not touched and waits to be brought back', async () => {
    const here = openRestorable();
    await here.take('before');
    const restore = here.hospital.ledger.backup();
    const set = await here.storedSet(await here.take('after'));
    await here.heads().turn();
    restore();
    const { now } = await here.replay();
    expect(now).toMatchObject([{ disposedAgain: 0 }]);
    expect(isLeft(here, set)).toHaveLength(2);
  });

  it('is found too where the audit went on otherwise meanwhile', async () => {
    const here = openRestorable();
    await here.take('before');
    await here.heads().turn();
    const shared = (await here.hospital.ledger.audit.row(XHB))?.sequence ?? 0;
    const restore = here.hospital.ledger.backup();
    await here.take('lost');
    await here.heads().turn();
    restore();
    for (const name of ['one', 'two', 'three']) await here.take(name);
    expect((await here.replay()).now).toMatchObject([{ lostFrom: shared + 1 }]);
  });

  it('an empty database, too, is one that has lost everything', async () => {
    const here = openRestorable();
    const restore = here.hospital.ledger.backup();
    await here.take('lost');
    await here.heads().turn();
    restore();
    const { now } = await here.replay();
    expect(now).toMatchObject([{ lostFrom: 1 }]);
    expect(now[0]).not.toHaveProperty('knownUntil');
  });
});

describe('A database that was not restored', () => {
  it('is left alone, however often Safelight starts', async () => {
    const here = openRestorable();
    await here.approve(await here.take('gone'));
    await here.dispose();
    const heads = here.heads();
    for (let starts = 0; starts < 3; starts += 1) {
      await heads.turn();
      const before = await kinds(here);
      expect((await here.replay()).now).toEqual([]);
      expect(await kinds(here)).toEqual(before);
      await here.take(`start ${starts}`);
    }
  });

  it('whose disposal was cut short owes it still: it is no restore', async () => {
    const here = openRestorable();
    const gone = await here.take('gone');
    const set = await here.approve(gone);
    // The ledger's keys are gone and the first of the store's; nothing more is committed.
    await here.disposeInVain('after');
    expect(await kinds(here)).toContain('disposal-intended');
    expect(await here.setOf(gone)).toMatchObject({ state: 'disposed', leftover: expect.any(Array) });
    expect((await here.replay()).now).toEqual([]);
    await here.dispose();
    expect((await here.setOf(gone))?.state).toBe('disposed');
    expect(isLeft(here, set)).toEqual([]);
  });
});

describe('A disposal that had begun and destroyed nothing when the database was restored', () => {
  it('is not guessed at: the set stays, and is to be approved anew', async () => {
    const here = openRestorable();
    const gone = await here.take('gone');
    const set = await here.storedSet(gone);
    const restore = here.hospital.ledger.backup();
    await here.approve(gone);
    await here.disposeInVain('before');
    restore();
    expect((await here.replay()).now).toMatchObject([{ disposedAgain: 0, toApproveAgain: 1 }]);
    expect((await here.setOf(gone))?.state).toBe('stored');
    expect(isLeft(here, set)).toHaveLength(2);
    expect((await here.replay()).now).toEqual([]);
  });
});

describe('How far the audit has come', () => {
  it('is noted outside the database, the newest three of each chain, and no oftener than it grows', async () => {
    const here = openRestorable();
    const heads = here.heads();
    const notes = () =>
      [...here.hospital.blobs.contents.keys()].filter((path) => path.startsWith('journal/head/'));
    for (let n = 0; n < 5; n += 1) {
      await here.take(`picture ${n}`);
      await heads.turn();
      await heads.turn();
      expect(notes()).toHaveLength(Math.min(n + 1, 3));
    }
    const newest = await here.hospital.ledger.audit.row(XHB);
    expect(notes().some((path) => path.includes(`/${newest?.sequence}-`))).toBe(true);
    // Another process tidies what this one has left.
    await here.take('another');
    await here.heads().turn();
    expect(notes()).toHaveLength(3);
  });

  it('says nothing of anybody: ids, counts and times alone', async () => {
    const here = openRestorable();
    await here.approve(await here.take('gone'));
    await here.dispose();
    await here.heads().turn();
    const journal = [...here.hospital.blobs.contents].filter(([path]) => path.startsWith('journal/'));
    const text = journal.map(([path, { bytes }]) => `${path} ${Buffer.from(bytes).toString()}`).join('\n');
    expect(text).toContain('disposed/XHB/');
    expect(text).not.toMatch(/Nurse|Owen|caption|reference|wrapped|conversation/);
  });
});

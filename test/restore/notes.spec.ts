import { describe, expect, it } from '@jest/globals';
import { changeRestriction } from '../../bot/actions/change-restriction.ts';
import { recordConsent } from '../../bot/actions/record-consent.ts';
import { restrict } from '../../bot/actions/restrict.ts';
import { withdrawConsent } from '../../bot/actions/withdraw-consent.ts';
import { fsck } from '../../bot/cli/fsck.ts';
import { STANDING_RULES } from '../../bot/policy/consent/case.ts';
import { factsOf } from '../../bot/policy/consent/facts-of.ts';
import { levelsGranted } from '../../bot/policy/consent/levels-granted.ts';
import { mayBeSeenBy } from '../../bot/policy/consent/may-be-seen.ts';
import { pressed } from '../../bot/policy/consent/pressed.ts';
import { rippleOf } from '../../bot/policy/consent/withdraw.ts';
import { openConsent } from '../../bot/sealed/seal-consent.ts';
import { personId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { DAY, MINUTE } from '../../bot/set/instant.ts';
import { journalNames } from '../../bot/set/journal.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import { memoryLedger } from '../memory/ledger.ts';
import { link } from '../../bot/audit/chain.ts';
import { nurse, TENANT } from '../crash/hospital.ts';
import { openRestorable, XHB } from './restored-hospital.ts';

type Restorable = ReturnType<typeof openRestorable>;

const registrar = personId(TENANT, 'registrar');
const account = { person: nurse, name: 'Asha Nair', roles: [], mfa: true, guest: false };

/** What people press on every image of one set. */
const pressing = ({ hospital, storedSet }: Restorable, at: MessagePlace) => {
  const which = async () => {
    const set = await storedSet(at);
    return { organisation: XHB, set: set.id, images: set.images.map((one) => one.id), by: nurse };
  };
  const answer = async (form: ReturnType<typeof pressed>) =>
    recordConsent(hospital)({ ...(await which()), form, said: { ageBand: 'adult' }, rules: STANDING_RULES });
  const now = hospital.clock.now();
  return {
    restrict: async (viewers = [nurse]) => restrict(hospital)({ ...(await which()), why: 'injury', viewers }),
    lift: async () => changeRestriction(hospital)({ ...(await which()), account, to: { change: 'lift' } }),
    extend: async () =>
      changeRestriction(hospital)({
        ...{ ...(await which()), account },
        to: { change: 'extend', viewers: [registrar] },
      }),
    refuse: () => answer(pressed({ press: 'said-no' })),
    agree: () =>
      answer(
        pressed({
          press: 'agreed-aloud',
          professional: { person: nurse, name: 'Asha Nair', jobTitle: 'Nurse', at: now },
          informed: { version: '1', at: now, by: 'read-aloud', shown: [] },
        }),
      ),
    withdraw: async () => {
      const { images, ...rest } = await which();
      const [image] = (await storedSet(at)).images;
      const told = rippleOf(factsOf(image ?? {}), ['making', 'care']).tellFirst;
      await withdrawConsent(hospital)({ ...rest, images, levels: ['making', 'care'], told });
    },
  };
};

const sees = ({ images }: StoredSet, person = nurse): boolean =>
  images.every((image) => mayBeSeenBy(factsOf(image), { person, as: 'member' }).see);
const consentIn = ({ images }: StoredSet) => factsOf(images[0] ?? {});

/** A picture in custody, the backup, what was pressed after it; then the backup put back and replayed. */
const restoredAfter = async (
  after: (press: ReturnType<typeof pressing>) => Promise<unknown>,
  before: (press: ReturnType<typeof pressing>) => Promise<unknown> = async () => undefined,
) => {
  const here = openRestorable();
  await here.replay();
  const at = await here.take('a picture');
  const press = pressing(here, at);
  await before(press);
  const restore = here.hospital.ledger.backup();
  await after(press);
  const was = await here.storedSet(at);
  restore();
  const found = await here.replay();
  return { here, at, was, is: await here.storedSet(at), found, restore };
};

describe('A database restored to a time before somebody', () => {
  it('restricted a picture: it is restricted again before anything is served, to the same people', async () => {
    const { was, is, here, at } = await restoredAfter((press) => press.restrict());
    expect(consentIn(is)).toEqual(consentIn(was));
    expect([sees(is), sees(is, registrar)]).toEqual([true, false]);
    const events = [];
    for await (const { event } of here.hospital.ledger.audit.rows(XHB, (await here.storedSet(at)).id))
      events.push(event);
    expect(events.at(-1)).toMatchObject({ kind: 'facts-replayed', by: 'system', facts: { notes: 1 } });
  });

  it('recorded that the patient said no: it is closed to everyone again', async () => {
    const { was, is } = await restoredAfter((press) => press.refuse());
    expect(consentIn(is)).toEqual(consentIn(was));
    expect([sees(is), sees(is, registrar)]).toEqual([false, false]);
  });

  it('withdrew what had been agreed: it is withdrawn again', async () => {
    const { was, is } = await restoredAfter(
      (press) => press.withdraw(),
      (press) => press.agree(),
    );
    expect(consentIn(is)).toEqual(consentIn(was));
    expect(levelsGranted(consentIn(is))).toEqual([]);
    expect(sees(is, registrar)).toBe(false);
  });

  it('agreed: what was agreed to, and by whom it was taken, is there, and its texts open', async () => {
    const { was, is, here } = await restoredAfter((press) => press.agree());
    expect(consentIn(is)).toEqual(consentIn(was));
    const [image] = is.images;
    const key = await here.hospital.keys.unwrap(is.wordsKey);
    const opened = openConsent(consentIn(is).consent, key, { owner: is, image: image?.id ?? '' });
    expect(opened).toMatchObject({ state: 'given', method: { professional: { name: 'Asha Nair' } } });
  });

  it('named one more person, or lifted the restriction: the last word counts', async () => {
    const named = await restoredAfter(
      (press) => press.extend(),
      (press) => press.restrict(),
    );
    expect([sees(named.is, registrar), sees(named.is, personId(TENANT, 'other'))]).toEqual([true, false]);
    const lifted = await restoredAfter(
      (press) => press.lift(),
      (press) => press.restrict(),
    );
    expect(consentIn(lifted.is).restriction).toBeUndefined();
    const again = await restoredAfter(async (press) => {
      await press.restrict();
      await press.lift();
      await press.restrict([registrar]);
    });
    expect([sees(again.is), sees(again.is, registrar)]).toEqual([false, true]);
  });

  it('put a legal hold on it: the hold stands', async () => {
    const here = openRestorable();
    await here.replay();
    const at = await here.take('evidence');
    const restore = here.hospital.ledger.backup();
    const hold = { since: here.hospital.clock.now(), by: nurse };
    await here.hospital.ledger.change(XHB, (await here.storedSet(at)).id, {
      to: (row) => (row.state === 'stored' ? { ...row, hold } : row),
      events: [],
    });
    restore();
    await here.replay();
    expect((await here.storedSet(at)).hold).toEqual(hold);
  });

  it('is replayed once: the next start changes nothing, and what is pressed since then counts', async () => {
    const { here, at, is } = await restoredAfter((press) => press.restrict());
    await here.replay();
    expect(await here.storedSet(at)).toEqual(is);
    await pressing(here, at).lift();
    await here.replay();
    expect(consentIn(await here.storedSet(at)).restriction).toBeUndefined();
  });

  it('days ago, with much pressed since: all of it is found, not only what is new', async () => {
    const here = openRestorable();
    await here.replay();
    const at = await here.take('a picture');
    const restore = here.hospital.ledger.backup();
    await pressing(here, at).restrict();
    for (let day = 0; day < 4; day += 1) {
      here.hospital.clock.pass(DAY);
      await here.take(`day ${day}`);
      await here.heads().turn();
    }
    restore();
    const { now } = await here.replay();
    expect(now).toMatchObject([{ closedAgain: 1 }]);
    expect(sees(await here.storedSet(at), registrar)).toBe(false);
  });
});

describe('What stands in the journal', () => {
  const notesIn = ({ hospital }: Restorable): readonly string[] =>
    [...hospital.blobs.contents].flatMap(([path, { bytes }]) =>
      path.startsWith('journal/noted/') ? [`${path} ${Buffer.from(bytes).toString()}`] : [],
    );

  it('is written before what closes is committed, and holds no text and no key', async () => {
    const here = openRestorable();
    const at = await here.take('a picture');
    const real = { ...here.hospital.blobs };
    const seen: boolean[] = [];
    here.hospital.blobs.put = async (container, name, bytes) => {
      if (container === 'journal') seen.push(consentIn(await here.storedSet(at)).restriction === undefined);
      await real.put(container, name, bytes);
    };
    await pressing(here, at).restrict();
    expect(seen).toEqual([true]);
    await pressing(here, at).lift();
    await pressing(here, at).agree();
    const all = notesIn(here).join('\n');
    expect(all).not.toContain('Asha Nair');
    expect(all).not.toContain('wrapped');
  });

  it('grows with what closes and opens alone: taking, rendering and posting the card write nothing', async () => {
    const here = openRestorable();
    await here.take('a picture');
    expect(notesIn(here)).toEqual([]);
  });

  it('never opens more than the ledger where the store took no note of what was opened', async () => {
    const here = openRestorable();
    const at = await here.take('a picture');
    await pressing(here, at).restrict();
    const real = { ...here.hospital.blobs };
    here.hospital.blobs.put = async () => Promise.reject(new Error('away'));
    await expect(pressing(here, at).lift()).rejects.toThrow();
    here.hospital.blobs.put = (...put) => real.put(...put);
    expect(consentIn(await here.storedSet(at)).restriction).toBeUndefined();
    const restored = here.hospital.ledger.backup();
    restored();
    await here.replay();
    // Known to the ledger: it was not restored, and what it says counts.
    expect(consentIn(await here.storedSet(at)).restriction).toBeUndefined();
  });
});

describe('Sets brought back to an emptied ledger', () => {
  const emptied = async (
    act: (press: ReturnType<typeof pressing>, here: Restorable, at: MessagePlace) => Promise<unknown>,
    begun = true,
  ) => {
    const here = openRestorable();
    if (begun) await here.replay();
    here.hospital.clock.pass(MINUTE);
    const at = await here.take('a picture');
    await act(pressing(here, at), here, at);
    const { blobs, keys, clock } = here.hospital;
    const empty = memoryLedger({ link, clock });
    const report = await fsck({ ledger: empty, blobs, keys, clock }, { rebuild: true });
    const [set] = await empty.find(XHB, { by: 'message', at });
    if (set?.state !== 'stored') throw new Error('it did not come back');
    return { report, set, empty };
  };

  it('are restricted, refused and agreed to as they were', async () => {
    const restricted = await emptied((press) => press.restrict());
    expect([sees(restricted.set), sees(restricted.set, registrar)]).toEqual([true, false]);
    const refused = await emptied((press) => press.refuse());
    expect(sees(refused.set)).toBe(false);
    const agreed = await emptied((press) => press.agree());
    expect(levelsGranted(consentIn(agreed.set))).toEqual(['making', 'care']);
  });

  it('are open where nothing was ever said of them', async () => {
    const { set, report } = await emptied(async () => undefined);
    expect(sees(set, registrar)).toBe(true);
    expect(report.rebuilt).toMatchObject([{ closed: 0 }]);
  });

  it('come back closed to everyone where nobody can know, and people are told', async () => {
    const never = await emptied(async () => undefined, false);
    const lost = await emptied(async (_press, { hospital }) => {
      await hospital.blobs.destroy('journal', journalNames.notesBegun);
    });
    const broken = await emptied(async (press, { hospital }) => {
      await press.restrict();
      await press.lift();
      for (const [path, kept] of hospital.blobs.contents)
        if (path.startsWith('journal/noted/')) kept.bytes = Buffer.from('{');
    });
    for (const { set, report, empty } of [never, lost, broken]) {
      expect([sees(set), sees(set, registrar)]).toEqual([false, false]);
      expect(consentIn(set).restriction).toMatchObject({ why: 'restored', viewers: [] });
      expect(report.rebuilt).toMatchObject([{ closed: 1 }]);
      expect(empty.duties().map(({ verb, subject }) => `${verb} ${subject}`)).toContain(
        'alarm closed-since-restore',
      );
    }
  });
});

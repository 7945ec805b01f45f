import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TENANT_ID, OTHER_TENANT_ID, fellviewNurse, nurse } from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { sealWords } from '../../bot/sealed/words.ts';
import { conversationId, lookupHash, personId } from '../../bot/set/ids.ts';
import type { ConsentFacts } from '../../bot/set/consented.ts';
import type { StoredImage } from '../../bot/set/image.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { DAY, later } from '../../bot/set/instant.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import type { Browser, Page } from '../viewer/browser.ts';
import { photo } from '../viewer/photo.ts';
import { FELLVIEW, HARBOURSIDE, idOf, openWorld, policy, wardPhotos } from '../viewer/world.ts';
import type { World } from '../viewer/world.ts';

type Membership = 'member' | 'guest' | 'none';
type Organisation = 'XHB' | 'XFV';
interface Subject {
  readonly who: string;
  readonly roles: readonly string[];
  readonly home: Organisation;
  readonly tenant?: string;
  readonly guest?: boolean;
  readonly mfa?: boolean;
}
interface Thing {
  readonly organisation: Organisation;
  readonly lapsed: boolean;
  /** Of its two images, the first is filed. */
  readonly filed: boolean;
  /** What consent makes of both images; nothing where it is absent. */
  readonly closed?: 'restricted' | 'declined' | 'withdrawn';
}

const ROLES = [
  [],
  ['Clinician'],
  ['Clinician', 'PatientRecord'],
  ['PatientRecord'],
  ['InformationGovernance'],
  ['InformationGovernance', 'PatientRecord'],
  ['InformationGovernance', 'Clinician'],
  ['Administrator', 'clinician', 'PATIENTRECORD'],
];
const HOMES = ['XHB', 'XFV'] as const;
const subjects: readonly Subject[] = [
  ...HOMES.flatMap((home) => ROLES.map((roles) => ({ who: `${home} ${roles.join('+')}`, roles, home }))),
  {
    who: 'a guest',
    roles: ['Clinician', 'PatientRecord'],
    home: 'XHB',
    guest: true,
    tenant: OTHER_TENANT_ID,
  },
  { who: 'a guest account of our own tenant', roles: ['PatientRecord'], home: 'XHB', guest: true },
  { who: 'another tenant’s', roles: ['Clinician', 'PatientRecord'], home: 'XHB', tenant: OTHER_TENANT_ID },
  { who: 'without a second factor', roles: ['PatientRecord'], home: 'XHB', mfa: false },
  { who: 'a student', roles: ['Clinician', 'PatientRecord', 'Student'], home: 'XFV' },
];
const things: readonly Thing[] = [
  ...HOMES.flatMap((organisation) =>
    [false, true].flatMap((lapsed) => [false, true].map((filed) => ({ organisation, lapsed, filed }))),
  ),
  ...(['restricted', 'declined', 'withdrawn'] as const).map((closed) => ({
    ...({ organisation: 'XHB', lapsed: false, filed: true } as const),
    closed,
  })),
];
/** The one person a restriction names. */
const NAMED = 'XHB Clinician';
const MEMBERSHIPS = ['member', 'guest', 'none'] as const;

/** The rules once more, as design.md tells them, and apart from the code that keeps them. */
const model = {
  signsIn: ({ tenant = TENANT_ID, guest = false, mfa = true, roles }: Subject): boolean =>
    tenant === TENANT_ID && !guest && mfa && !roles.includes('Student'),
  onlyGoverns: ({ roles }: Subject): boolean =>
    roles.includes('InformationGovernance') && !roles.includes('Clinician'),
  reads: ({ roles, home }: Subject, thing: Thing): boolean =>
    roles.includes('PatientRecord') && home === thing.organisation && thing.filed,
  opens(subject: Subject, thing: Thing, membership: Membership, image: 0 | 1): boolean {
    if (!this.signsIn(subject) || this.onlyGoverns(subject)) return false;
    // Consent closes and never opens: nobody, those named, those who keep the record.
    if (thing.closed === 'declined') return false;
    if (thing.closed === 'restricted') return subject.who === NAMED && membership === 'member';
    if (thing.closed === 'withdrawn') return image === 0 && this.reads(subject, thing);
    if (membership === 'member' && !thing.lapsed) return true;
    return image === 0 && this.reads(subject, thing);
  },
  readsReceipt(subject: Subject, thing: Thing, membership: Membership): boolean {
    if (!this.signsIn(subject)) return false;
    if (subject.roles.includes('InformationGovernance') && subject.home === thing.organisation) return true;
    if (this.onlyGoverns(subject)) return false;
    return membership === 'member' || this.reads(subject, thing);
  },
};

describe('Who opens what (S3; ASVS 5.0 V8.2.1, V8.2.2, V8.3.1, V8.4.1)', () => {
  let world: World;
  const sets: StoredSet[] = [];
  const browsers: Browser[] = [];
  const members = new Map<string, Membership>();
  const absences = new Map<string, unknown>();
  const personOf = (index: number): Person => {
    const { roles, tenant = TENANT_ID, guest = false } = subjects[index] as Subject;
    const oid = `5afe3333-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`;
    return { ...nurse, oid, tid: tenant, roles, guest, name: `Subject ${index}` };
  };

  const fileFirst = async (set: StoredSet): Promise<void> => {
    const { keys } = world.parts;
    const key = await keys.unwrap(set.wordsKey);
    const patient = { name: 'Ann Example', nhsNumber: '9434765919', birthDate: '1941-03-09' };
    const file = (image: StoredImage, at: number): StoredImage =>
      at > 0
        ? image
        : {
            ...image,
            filing: {
              state: 'filed',
              by: set.poster,
              at: set.postedAt,
              document: 'DocumentReference/1',
              patient: {
                lookup: lookupHash('0'.repeat(64)),
                patient: sealWords(patient, key, sealContext.patient(set, image.id)),
              },
            },
          };
    await world.ledger.change(set.organisation, set.id, {
      to: (row) => (row.state === 'stored' ? { ...row, images: row.images.map(file) } : row),
      events: [],
    });
  };

  const close = async (set: StoredSet, how: NonNullable<Thing['closed']>): Promise<void> => {
    const by = set.poster;
    const at = set.postedAt;
    const named = personOf(subjects.findIndex((one) => one.who === NAMED));
    const given: ConsentFacts = {
      ...{ intimate: false, ageBand: 'adult', withdrawals: [] },
      consent: { state: 'not-needed', by, at },
    };
    const facts: Readonly<Record<typeof how, ConsentFacts>> = {
      restricted: {
        ...given,
        restriction: { why: 'injury', viewers: [personId(named.tid, named.oid)], by, at, keepWhole: false },
      },
      declined: { ...given, consent: { state: 'declined', by, at } },
      withdrawn: { ...given, withdrawals: [{ levels: ['care'], by, at, told: [] }] },
    };
    await world.ledger.change(set.organisation, set.id, {
      to: (row) =>
        row.state === 'stored'
          ? { ...row, images: row.images.map((one) => ({ ...one, consent: facts[how] })) }
          : row,
      events: [],
    });
  };

  beforeEach(async () => {
    sets.length = 0;
    members.clear();
    absences.clear();
    const picture = await photo('patient-a-1.jpg');
    const listed = subjects.flatMap(({ home }, index) => (home === 'XFV' ? [personOf(index).oid] : []));
    world = await openWorld({
      change: () => ({
        policy: {
          organisations: policy.organisations.map((one) =>
            one.id === FELLVIEW ? { ...one, people: [...one.people, ...listed] } : one,
          ),
        },
        chat: {
          member: async (place, person) => {
            const membership = members.get(`${place.conversation} ${person.tid} ${person.oid}`) ?? 'none';
            return membership === 'none' ? undefined : { person, name: 'x', guest: membership === 'guest' };
          },
        },
      }),
    });
    for (const [at, { organisation, lapsed, filed, closed }] of things.entries()) {
      const set = await world.seed([picture, picture], {
        organisation: organisation === 'XHB' ? HARBOURSIDE : FELLVIEW,
        place: { ...wardPhotos, conversation: conversationId(`19:${at}@thread.tacv2`) },
        poster: idOf(fellviewNurse),
        ...(lapsed ? { change: { lapsesAt: later(world.clock.now(), -DAY) } } : {}),
      });
      if (filed) await fileFirst(set);
      if (closed !== undefined) await close(set, closed);
      sets.push(set);
    }
  });
  afterEach(() => world.close());

  const setMembership = (subject: number, thing: number, membership: Membership): void => {
    const { tid, oid } = personId(personOf(subject).tid, personOf(subject).oid);
    members.set(`19:${thing}@thread.tacv2 ${tid} ${oid}`, membership);
  };
  /** All that a person could learn from an answer, bar the time of day. */
  const told = ({ status, text, headers }: Page): unknown => ({
    status,
    // The button beside a refusal leads back to what was asked for, whatever that was.
    text: text.replace(/\/sets\/[^/"]+\/urgent-care/, '/sets/asked-for/urgent-care'),
    headers: [...headers].filter(([name]) => name !== 'date'),
  });
  /** The answer to the same question about a set that is not there: asked once for each kind of page. */
  const nowhere = async (browser: Browser, path: string): Promise<unknown> => {
    const absent = path
      .replace(/\/sets\/[^/]+/, '/sets/AAAAAAAAAAAAAAAAAAAAAA')
      .replace(/(?<=images\/)[^/]+/, 'x');
    const known = absences.get(absent) ?? told(await browser.get(absent));
    absences.set(absent, known);
    return known;
  };

  const checkSet = async (subject: number, thing: number, membership: Membership): Promise<void> => {
    const [who, what, browser, set] = [subjects[subject], things[thing], browsers[subject], sets[thing]];
    if (who === undefined || what === undefined || browser === undefined || set === undefined)
      throw new Error();
    setMembership(subject, thing, membership);
    const asked = `${who.who}, ${membership}, ${JSON.stringify(what)}`;
    const opened = async (path: string, may: boolean): Promise<void> => {
      const page = await browser.get(path);
      expect([asked, path, page.status === 200]).toEqual([asked, path, may]);
      if (may) return;
      if (!model.signsIn(who)) {
        expect([303, 401]).toContain(page.status);
        return;
      }
      // Only a member learns that a set is there and its time is over.
      if (page.status === 403) expect([asked, membership, what.lapsed]).toEqual([asked, 'member', true]);
      else expect([asked, told(page)]).toEqual([asked, await nowhere(browser, path)]);
      expect(page.text).not.toMatch(/Ann Example|Left heel|9434765919|943 476 5919/);
    };
    // Each kind of picture takes its turn.
    const turn = thing + MEMBERSHIPS.indexOf(membership);
    for (const at of [0, 1] as const) {
      const variant = ['', '/preview', '/original'][(turn + at) % 3] ?? '';
      const path = `/sets/${set.id}/images/${set.images[at]?.id ?? ''}${variant}`;
      const opens = model.opens(who, what, membership, at);
      // Seen by those who keep the record: what was withdrawn (CON-10), or nobody has answered for, leaves with nobody.
      const byRecord = what.closed === 'withdrawn' || membership !== 'member' || what.lapsed;
      if (opens && variant === '/original' && byRecord)
        expect([asked, path, (await browser.get(path)).status]).toEqual([asked, path, 403]);
      else await opened(path, opens);
    }
    await opened(
      `/sets/${set.id}`,
      [0, 1].some((at) => model.opens(who, what, membership, at as 0 | 1)),
    );
    await opened(`/sets/${set.id}/receipt`, model.readsReceipt(who, what, membership));
  };

  it.each(subjects.map((one, index) => [one.who, index] as const))(
    '%s opens exactly what the rules say, and of the rest does not learn that it is there',
    async (_who, subject) => {
      browsers[subject] = await world.as(personOf(subject), { mfa: subjects[subject]?.mfa ?? true });
      for (const membership of MEMBERSHIPS)
        for (const thing of things.keys()) {
          await checkSet(subject, thing, membership);
          // More pages than a person opens: time goes on, so that the limit of rate is not what refuses.
          world.clock.pass(8_000);
        }
    },
  );

  it('changes nothing for whoever may not, and says no more than to a set that is not there', async () => {
    for (const [subject, who] of subjects.entries()) {
      const fresh = await world.as(personOf(subject), { mfa: who.mfa ?? true });
      for (const [thing, what] of things.entries()) {
        const set = sets[thing];
        if (set === undefined || model.reads(who, what)) continue;
        for (const membership of ['guest', 'none'] as const) {
          setMembership(subject, thing, membership);
          for (const press of [
            'not-clinical',
            'take-back',
            'retract',
            'renew',
            'consent',
            'restrict',
            'withdraw',
            'answer',
            'close-question',
          ]) {
            const form = {
              ...{ image: set.images[1]?.id ?? '', reason: 'needed-for-handover' },
              ...{ answer: press === 'consent' ? 'no' : 'restrict:injury', level: 'care' },
            };
            const answer = await fresh.post(`/sets/${set.id}/${press}`, form);
            const absent = await fresh.post(`/sets/AAAAAAAAAAAAAAAAAAAAAA/${press}`, form);
            expect(answer.status).toBeGreaterThanOrEqual(400);
            // Whoever reads the receipt knows that the set is there; nobody else may learn it here.
            if (model.signsIn(who) && !model.readsReceipt(who, what, membership))
              expect([who.who, press, told(answer)]).toEqual([who.who, press, told(absent)]);
          }
        }
        world.clock.pass(60_000);
      }
    }
    for (const [thing, set] of sets.entries()) {
      const now = await world.read(set.id, set.organisation);
      expect([thing, now.state === 'stored' && [now.notClinical, now.renewals]]).toEqual([
        thing,
        [undefined, []],
      ]);
    }
  }, 240_000);

  it('follows a person’s leaving at once, in the middle of their session', async () => {
    const index = subjects.findIndex((one) => one.who === 'XHB Clinician');
    const browser = await world.as(personOf(index));
    setMembership(index, 0, 'member');
    const path = `/sets/${sets[0]?.id ?? ''}/images/${sets[0]?.images[0]?.id ?? ''}`;
    expect((await browser.get(path)).status).toBe(200);
    setMembership(index, 0, 'none');
    expect((await browser.get(path)).status).toBe(404);
  });

  it('takes no image of one set under the address of another', async () => {
    const index = subjects.findIndex((one) => one.who === 'XHB Clinician');
    const browser = await world.as(personOf(index));
    setMembership(index, 0, 'member');
    setMembership(index, 4, 'none');
    const foreign = sets[4]?.images[0]?.id ?? '';
    for (const id of [
      foreign,
      `../${foreign}`,
      `..%2F..%2F${sets[4]?.id ?? ''}%2Fimages%2F${foreign}`,
      '0',
      '',
      '%00',
      '*',
    ])
      expect([id, (await browser.get(`/sets/${sets[0]?.id ?? ''}/images/${id}`)).status]).toEqual([id, 404]);
  });

  it('records each refusal with its reason, and nothing of what a stranger typed', async () => {
    const clinician = subjects.findIndex((one) => one.who === 'XHB Clinician');
    const browser = await world.as(personOf(clinician));
    await browser.get('/sets/9434765919-typed-by-hand');
    await browser.get(`/sets/${sets[0]?.id ?? ''}`);
    const events = await world.events();
    const refused = events.filter((event) => event.kind === 'open-refused');
    expect(refused.map((event) => event.facts?.['code'])).toEqual(['set-missing', 'not-a-member']);
    expect(JSON.stringify(events)).not.toContain('9434765919');
  });
});

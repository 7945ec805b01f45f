import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as people from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import type { Ward } from '../../bot/local/ward/start-ward.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { openWard } from '../local/ward/open-ward.ts';
import { cardsOf, settledAs } from './process/follow-message.ts';
import { makeFolders } from './process/make-folders.ts';
import type { Folders } from './process/make-folders.ts';
import { openLedger } from './process/read-ledger.ts';
import type { LedgerWindow } from './process/read-ledger.ts';
import { changeWeather, readClock, visitWard } from './process/visit-ward.ts';
import type { Visitor } from './process/visit-ward.ts';
import { waitFor } from './process/wait-for.ts';
import { MESSAGE_GONE, NIGHT, pasted, PHOTOS, WOUNDS } from './process/ways-to-share.ts';
import { startProduct } from './start-product.ts';
import type { Product } from './start-product.ts';

/** A message by its author, where it stands. */
interface Posted {
  readonly place: string;
  readonly poster: Person;
  readonly id: string;
}

const PLACES: readonly (readonly [place: string, poster: Person])[] = [
  [PHOTOS, people.nurse],
  [NIGHT, people.f1],
  [WOUNDS, people.fellviewNurse],
];
/** At one call a second in a conversation, as the platform allows. */
const PATIENCE_MS = 240_000;

// The ward outlives Safelight here, as Teams does: it is no stand-in that stops with it.
let ward: Ward;
let folders: Folders;
let product: Product;
let ledger: LedgerWindow;

const at = (person: Person): Visitor => visitWard(ward.url, person);
const post = async (
  [place, poster]: readonly [string, Person],
  message: Parameters<Visitor['post']>[1],
): Promise<Posted> => ({ place, poster, id: await at(poster).post(place, message) });
const picture = { inline: [pasted('patient-a-1.jpg')] };
const setOf = async ({ id }: Posted): Promise<ImageSet | undefined> => (await ledger.setsOf(id))[0];
const sets = async (): Promise<readonly ImageSet[]> =>
  (await ledger.query('select facts from sets')).map((row) => row['facts'] as ImageSet);
const isGone = settledAs(MESSAGE_GONE);

/** Every message among them settled: in custody, one card, and seen gone. */
const allGone = (messages: readonly Posted[]): Promise<readonly StoredSet[]> =>
  waitFor(
    `${messages.length} messages are in custody and gone`,
    async () => {
      const found = (await Promise.all(messages.map(setOf))).flatMap((set) =>
        set !== undefined && isGone(set) ? [set] : [],
      );
      return found.length === messages.length ? found : undefined;
    },
    PATIENCE_MS,
  );

beforeAll(async () => {
  const signedIn = people.people.filter((person) => !person.guest).map((person) => person.oid);
  [ward, folders] = await Promise.all([openWard({ signedIn }), makeFolders()]);
}, 30_000);
afterAll(async () => {
  await ledger.close();
  await product.close();
  await ward.close();
  await folders.remove();
}, 60_000);

describe('Safelight was stopped for a while', () => {
  const old: Posted[] = [];
  const removedBefore: Posted[] = [];
  const words: Posted[] = [];
  const posted: Posted[] = [];
  let before: readonly StoredSet[];
  let after: readonly StoredSet[];

  beforeAll(async () => {
    for (const where of PLACES) old.push(await post(where, { text: 'Long ago', ...picture }));
    product = await startProduct({ ...folders.settings, ...ward.settings });
    ledger = await openLedger(folders.home);
    ward.setBotEndpoint(`${product.safelight}/api/messages`);
    await waitFor(
      'every conversation of the policy is watched',
      async () => {
        const rows = await ledger.query('select conversation from watched where swept_at is not null');
        return rows.length === PLACES.length ? true : undefined;
      },
      60_000,
    );
    for (const where of PLACES) removedBefore.push(await post(where, picture));
    for (const where of [...PLACES, ...PLACES].slice(0, 5)) words.push(await post(where, { text: 'Words' }));
    before = await allGone(removedBefore);
    await waitFor('words alone are left alone', async () => {
      const states = await Promise.all(words.map(setOf));
      return states.every((set) => set?.state === 'gone-before-custody') ? true : undefined;
    });

    await ledger.close();
    await product.stop();
    await changeWeather(ward.url, { mute: true });
    const unheard = async (): Promise<number> =>
      (await readClock(ward.url)).filter(
        ({ route = '', status }) => /^bot\.message/.test(route) && status === 0,
      ).length;
    const unheardBefore = await unheard();
    for (let n = 0; n < 30; n += 1) {
      const where = PLACES[n % 3];
      if (where !== undefined) posted.push(await post(where, picture));
    }
    for (const { place, poster, id } of words)
      await at(poster).edit(place, id, { addInline: [pasted('patient-b-1.jpg')] });
    for (const { place, poster, id } of removedBefore) await at(poster).undo(place, id);
    // Teams tells of each twice, and then never again.
    await waitFor('nobody tells of any of it any more', async () =>
      (await unheard()) - unheardBefore === 2 * (30 + 5 + 3) ? true : undefined,
    );

    await product.startAgain(0);
    ledger = await openLedger(folders.home);
    after = await allGone([...posted, ...words, ...removedBefore]);
  }, 600_000);

  it('all 30 photographs posted meanwhile, and the 5 edited in, are in custody: 35 new ones', async () => {
    const stored = await ledger.query(`select from events where event like '{"kind":"set-stored"%'`);
    expect(stored).toHaveLength(3 + 35);
    expect(after.map((set) => set.images.length)).toEqual(Array(38).fill(1));
  });

  it('the 3 that were brought back are removed again, on the sets they belong to', async () => {
    const again = await Promise.all(removedBefore.map(setOf));
    expect(again.map((set) => set?.id)).toEqual(before.map((set) => set.id));
    for (const set of again) expect(set !== undefined && isGone(set)).toBe(true);
    const extended = await ledger.query(`select from events where event like '{"kind":"set-extended"%'`);
    expect(extended).toHaveLength(3);
  });

  it('no photograph is left for anybody to see, but those from before the installation', async () => {
    for (const [place, poster] of PLACES) {
      const standing = (await at(poster).see(place)).filter(
        ({ from, state, attachments }) => !from.bot && state === 'shown' && attachments.length > 0,
      );
      expect(standing.map(({ id }) => id)).toEqual(
        old.filter((one) => one.place === place).map(({ id }) => id),
      );
    }
  });

  it('nothing from before the installation was touched: not even received', async () => {
    for (const one of old) expect(await ledger.setsOf(one.id)).toEqual([]);
  });

  it('each has one card', async () => {
    for (const { place, poster, id } of [...posted, ...words, ...removedBefore]) {
      const set = await setOf({ place, poster, id });
      if (set === undefined) throw new Error('The set is not there.');
      expect(await cardsOf(at(poster), place, set)).toHaveLength(1);
    }
    expect(await sets()).toHaveLength(38);
  });

  it('people hear once in each organisation that Safelight was not told', async () => {
    const alerting = (await sets()).filter((set) => set.alerts.some((one) => one.what === 'missed-by-ear'));
    expect(alerting.map((set) => set.organisation).toSorted()).toEqual(['XFV', 'XHB']);
  });

  it('what is older can be counted, and is taken by whoever names the count', async () => {
    const counted = await product.command('sweep', '--history');
    expect(counted).toMatchObject({ exit: 0, json: { counted: 3 } });
    const wrong = await product.command('sweep', '--history', '--yes', '4');
    expect(wrong).toMatchObject({ exit: 1, json: { counted: 3, taken: 0 } });
    for (const one of old) expect(await ledger.setsOf(one.id)).toEqual([]);
    const right = await product.command('sweep', '--history', '--yes', '3');
    expect(right).toMatchObject({ exit: 0, json: { taken: 3 } });
    expect(await allGone(old)).toHaveLength(3);
  }, 120_000);

  it('a message that no activity tells of is found by the second ear, even where that missed some itself', async () => {
    await changeWeather(ward.url, { deaf: true, mute: false });
    const first = await post([PHOTOS, people.nurse], picture);
    expect(await allGone([first])).toHaveLength(1);
    const second = await post([PHOTOS, people.nurse], picture);
    expect(await allGone([second])).toHaveLength(1);
  }, 90_000);

  it('the address of notifications repeats a handshake as plain text, and says nothing to anybody else', async () => {
    const address = `${product.safelight}/api/notifications`;
    const handshake = await fetch(`${address}?validationToken=Are%20you%20%3Cthere%3E%3F`, {
      method: 'POST',
    });
    expect(handshake.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(handshake.headers.get('x-content-type-options')).toBe('nosniff');
    expect([handshake.status, await handshake.text()]).toEqual([200, 'Are you <there>?']);
    const [known] = await ledger.query('select id from subscriptions limit 1');
    const say = (body: string): Promise<Response> =>
      fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    for (const subscriptionId of [known?.['id'], 'nobody’s']) {
      const forged = { subscriptionId, clientState: 'guessed', lifecycleEvent: 'subscriptionRemoved' };
      const answer = await say(JSON.stringify({ value: [forged] }));
      expect([answer.status, await answer.text()]).toEqual([202, '']);
    }
    expect((await say('{"value":"all"}')).status).toBe(400);
    expect((await say('not JSON')).status).toBe(400);
    expect(await ledger.query('select from subscriptions')).toHaveLength(PLACES.length);
  });
});

import { describe, expect, it } from '@jest/globals';
import { factsOf } from '../../bot/policy/consent/facts-of.ts';
import type { LookedOver } from '../../bot/set/shown.ts';
import { lookupHash, personId } from '../../bot/set/ids.ts';
import { HOUR, later, MINUTE, SECOND } from '../../bot/set/instant.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { noticeWords } from '../../cards/text/notice.ts';
import { shownTitle, shownToPoster } from '../../cards/text/shown.ts';
import { nurse, openHospital, startProcess, TENANT, wardPlace, workUntil } from '../crash/hospital.ts';
import { eventsOf, PICTURE, storedOf } from '../crash/post.ts';
import { nothingSeen } from '../memory/decoder.ts';

const LABEL: LookedOver = { face: true, codes: [], writing: ['SMITHSON, Margaret', 'NHS No: 943 476 5919'] };

const openWard = (lookOver: () => Promise<LookedOver | undefined>) => {
  let looks = 0;
  const looker = {
    lookOver: async (jpeg: () => Promise<Uint8Array>) => {
      looks += 1;
      await jpeg();
      return lookOver();
    },
  };
  const hospital = { ...openHospital(), looker };
  hospital.chat.signedIn.add(nurse.oid);
  const process = startProcess(hospital);
  return {
    hospital,
    looks: () => looks,
    post: async () => {
      const at = hospital.chat.say(wardPlace, nurse, { inline: [PICTURE] });
      const postedAt = hospital.clock.now();
      await process.hear({
        at,
        poster: nurse,
        postedAt,
        occasion: 'posted',
        mayHoldImages: true,
        carried: [],
      });
      return at;
    },
    wait: (milliseconds: number) => workUntil(hospital, process, later(hospital.clock.now(), milliseconds)),
    lists: () => [...hospital.chat.lists.values()],
  };
};

describe('What else a picture shows', () => {
  it('is looked for a minute after it can be seen, and whoever posted it is told in their one list', async () => {
    const ward = openWard(async () => LABEL);
    const at = await ward.post();
    await ward.wait(30 * SECOND);
    expect(ward.looks()).toBe(0);
    await ward.wait(5 * MINUTE);
    expect(ward.looks()).toBe(1);
    const [image] = (await storedOf(ward.hospital, at)).images;
    expect(image?.shows).toEqual(['details', 'face']);
    const lists = ward.lists();
    expect(lists.map(({ person }) => person)).toEqual([nurse]);
    const [list] = lists;
    if (list === undefined) throw new Error('nobody was told');
    expect(list.now).toMatchObject({ kind: 'to-do', shows: ['details', 'face'] });
    expect(noticeWords(list.now).lines).toContain(shownToPoster(['details', 'face']));
  });

  it('is told even where the poster has done everything else already, once, with the way to that set', async () => {
    const ward = openWard(async () => ({ ...nothingSeen, face: true }));
    const at = await ward.post();
    await ward.wait(5 * SECOND);
    const { organisation, id } = await storedOf(ward.hospital, at);
    const patient = { lookup: lookupHash('a'.repeat(64)), patient: {} as never };
    await ward.hospital.ledger.change(organisation, id, {
      to: (set) =>
        set.state === 'stored'
          ? {
              ...set,
              images: set.images.map((image) => ({
                ...image,
                consent: { ...factsOf(image), subject: 'chart-or-document' },
                filing: { state: 'waiting', patient, by: nurse, at: ward.hospital.clock.now() },
              })),
            }
          : set,
      events: [],
    });
    await ward.wait(20 * MINUTE);
    const [list, another] = ward.lists();
    expect(another).toBeUndefined();
    expect(list?.now).toMatchObject({ kind: 'to-do', unfiled: 0, unanswered: 0, shows: ['face'] });
    expect(list?.now).toHaveProperty('openUrl', `https://safelight.example/sets/${id}`);
    expect(list === undefined ? '' : noticeWords(list.now).title).toBe(shownTitle);
  });

  it('is known by kind alone: no word that was read is kept, told or on record', async () => {
    const ward = openWard(async () => LABEL);
    const at = await ward.post();
    await ward.wait(5 * MINUTE);
    const set = await storedOf(ward.hospital, at);
    expect(set.images[0]?.numbers).toHaveLength(1);
    const kept = JSON.stringify([set, await eventsOf(ward.hospital), ward.lists()]);
    expect(kept).toContain('looked-over');
    expect(kept).not.toMatch(/smithson|margaret|943.?476.?5919/i);
  });

  it('is never said to whoever is on duty after them: it is not theirs to mend', async () => {
    const ward = openWard(async () => LABEL);
    await ward.post();
    await ward.wait(30 * HOUR);
    const owner = personId(TENANT, 'owner');
    const theirs = ward.lists().filter(({ person }) => person.oid === owner.oid);
    expect(theirs.length).toBeGreaterThan(0);
    for (const { sent, now } of theirs) {
      expect(sent).not.toHaveProperty('shows');
      expect(now).not.toHaveProperty('shows');
    }
  });

  it('waits while another picture is looked over, and holds up nothing', async () => {
    let busy = true;
    const ward = openWard(async () => (busy ? undefined : nothingSeen));
    const at = await ward.post();
    await ward.wait(3 * MINUTE);
    expect(ward.looks()).toBeGreaterThan(2);
    const waiting = await storedOf(ward.hospital, at);
    expect(waiting.images[0]?.shows).toBeUndefined();
    expect(waiting.copies[0]?.outcome.state).toBe('message-deleted');
    busy = false;
    await ward.wait(MINUTE);
    expect((await storedOf(ward.hospital, at)).images[0]?.shows).toEqual([]);
  });

  it('of a picture that ends whoever looks: it is on record that nobody looked, and the rest goes on', async () => {
    const ward = openWard(async () => {
      throw new SafelightError('cannot-be-decoded', { transient: false });
    });
    const at = await ward.post();
    await ward.wait(10 * MINUTE);
    expect((await storedOf(ward.hospital, at)).images[0]?.shows).toBeUndefined();
    const failed = (await eventsOf(ward.hospital)).filter(({ kind }) => kind === 'looking-failed');
    expect(failed).toMatchObject([{ facts: { code: 'cannot-be-decoded' } }]);
  });
});

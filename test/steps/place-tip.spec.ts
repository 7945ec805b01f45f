import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../../cards/model.ts';
import { noticeWords } from '../../cards/text/notice.ts';
import { drawNotice } from '../../cards/teams/draw-notice.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { PersonId } from '../../bot/set/ids.ts';
import { HOUR, later, MINUTE } from '../../bot/set/instant.ts';
import { memoryOnce } from '../memory/coverage.ts';
import { nurse, openHospital, otherNurse, startProcess, wardPlace, workUntil } from '../crash/hospital.ts';
import type { Cut } from '../crash/power.ts';
import { PowerCut } from '../crash/power.ts';
import { eventsOf, PICTURE, storedOf } from '../crash/post.ts';

/** As a phone writes it, and as it must never be said again. */
const PLACE = '53,24.588N';
const PLACED = Buffer.concat([
  PICTURE,
  Buffer.from(`<x exif:GPSLatitude="${PLACE}" exif:GPSLongitude="2,58.014W"/>`),
]);

const openWard = () => {
  const hospital = { ...openHospital(), once: memoryOnce() };
  for (const { oid } of [nurse, otherNurse]) hospital.chat.signedIn.add(oid);
  let process = startProcess(hospital);
  const hear = (poster: PersonId, inline: Uint8Array) => {
    const at = hospital.chat.say(wardPlace, poster, { inline: [inline] });
    const postedAt = hospital.clock.now();
    return {
      at,
      hear: () =>
        process.hear({ at, poster, postedAt, occasion: 'posted', mayHoldImages: true, carried: [] }),
    };
  };
  return {
    hospital,
    post: async (poster: PersonId, inline: Uint8Array) => {
      const one = hear(poster, inline);
      await one.hear();
      return one.at;
    },
    /** Whatever the process was doing, its power is cut there, and another one goes on. */
    postAndCut: async (poster: PersonId, inline: Uint8Array, cut: Cut) => {
      process = startProcess(hospital, { cut });
      const one = hear(poster, inline);
      try {
        await one.hear();
        await workUntil(hospital, process, later(hospital.clock.now(), 10 * MINUTE));
      } catch (thrown) {
        if (!(thrown instanceof PowerCut)) throw thrown;
      }
      const { power } = process;
      process = startProcess(hospital);
      return power;
    },
    wait: (milliseconds: number) => workUntil(hospital, process, later(hospital.clock.now(), milliseconds)),
    /** Messages that were sent with the tip, or have come to say it. */
    tips: () =>
      [...hospital.chat.lists.values()]
        .filter(({ sent, now }) => [sent, now].some((one) => one.kind === 'to-do' && one.placeTip === true))
        .map(({ person }) => person.oid)
        .sort(),
    messages: () => [...hospital.chat.lists.values()],
  };
};

describe('Whoever’s phone writes places into photographs', () => {
  it('is told once, in their own list, and the next photograph with a place in it says nothing more', async () => {
    const { hospital, post, wait, tips, messages } = openWard();
    await post(nurse, PLACED);
    await post(nurse, Buffer.concat([PLACED, Buffer.from('2')]));
    await wait(HOUR);
    expect(tips()).toEqual(['nurse']);
    await wait(23 * HOUR);
    await post(nurse, Buffer.concat([PLACED, Buffer.from('3')]));
    await wait(HOUR);
    expect(messages().filter(({ person }) => person.oid === 'nurse')).toHaveLength(2);
    expect(tips()).toEqual(['nurse']);
    expect((await eventsOf(hospital)).filter(({ kind }) => kind === 'place-tip-told')).toHaveLength(1);
  });

  it('is told each for themselves, and nobody is told whose phone writes none', async () => {
    const { post, wait, tips } = openWard();
    await post(nurse, PLACED);
    await post(otherNurse, PICTURE);
    await wait(HOUR);
    expect(tips()).toEqual(['nurse']);
    await post(otherNurse, Buffer.concat([PLACED, Buffer.from('2')]));
    await wait(HOUR);
    expect(tips()).toEqual(['nurse', 'other-nurse']);
  });

  it('has it on the message that stands already, which keeps it however often it changes: one message a shift', async () => {
    const { post, wait, tips, messages } = openWard();
    await post(nurse, PICTURE);
    await wait(10 * MINUTE);
    expect(tips()).toEqual([]);
    for (const one of ['2', '3']) {
      await post(nurse, Buffer.concat([PLACED, Buffer.from(one)]));
      await wait(10 * MINUTE);
      expect(messages()).toHaveLength(1);
      expect(messages()[0]?.now).toMatchObject({ placeTip: true });
    }
  });

  it('is never told of it off shift, nor is anybody who is on duty after them', async () => {
    const { hospital, post, wait, messages } = openWard();
    hospital.clock.moveTo(later(hospital.clock.now(), 10 * HOUR + 29 * MINUTE));
    await post(nurse, PLACED);
    await wait(3 * HOUR);
    expect(messages().map(({ person, now }) => [person.oid, 'placeTip' in now])).toEqual([['owner', false]]);
  });

  it('is told though nothing else is left to do of it, and of one that says no place nothing is said', async () => {
    for (const [picture, told] of [
      [PLACED, ['nurse']],
      [PICTURE, []],
    ] as const) {
      const { hospital, post, wait, tips, messages } = openWard();
      const at = await post(nurse, picture);
      await wait(MINUTE);
      const { id, organisation } = await storedOf(hospital, at);
      await hospital.ledger.change(organisation, id, {
        to: (set) =>
          set.state === 'stored'
            ? { ...set, notClinical: { by: nurse, at: hospital.clock.now(), reason: 'personal' } }
            : set,
        owes: [],
        events: [],
      });
      await wait(HOUR);
      expect(tips()).toEqual(told);
      expect(messages()).toHaveLength(told.length);
    }
  });

  it('is told once by whichever process, wherever the power is cut', async () => {
    const whole = await openWard().postAndCut(nurse, PLACED, { at: 100_000, when: 'before' });
    expect(whole.calls[whole.calls.indexOf('once.first') + 1]).toBe('post.ask');
    for (let at = 1; at <= whole.calls.length; at += 1)
      for (const when of ['before', 'after'] as const) {
        const { postAndCut, post, wait, tips } = openWard();
        const { calls } = await postAndCut(nurse, PLACED, { at, when });
        await wait(6 * HOUR);
        await post(nurse, Buffer.concat([PLACED, Buffer.from('2')]));
        await wait(HOUR);
        // Between the note and the message is the one instant in which it is lost, rather than told twice.
        const isLost = calls.at(-1) === (when === 'after' ? 'once.first' : 'post.ask');
        expect([at, when, tips()]).toEqual([at, when, isLost ? [] : ['nurse']]);
      }
  });

  it('is told once the chat takes messages again', async () => {
    const { hospital, post, wait, tips } = openWard();
    const { post: chat } = hospital.chat;
    const ask = chat.ask.bind(chat);
    let refusals = 2;
    const refusing: typeof chat.ask = (...told) => {
      if (refusals === 0) return ask(...told);
      refusals -= 1;
      throw new SafelightError('chat-throttled', { transient: true });
    };
    Object.assign(chat, { ask: refusing });
    await post(nurse, PLACED);
    await wait(2 * HOUR);
    expect([refusals, tips()]).toEqual([0, ['nurse']]);
  });
});

describe('What the tip says', () => {
  const notice: Notice = {
    kind: 'to-do',
    yours: true,
    unfiled: 0,
    unanswered: 0,
    again: 0,
    placeTip: true,
    openUrl: 'https://safelight.example/mine',
  };

  it('is where each kind of phone has it, and that the copy colleagues see has no place', () => {
    const said = noticeWords(notice).lines.join(' ');
    for (const one of ['iPhone', 'Location Services', 'Android', 'has no place in it'])
      expect(said).toContain(one);
    expect(noticeWords({ ...notice, unfiled: 1 }).lines.join(' ')).toContain('Location Services');
  });

  it('is never the place itself', () => {
    expect(JSON.stringify(drawNotice(notice))).not.toMatch(/53,24|GPS|Latitude/);
  });
});

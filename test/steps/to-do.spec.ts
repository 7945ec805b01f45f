import { describe, expect, it } from '@jest/globals';
import { pressed } from '../../bot/policy/consent/pressed.ts';
import { recordConsent } from '../../bot/actions/record-consent.ts';
import { STANDING_RULES } from '../../bot/policy/consent/case.ts';
import type { PersonId } from '../../bot/set/ids.ts';
import { personId } from '../../bot/set/ids.ts';
import type { Instant } from '../../bot/set/instant.ts';
import { HOUR, instant, later, MINUTE } from '../../bot/set/instant.ts';
import type { Hospital, Process } from '../crash/hospital.ts';
import {
  nurse,
  openHospital,
  otherNurse,
  startProcess,
  TENANT,
  wardPlace,
  workUntil,
} from '../crash/hospital.ts';
import { eventsOf, HERE, openAlerts, PICTURE, storedOf } from '../crash/post.ts';

const third = personId(TENANT, 'third-nurse');
const NURSES = [nurse, otherNurse, third];
/** 2 March 2026, 09:00: the day shift ends at 19:30. */
const EVENING = instant('2026-03-02T19:30:00Z');
const NEXT_MORNING = instant('2026-03-03T07:30:00Z');

const openWard = () => {
  const hospital = openHospital();
  hospital.chat.members.push({ person: third, name: 'Third', guest: false });
  for (const { oid } of NURSES) hospital.chat.signedIn.add(oid);
  const process = startProcess(hospital);
  const post = async (poster: PersonId, images = 1) => {
    const inline = Array.from({ length: images }, (_, at) => Buffer.concat([PICTURE, Buffer.from([at])]));
    const at = hospital.chat.say(wardPlace, poster, { inline });
    const postedAt = hospital.clock.now();
    await process.hear({ at, poster, postedAt, occasion: 'posted', mayHoldImages: true, carried: [] });
    return at;
  };
  const until = (at: Instant): Promise<void> => reach(hospital, process, at);
  const messages = () => [...hospital.chat.lists.values()];
  const answer = async (at: Awaited<ReturnType<typeof post>>, form = pressed({ press: 'said-no' })) => {
    const set = await storedOf(hospital, at);
    await recordConsent(hospital)({
      ...{ organisation: HERE, set: set.id, images: set.images.map(({ id }) => id), by: set.poster },
      ...{ form, said: {}, rules: STANDING_RULES },
    });
    await until(later(hospital.clock.now(), MINUTE));
  };
  return { hospital, process, post, until, messages, answer };
};

const reach = async (hospital: Hospital, process: Process, at: Instant): Promise<void> => {
  await workUntil(hospital, process, at);
  if (hospital.clock.now() < at) hospital.clock.moveTo(at);
};

describe('What is left to do is one running list a person', () => {
  it('20 images by three nurses in a shift are three messages, and one to whoever is on duty after it', async () => {
    const { hospital, post, until, messages } = openWard();
    for (let at = 0; at < 20; at += 1) {
      await post(NURSES[at % 3] ?? nurse);
      await until(later(hospital.clock.now(), 13 * MINUTE));
    }
    await until(later(EVENING, -MINUTE));
    const inShift = messages();
    expect(inShift.map(({ person }) => person.oid).sort()).toEqual(['nurse', 'other-nurse', 'third-nurse']);
    const said = inShift.map(({ now }) => (now.kind === 'to-do' ? now.unanswered : 0));
    expect(said.reduce((sum, one) => sum + one, 0)).toBe(20);
    await until(later(EVENING, HOUR));
    const after = messages().slice(inShift.length);
    expect(after.map(({ person, now }) => [person.oid, now])).toEqual([
      ['owner', expect.objectContaining({ yours: false, unanswered: 20, unfiled: 20 })],
    ]);
    await until(later(NEXT_MORNING, HOUR));
    expect(messages()).toHaveLength(4);
    process.stdout.write(
      `20 images by three nurses in a shift: ${inShift.length} messages to those who posted, ${after.length} to those on duty after it\n`,
    );
  });

  it('asks no one before their picture is out of the chat, and then both things at once', async () => {
    const { hospital, post, until, messages } = openWard();
    const at = await post(nurse);
    await until(later(hospital.clock.now(), 3 * MINUTE));
    expect(hospital.chat.isGone(at)).toBe(true);
    const { id } = await storedOf(hospital, at);
    expect(messages().map(({ sent }) => sent)).toEqual([
      {
        ...{ kind: 'to-do', yours: true, unfiled: 1, unanswered: 1, again: 0 },
        openUrl: `https://safelight.example/sets/${id}/consent`,
      },
    ]);
  });

  it('is one message of several pictures, changed in place as more come and as they are answered', async () => {
    const { hospital, post, until, messages, answer } = openWard();
    const one = await post(nurse);
    const two = await post(nurse, 2);
    await until(later(hospital.clock.now(), HOUR));
    expect(messages().map(({ now }) => now)).toMatchObject([{ unanswered: 3 }]);
    await answer(one);
    expect(messages().map(({ now }) => now)).toMatchObject([{ unanswered: 2, unfiled: 2 }]);
    await answer(two);
    expect(messages().map(({ now }) => now)).toMatchObject([{ unanswered: 0, unfiled: 0 }]);
  });

  it('says nothing to a nurse off shift, and says it again in a shift in which they post', async () => {
    const { hospital, post, until, messages } = openWard();
    await post(nurse);
    await until(later(NEXT_MORNING, HOUR));
    const ofNurse = () => messages().filter(({ person }) => person.oid === nurse.oid);
    expect(ofNurse()).toHaveLength(1);
    await post(nurse);
    await until(later(hospital.clock.now(), 13 * HOUR));
    expect(ofNurse().map(({ now }) => now)).toMatchObject([{ unanswered: 1 }, { unanswered: 2 }]);
  });

  it('is on record each time, with nothing of a patient', async () => {
    const { hospital, post, until } = openWard();
    await post(nurse);
    await until(later(hospital.clock.now(), HOUR));
    const told = (await eventsOf(hospital)).filter(({ kind }) => kind === 'to-do-told');
    expect(told.map(({ facts }) => facts)).toEqual([{ to: 'nurse', told: 1 }]);
  });

  it('a patient who could not be asked is on it again a day later, and on the console', async () => {
    const { hospital, post, until, answer } = openWard();
    const at = await post(nurse);
    await until(later(hospital.clock.now(), 5 * MINUTE));
    await answer(at, pressed({ press: 'could-not-ask', why: 'asleep' }));
    expect(openAlerts(await storedOf(hospital, at))).toEqual([]);
    await until(later(hospital.clock.now(), 25 * HOUR));
    expect(openAlerts(await storedOf(hospital, at))).toEqual(['consent-due']);
    await answer(at);
    await until(later(hospital.clock.now(), 5 * MINUTE));
    expect(openAlerts(await storedOf(hospital, at))).toEqual(['declined-undecided']);
  });
});

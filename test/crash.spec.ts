import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  nurse,
  openHospital,
  otherNurse,
  otherPlace,
  ring,
  startProcess,
  TWO_DAYS_ON,
  wardPlace,
  workUntil,
  type Hospital,
} from './crash/hospital.ts';
import { faultsIn } from './crash/must-hold.ts';
import type { Cut } from './crash/power.ts';

const picture = (name: string): Uint8Array =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    Buffer.from(`JFIF\0 ${name}`),
    Buffer.alloc(40, name),
  ]);
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const A = picture('a');
const B = picture('b');
const C = picture('c');
const LATER = picture('later');

/** Two organisations of one tenant: three pictures in one post here, a fourth there. */
const twoPosts = (hospital: Hospital) => {
  hospital.chat.signedIn.add(nurse.oid).add(otherNurse.oid);
  const here = hospital.chat.say(wardPlace, nurse, { text: 'bed 4', inline: [A, B], files: [{ bytes: C }] });
  const there = hospital.chat.say(otherPlace, otherNurse, { inline: [A] });
  const posted = new Map([
    [here, new Set([sha(A), sha(B), sha(C)])],
    [there, new Set([sha(A)])],
  ]);
  return { here, there, posted };
};

const swallowCut = async (run: () => Promise<unknown>): Promise<void> => {
  try {
    await run();
  } catch (thrown) {
    if ((thrown as Error).constructor.name !== 'PowerCut') throw thrown;
  }
};

/** One process that may die, then another that finds what it left. Faults are looked for after both. */
const liveThrough = async (cut?: Cut, edit?: { at: number }) => {
  const hospital = openHospital();
  const { here, there, posted } = twoPosts(hospital);
  const meanwhile = edit && {
    at: edit.at,
    happens: () => {
      if (hospital.chat.visible(here).includes(sha(A))) {
        hospital.chat.edit(here, LATER);
        posted.get(here)?.add(sha(LATER));
      }
    },
  };
  const first = startProcess(hospital, {
    ...(cut === undefined ? {} : { cut }),
    ...(meanwhile === undefined ? {} : { meanwhile }),
  });
  await swallowCut(() => ring(hospital, first, here));
  await swallowCut(() => ring(hospital, first, there));
  await swallowCut(() => workUntil(hospital, first, TWO_DAYS_ON));
  const afterCut = await faultsIn(hospital, posted);
  const second = startProcess(hospital);
  // The platform sends again what was not answered.
  await ring(hospital, second, here);
  await ring(hospital, second, there);
  if (edit !== undefined) await ring(hospital, second, here, 'edited');
  await workUntil(hospital, second, TWO_DAYS_ON);
  return {
    hospital,
    here,
    there,
    afterCut,
    atEnd: await faultsIn(hospital, posted),
    calls: first.power.calls,
  };
};

describe('when nothing goes wrong', () => {
  it('every picture leaves the chat, is in custody, and has one card in its thread', async () => {
    const { hospital, here, there, atEnd } = await liveThrough();
    expect(atEnd).toEqual([]);
    expect([...hospital.chat.visible(here), ...hospital.chat.visible(there)]).toEqual([]);
    expect(hospital.chat.cards.map((card) => card.card.removal)).toEqual(['removed', 'removed']);
    expect(hospital.chat.told).toEqual([]);
  });
});

describe('when the power is cut before or after any outside call', () => {
  it('no picture is lost, none is removed unseen, no card is doubled, and everything is finished after the restart', async () => {
    const { calls } = await liveThrough();
    expect(calls.length).toBeGreaterThan(60);
    const cuts = calls.flatMap((_, n): Cut[] => [
      { at: n + 1, when: 'before' },
      { at: n + 1, when: 'after' },
    ]);
    const broken: unknown[] = [];
    for (const cut of cuts) {
      const { hospital, here, there, afterCut, atEnd } = await liveThrough(cut);
      const left = [...hospital.chat.visible(here), ...hospital.chat.visible(there)];
      if (afterCut.length + atEnd.length + left.length > 0 || hospital.chat.cards.length !== 2) {
        broken.push({
          cut,
          call: calls[cut.at - 1],
          afterCut,
          atEnd,
          left: left.length,
          cards: hospital.chat.cards.length,
        });
      }
    }
    expect(broken).toEqual([]);
  }, 120_000);
});

describe('when the poster edits the message between any two calls', () => {
  it('the added picture is in custody too before anything of the message is gone', async () => {
    const { calls } = await liveThrough();
    const broken: unknown[] = [];
    for (let at = 1; at <= calls.length; at += 1) {
      const { hospital, here, afterCut, atEnd } = await liveThrough(undefined, { at });
      const left = hospital.chat.visible(here);
      if (afterCut.length + atEnd.length + left.length > 0)
        broken.push({ at, call: calls[at - 1], afterCut, atEnd, left });
    }
    expect(broken).toEqual([]);
  }, 120_000);
});

import { describe, expect, it } from '@jest/globals';
import { SECOND } from '../bot/set/instant.ts';
import {
  nurse,
  openHospital,
  ring,
  startProcess,
  TWO_DAYS_ON,
  wardPlace,
  workUntil,
} from './crash/hospital.ts';

const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.alloc(60, 'a')]);

/** One photograph posted; the process that takes it asks a chat that answers only when `answer` is called. */
const posted = async () => {
  const hospital = openHospital();
  hospital.chat.signedIn.add(nurse.oid);
  const at = hospital.chat.say(wardPlace, nurse, { inline: [picture] });
  const read = { ...hospital.chat.read };
  let answer = (): void => undefined;
  const asked = new Promise<void>((hears) => {
    Object.assign(hospital.chat.read, {
      message: async (place: typeof at) => {
        hears();
        await new Promise<void>((resolve) => (answer = resolve));
        return read.message(place);
      },
    });
  });
  const process = startProcess(hospital);
  await ring(hospital, process, at);
  process.worker.start();
  await asked;
  return {
    hospital,
    at,
    process,
    answers: () => {
      Object.assign(hospital.chat.read, read);
      answer();
    },
  };
};

describe('A duty whose set the ledger has lost', () => {
  it('is told of once, with its code and whose it was, and is not claimed again', async () => {
    const hospital = openHospital();
    const at = hospital.chat.say(wardPlace, nurse, { inline: [picture] });
    hospital.ledger.read = async () => undefined;
    const process = startProcess(hospital);
    await ring(hospital, process, at);
    await workUntil(hospital, process, TWO_DAYS_ON);
    const lost = process.notes.filter((note) => note.what === 'set-missing');
    expect(lost.map(({ verb, organisation, error }) => [verb, organisation, error?.code]).sort()).toEqual([
      ['alarm', 'XHB', 'set-missing'],
      ['ingest', 'XHB', 'set-missing'],
    ]);
    expect(hospital.ledger.duties()).toEqual([]);
  });
});

describe('When a process is asked to stop', () => {
  it('what is in hand is finished first, and nothing more is begun', async () => {
    const { hospital, at, process, answers } = await posted();
    const stopped = process.worker.stop();
    answers();
    expect(await stopped).toBe(0);
    const verbs = hospital.ledger.duties().map((duty) => duty.verb);
    expect(verbs).not.toContain('ingest');
    // In custody, and the removal it owes is left for another process.
    expect(verbs).toContain('remove');
    expect(hospital.chat.isGone(at)).toBe(false);
  });

  it('what hangs is left to its lease: it is counted, not waited for, and done by the next process', async () => {
    const { hospital, at, process, answers } = await posted();
    expect(await process.worker.stop(20)).toBe(1);
    const held = hospital.ledger.duties().find((duty) => duty.verb === 'ingest');
    expect(held?.leaseUntil).toBeDefined();
    answers();
    hospital.clock.pass(20 * SECOND);
    await workUntil(hospital, startProcess(hospital), TWO_DAYS_ON);
    expect(hospital.chat.isGone(at)).toBe(true);
    expect(hospital.chat.cards).toHaveLength(1);
  });
});

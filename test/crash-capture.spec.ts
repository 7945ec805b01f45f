import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { beginCapture } from '../bot/actions/begin-capture.ts';
import { sendCapture } from '../bot/actions/send-capture.ts';
import { patients } from '../bot/local/demonstration/patients.ts';
import { protectionOf } from '../bot/policy/conversations.ts';
import type { Captures } from '../bot/ports/captures.ts';
import { open } from '../bot/sealed/open.ts';
import type { CaptureId } from '../bot/set/ids.ts';
import { sha256 } from '../bot/set/ids.ts';
import type { ImageSet } from '../bot/set/image-set.ts';
import { DAY, later, MINUTE } from '../bot/set/instant.ts';
import { sealContext } from '../bot/set/sealed.ts';
import type { OpenCapture } from '../bot/set/staged.ts';
import { stageChunk } from '../bot/steps/stage.ts';
import { sweepStaging } from '../bot/sweep/staged-pieces.ts';
import { nurse, openHospital, startProcess, wardPlace, workUntil } from './crash/hospital.ts';
import type { Hospital, Process } from './crash/hospital.ts';
import { faultsIn } from './crash/must-hold.ts';
import { HERE } from './crash/post.ts';
import type { Cut } from './crash/power.ts';
import { PowerCut } from './crash/power.ts';
import { memoryCaptures } from './memory/captures.ts';

const PIECE = 40;
const picture = (name: string): Uint8Array =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    Buffer.from(`JFIF\0${name}`.padEnd(90, name)),
  ]);
const sum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const piecesOf = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, at) =>
    bytes.subarray(at * PIECE, (at + 1) * PIECE),
  );

/** What the phone holds. It lets go of a picture only once it was told that it is in custody. */
interface Browser {
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  capture?: CaptureId;
  hasReceipt: boolean;
}

const [patient] = patients;
if (patient === undefined) throw new Error('no patient');
const found = {
  reference: `Patient/${patient.id}`,
  nhsNumber: patient.nhsNumber,
  name: patient.family,
  birthDate: patient.birthDate,
  gender: patient.gender,
  deceased: false,
  superseded: false,
};

/** As the page goes on, from wherever it was: what was not answered is asked again. */
const goOn = async (hospital: Hospital, process: Process, kept: Captures, browser: Browser) => {
  const { clock } = hospital;
  const parts = { ...process.stores, captures: process.plug('captures', kept), clock };
  const begin = beginCapture(parts);
  const stage = stageChunk(parts);
  const read = async (): Promise<OpenCapture> => {
    const capture =
      browser.capture === undefined ? undefined : await parts.captures.read(HERE, browser.capture, nurse);
    return capture ?? begin({ organisation: HERE, person: nurse, place: wardPlace });
  };
  let capture = await read();
  browser.capture = capture.id;
  if (capture.state === 'open')
    for (const [image, bytes] of browser.pictures)
      for (const [chunk, piece] of piecesOf(bytes).entries())
        await stage({ capture, image, chunk, bytes: piece, sha256: sum(piece) });
  capture = await read();
  const protection = protectionOf(hospital.policy, wardPlace, nurse.oid);
  if (protection === undefined) throw new Error('not protected');
  const set = await sendCapture(parts)({
    ...{ capture, protection, author: 'Nurse', patient: found, text: '', facts: {} },
    images: [...browser.pictures].map(([image, bytes]) => ({
      staged: image,
      chunks: capture.chunks.filter((one) => one.image === image).map(({ blob }) => blob),
      bytes: bytes.length,
      sha256: sha256(sum(bytes)),
      facts: {
        intimate: false,
        ageBand: 'adult',
        consent: { state: 'outstanding', why: 'asleep', by: nurse, at: clock.now(), returnBy: clock.now() },
        withdrawals: [],
      },
    })),
  });
  // Longer than a dead process's lease.
  await workUntil(hospital, process, later(clock.now(), MINUTE));
  browser.hasReceipt = (await process.stores.ledger.read(HERE, set))?.state === 'stored';
};

const swallowCut = async (run: () => Promise<unknown>): Promise<void> => {
  try {
    await run();
  } catch (thrown) {
    if (!(thrown instanceof PowerCut)) throw thrown;
  }
};

const inCustody = async ({ ledger, blobs, keys }: Hospital): Promise<readonly (readonly string[])[]> => {
  const sets: readonly ImageSet[] = await ledger.find(HERE, { by: 'all' });
  return Promise.all(
    sets.map(async (set) =>
      set.state !== 'stored'
        ? []
        : Promise.all(
            set.images.map(async (image) => {
              const key = await keys.unwrap(image.original.key);
              const sealed = await blobs.get('images', image.original.blob);
              return sum(open(sealed, key, sealContext.original(set, image.id)));
            }),
          ),
    ),
  );
};

/** Invariant 1 for what was never in the chat: after a receipt it is in custody; before, the phone still has it. */
const lostBy = async (hospital: Hospital, browser: Browser): Promise<readonly string[]> => {
  const custody = (await inCustody(hospital)).flat();
  const missing = [...browser.pictures.values()].map(sum).filter((one) => !custody.includes(one));
  return browser.hasReceipt ? missing.map((one) => `${one} has a receipt and is not in custody`) : [];
};

const plainAtRest = ({ blobs }: Hospital, browser: Browser): readonly string[] => {
  const needles = [...browser.pictures.values()].flatMap(piecesOf).map((one) => Buffer.from(one));
  return [...blobs.contents]
    .filter(([, { bytes }]) => needles.some((needle) => Buffer.from(bytes).includes(needle)))
    .map(([path]) => `${path} is in the clear`);
};

/** The server may lose its power once, and the phone goes on with the next one. */
const liveThrough = async (cut?: Cut, sends = 1) => {
  const hospital = openHospital();
  hospital.chat.signedIn.add(nurse.oid);
  const captures = memoryCaptures((organisation, events) =>
    hospital.ledger.audit.append(organisation, events),
  );
  const browser: Browser = {
    pictures: new Map([
      ['a'.repeat(22), picture('a')],
      ['b'.repeat(22), picture('b')],
    ]),
    hasReceipt: false,
  };
  const first = startProcess(hospital, cut === undefined ? {} : { cut });
  await swallowCut(() => goOn(hospital, first, captures, browser));
  const faults = async (): Promise<readonly string[]> => [
    ...(await faultsIn(hospital, new Map())),
    ...(await lostBy(hospital, browser)),
    ...plainAtRest(hospital, browser),
  ];
  const afterCut = await faults();
  const second = startProcess(hospital);
  for (let time = 0; time < sends; time += 1) await goOn(hospital, second, captures, browser);
  const atEnd = await faults();
  hospital.clock.pass(DAY);
  const { ledger, blobs, clock } = hospital;
  await sweepStaging({ captures, ledger, blobs, clock });
  await sweepStaging({ captures, ledger, blobs, clock });
  const staged = [...blobs.contents.keys()].filter((path) => path.startsWith('staging'));
  return { hospital, browser, captures, afterCut, atEnd, staged, calls: first.power.calls };
};

const WHOLE = [picture('a'), picture('b')].map(sum).sort();

describe('a capture, when nothing goes wrong', () => {
  it('is one set in custody with both pictures, one card, both filed, and nothing left of its pieces', async () => {
    const { hospital, browser, atEnd, staged } = await liveThrough();
    expect(atEnd).toEqual([]);
    expect(browser.hasReceipt).toBe(true);
    expect((await inCustody(hospital)).map((set) => [...set].sort())).toEqual([WHOLE]);
    expect(hospital.chat.cards.map(({ card }) => [card.removal, card.filed])).toEqual([['captured', 2]]);
    expect(hospital.record.documents()).toHaveLength(2);
    expect(staged).toEqual([]);
  });

  it('sent five times over it is still one set and one card', async () => {
    const { hospital } = await liveThrough(undefined, 5);
    expect([(await inCustody(hospital)).length, hospital.chat.cards.length]).toEqual([1, 1]);
  });
});

describe('a capture, when the power is cut before or after any outside call', () => {
  it('nothing with a receipt is lost, nothing is in the clear, and the phone goes on to one set and one card', async () => {
    const { calls } = await liveThrough();
    expect(calls).toEqual(
      expect.arrayContaining(['captures.begin', 'captures.note', 'captures.freeze', 'ledger.receive']),
    );
    expect(calls.length).toBeGreaterThan(50);
    const broken: unknown[] = [];
    for (const cut of calls.flatMap((_, n): Cut[] => [
      { at: n + 1, when: 'before' },
      { at: n + 1, when: 'after' },
    ])) {
      const { hospital, browser, afterCut, atEnd, staged } = await liveThrough(cut);
      const custody = (await inCustody(hospital)).map((set) => [...set].sort());
      const isRight =
        JSON.stringify(custody) === JSON.stringify([WHOLE]) &&
        hospital.chat.cards.length === 1 &&
        hospital.record.documents().length === 2 &&
        browser.hasReceipt;
      if (!isRight || afterCut.length + atEnd.length + staged.length > 0)
        broken.push({
          ...{ cut, call: calls[cut.at - 1], afterCut, atEnd, staged, custody },
          cards: hospital.chat.cards.length,
        });
    }
    expect(broken).toEqual([]);
  }, 120_000);
});

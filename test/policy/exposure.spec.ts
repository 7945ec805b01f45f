import { describe, expect, it } from '@jest/globals';
import { exposureOf, meterOf } from '../../bot/policy/exposure.ts';
import type { Copy, Sighting } from '../../bot/set/copy.ts';
import { captureId, copyId } from '../../bot/set/ids.ts';
import type { AuditEvent } from '../../bot/set/event.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { HOUR, instant, later } from '../../bot/set/instant.ts';
import { nurse, openHospital, ring, startProcess, wardPlace } from '../crash/hospital.ts';
import { PICTURE, storedOf, wait } from '../crash/post.ts';

const posted = instant('2026-11-22T20:00:00.000Z');
const seen = (seconds: number, showed: Sighting['showed']): Sighting => ({
  at: later(posted, seconds * 1000),
  showed,
});
const copy = (...sightings: readonly Sighting[]): Copy => ({
  id: copyId('copy'),
  what: { kind: 'message', edition: 'e', inline: 1 },
  images: [],
  outcome: { state: 'visible' },
  sightings,
});
const set = (copies: readonly Copy[], couldSee?: number): StoredSet =>
  ({
    postedAt: posted,
    copies,
    images: [{ retracted: [] }],
    ...(couldSee === undefined ? {} : { couldSee }),
  }) as unknown as StoredSet;

describe('What a posted picture was exposed to', () => {
  it('is the time from the message to the first look that found its last copy gone, and who could see it', () => {
    const copies = [
      copy(seen(2, 'visible'), seen(4, 'gone'), seen(3600, 'gone')),
      copy(seen(7, 'gone'), seen(9, 'gone')),
    ];
    expect(exposureOf(set(copies, 12))).toEqual({ milliseconds: 7_000, couldSee: 12 });
  });

  it('is not said while a copy can still be seen, or where nobody counted who was there', () => {
    const gone = copy(seen(4, 'gone'));
    expect(exposureOf(set([gone, copy(seen(4, 'hidden'))], 12))).toBeUndefined();
    expect(exposureOf(set([gone, copy()], 12))).toBeUndefined();
    expect(exposureOf(set([gone]))).toBeUndefined();
  });

  it('is nothing for what was taken with Safelight: it never was in the chat', () => {
    const captured = { ...set([], 12), capture: captureId('capture') };
    expect(exposureOf(captured)).toBeUndefined();
    expect(meterOf(captured)).toMatchObject({ route: 'capture-page', level: 'low', within: true });
    expect(meterOf(captured)).not.toHaveProperty('safer');
    expect(meterOf(set([copy(seen(4, 'gone'))], 12))).toMatchObject({
      route: 'messaging-app',
      level: 'very-high',
      within: false,
      safer: 'capture-page',
      exposure: { seconds: 4, couldSee: 12 },
    });
  });

  it('is recorded with each set that is intercepted', async () => {
    const hospital = openHospital();
    hospital.chat.signedIn.add(nurse.oid);
    for (const oid of ['one', 'two', 'three'])
      hospital.chat.members.push({ person: { ...nurse, oid }, name: oid, guest: false });
    const at = hospital.chat.say(wardPlace, nurse, { inline: [PICTURE] });
    const process = startProcess(hospital);
    await ring(hospital, process, at);
    hospital.clock.pass(3_000);
    await wait(hospital, process, 60_000);
    const { exposure } = meterOf(await storedOf(hospital, at));
    expect(exposure?.couldSee).toBe(hospital.chat.members.length);
    expect(exposure?.seconds).toBeGreaterThanOrEqual(3);
  });

  it('stands in the audit with the look that knew it: how long, how many could see, and how risky the way was (RISK-09)', async () => {
    const hospital = openHospital();
    hospital.chat.signedIn.add(nurse.oid);
    const at = hospital.chat.say(wardPlace, nurse, { inline: [PICTURE] });
    const process = startProcess(hospital);
    await ring(hospital, process, at);
    await wait(hospital, process, 2 * HOUR);
    const { organisation, id, ...row } = await storedOf(hospital, at);
    const looks: AuditEvent[] = [];
    for await (const { event } of hospital.ledger.audit.rows(organisation, id))
      if (event.kind === 'copy-reread') looks.push(event);
    const known = exposureOf({ ...row, organisation, id });
    expect(looks.at(-1)?.facts).toMatchObject({
      ...{ exposureMs: known?.milliseconds, couldSee: known?.couldSee, risk: 'very-high' },
    });
  });
});

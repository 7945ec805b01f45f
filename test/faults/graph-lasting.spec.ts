import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '../../bot/set/instant.ts';
import type { Strike } from './faulty-wire.ts';
import { openWardHospital, type WardHospital } from './ward-hospital.ts';

const READ = /^GET .*\/messages\/\d+$/;
const BYTES = /hostedContents\/.*\$value$/;
const DELETE = /^POST .*softDelete$/;
const EVER = 100_000;
const answer = (status: number): Strike => ({ kind: 'answer', status });
const DONE = { inChat: false, inCustody: true, alerts: [], cards: 1 };

describe('Graph fails until somebody mends it', () => {
  let hospital: WardHospital;
  beforeAll(async () => {
    hospital = await openWardHospital();
  });
  beforeEach(() => hospital.signIn());
  afterEach(() => {
    hospital.wire.mend();
  });
  afterAll(() => hospital.close());

  it.each([
    ['403 to reading the message', READ, answer(403)],
    ['403 to the picture', BYTES, answer(403)],
    ['404 to the picture, while its message stands', BYTES, answer(404)],
    ['500 to everything', /./, answer(500)],
    ['no answer to anything', /./, { kind: 'reset' } as const],
  ] as const)(
    '%s: the picture stays in the chat, its poster is told, an alert stands, and all is done once it is mended',
    async (_what, route, strike) => {
      hospital.wire.strike(route, strike, EVER);
      const at = await hospital.post();
      const before = (await hospital.became(at)).told;
      await hospital.work(20 * MINUTE);
      const meanwhile = await hospital.became(at);
      expect(meanwhile).toMatchObject({ inChat: true, inCustody: false, alerts: ['custody-late'], cards: 0 });
      expect(meanwhile.told).toBe(before + 1);
      hospital.wire.mend();
      await hospital.work(HOUR + 15 * MINUTE);
      expect(await hospital.became(at)).toMatchObject(DONE);
    },
  );

  it('403 to the deletion: the picture is in custody, its poster is asked, an alert stands, and all is done once it is gone', async () => {
    hospital.wire.strike(DELETE, answer(403), EVER);
    const at = await hospital.post();
    const before = (await hospital.became(at)).told;
    await hospital.work(20 * MINUTE);
    const meanwhile = await hospital.became(at);
    expect(meanwhile).toMatchObject({ inChat: true, inCustody: true, alerts: ['removal-late'], cards: 1 });
    expect(meanwhile.told).toBe(before + 1);
    hospital.wire.mend();
    await hospital.nurse.delete(hospital.channel, at.message);
    await hospital.work(26 * HOUR);
    expect(await hospital.became(at)).toMatchObject(DONE);
  });

  it('401 to every deletion: the token is fetched once more, then the poster is asked to sign in; no loop', async () => {
    hospital.wire.strike(DELETE, answer(401), EVER);
    const at = await hospital.post();
    const asked = hospital.wire.requests.length;
    await hospital.work(10 * MINUTE);
    const deletions = hospital.wire.requests.slice(asked).filter((one) => DELETE.test(one));
    expect(deletions).toHaveLength(2);
    expect(await hospital.became(at)).toMatchObject({ inChat: true, inCustody: true });
  });

  it('404 to a message that was only just posted: it is looked for again, and taken', async () => {
    hospital.wire.strike(READ, answer(404), 3);
    const at = await hospital.post();
    await hospital.work(MINUTE);
    expect(await hospital.became(at)).toMatchObject(DONE);
  });

  it('404 to a message for longer than a minute: people are alerted that it was never taken', async () => {
    hospital.wire.strike(READ, answer(404), EVER);
    const at = await hospital.post();
    await hospital.work(5 * MINUTE);
    expect(await hospital.became(at)).toMatchObject({
      inChat: true,
      state: 'gone-before-custody',
      alerts: ['gone-before-custody'],
    });
  });

  it('404 to the deletion of what still stands: the look that follows sees it, and it is removed all the same', async () => {
    hospital.wire.strike(DELETE, answer(404));
    const at = await hospital.post();
    await hospital.work(5 * MINUTE);
    expect(await hospital.became(at)).toMatchObject(DONE);
  });
});

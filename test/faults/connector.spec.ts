import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../bot/set/instant.ts';
import { openWardHospital, type WardHospital } from './ward-hospital.ts';

const ROUTE = 'connector.activity.post';

describe('The Bot Connector fails while the card is posted', () => {
  let hospital: WardHospital;
  beforeAll(async () => {
    hospital = await openWardHospital();
    await hospital.signIn();
  });
  afterAll(() => hospital.close());

  it.each([
    ['401 once', { status: 401 }],
    ['403 once', { status: 403 }],
    ['404 once', { status: 404 }],
    ['409', { status: 409 }],
    ['412', { status: 412 }],
    ['429 with seconds', { status: 429, retryAfter: 3 }],
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['503', { status: 503 }],
    ['504', { status: 504 }],
    ['a connection cut', { status: 0 }],
    ['an error after the card was posted', { status: 503, afterEffect: true }],
    ['a connection cut after the card was posted', { status: 0, afterEffect: true }],
  ])('%s: the picture is in custody and gone meanwhile, and one card stands', async (_what, fault) => {
    await hospital.weather({ faults: [{ route: ROUTE, times: 1, ...fault }] });
    const at = await hospital.post();
    await hospital.work(MINUTE / 2);
    expect(await hospital.became(at)).toMatchObject({ inChat: false, inCustody: true });
    await hospital.work(90 * MINUTE);
    expect(await hospital.became(at)).toMatchObject({ inChat: false, inCustody: true, cards: 1, alerts: [] });
  });

  it('it is away for long: the picture is in custody and gone, and people are alerted that no card stands', async () => {
    await hospital.weather({ faults: [{ route: ROUTE, status: 503, times: 100_000 }] });
    const at = await hospital.post();
    await hospital.work(10 * MINUTE);
    expect(await hospital.became(at)).toMatchObject({
      inChat: false,
      inCustody: true,
      cards: 0,
      alerts: ['card-missing'],
    });
    await hospital.weather({});
    await hospital.work(60 * MINUTE);
    expect(await hospital.became(at)).toMatchObject({ cards: 1, alerts: [] });
  });
});

import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../bot/set/instant.ts';
import type { Strike } from './faulty-wire.ts';
import { openWardHospital, type WardHospital } from './ward-hospital.ts';

const answer = (
  status: number,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
): Strike => ({
  kind: 'answer',
  status,
  headers,
  body,
});
const inTwoMinutes = (): string => new Date(Date.now() + 2 * MINUTE).toUTCString();
const PAGE = '<!doctype html><title>Sign in to your account</title>';
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024));

/** Every call between the post and the last look, by what it is for. */
const CALLS = {
  'reading the message': /^GET .*\/messages\/\d+$/,
  'downloading the picture': /hostedContents\/.*\$value$/,
  'deleting the message': /^POST .*softDelete$/,
  'looking whether it is gone': /^GET .*\/messages\/\d+$/,
} as const;

const PASSING: readonly (readonly [string, () => Strike])[] = [
  ['401 once', () => answer(401)],
  ['429 with seconds', () => answer(429, { 'retry-after': '2' })],
  ['429 with an HTTP date', () => answer(429, { 'retry-after': inTwoMinutes() })],
  ['429 without Retry-After', () => answer(429)],
  ['429 with a huge Retry-After', () => answer(429, { 'retry-after': '86400' })],
  ['500', () => answer(500)],
  ['502', () => answer(502, {}, PAGE)],
  ['503', () => answer(503)],
  ['504', () => answer(504)],
  ['409', () => answer(409)],
  ['412', () => answer(412)],
  ['a timeout after the server did it', () => ({ kind: 'unheard', then: 'silence' })],
  ['an error after the server did it', () => ({ kind: 'unheard', then: 'error' })],
  ['a connection lost after the server did it', () => ({ kind: 'unheard', then: 'reset' })],
  ['a half-open connection', () => ({ kind: 'silence' })],
  ['a connection reset', () => ({ kind: 'reset' })],
];
const BODIES: readonly (readonly [string, () => Strike])[] = [
  ['a connection reset half-way through the body', () => ({ kind: 'cut' })],
  ['a body that drips without an end', () => ({ kind: 'drip' })],
  ['a body shorter than its Content-Length', () => ({ kind: 'short' })],
  ['an empty body', () => answer(200, { 'content-type': 'image/png', 'content-length': '0' })],
  ['a sign-in page with 200', () => answer(200, { 'content-type': 'text/html; charset=utf-8' }, PAGE)],
  ['a gzip bomb', () => answer(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }, BOMB)],
  ['a redirect to another host', () => answer(302, { location: 'https://elsewhere.example/picture' })],
];

describe('Graph fails for a while', () => {
  let hospital: WardHospital;
  beforeAll(async () => {
    hospital = await openWardHospital();
    await hospital.signIn();
  });
  afterEach(() => {
    hospital.wire.mend();
  });
  afterAll(() => hospital.close());

  const passes = async (call: keyof typeof CALLS, strike: Strike): Promise<void> => {
    // The message is read once before the look that this is about.
    if (call === 'looking whether it is gone') hospital.wire.strike(CALLS[call], { kind: 'none' });
    hospital.wire.strike(CALLS[call], strike);
    const at = await hospital.post();
    for (let looks = 0; looks < 3; looks += 1) {
      const { inChat, inCustody } = await hospital.became(at);
      expect(inChat || inCustody).toBe(true);
      await hospital.work(7 * MINUTE);
    }
    expect(await hospital.became(at)).toEqual({
      inChat: false,
      inCustody: true,
      state: 'stored',
      alerts: [],
      told: expect.any(Number),
      cards: 1,
    });
  };

  describe.each(Object.keys(CALLS) as (keyof typeof CALLS)[])('while %s', (call) => {
    it.each(PASSING)('%s: the picture is in custody and gone, once, with one card', async (_what, strike) => {
      await passes(call, strike());
    });
  });

  it.each(BODIES)(
    'while the picture comes, %s: it is asked for again, and nothing else is taken for it',
    async (_what, strike) => {
      await passes('downloading the picture', strike());
    },
  );

  it.each(BODIES)('while the message is read, %s: it is read again', async (_what, strike) => {
    await passes('reading the message', strike());
  });
});

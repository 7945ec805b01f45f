import { createHmac } from 'node:crypto';
import { errorWords } from '../../../cards/text.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Account } from '../../set/account.ts';
import type { ErrorCode } from '../../set/errors.ts';
import { asSafelightError, SafelightError } from '../../set/errors.ts';
import { statusFor } from '../answering.ts';
import { vouchedFor } from '../doors.ts';
import type { Answer, Asked, Reply } from '../http/asked.ts';
import { json } from '../http/plain.ts';
import type { Rate, Within } from '../http/rate.ts';
import { rateLimit } from '../http/rate.ts';
import type { Room } from '../room.ts';
import { sessionOf } from '../sign-in.ts';

/** Who asks, however they were found good. */
export interface CapturedBy extends Asked {
  readonly account: Account;
  /** Belongs to this sign-in and to nobody else; what the browser keeps is sealed under what follows from it. */
  readonly signInSecret: Uint8Array;
}

export type CaptureAnswer = (asked: CapturedBy) => Promise<Reply>;

const RATES = {
  /** A hand begins, sends and stops. */
  press: { burst: 40, perMinute: 60 },
  /** A page asks how far it has come, every second until it is told of custody. */
  look: { burst: 120, perMinute: 240 },
  /** Guessing NHS numbers by the record's answers must not pay. */
  'look-up': { burst: 10, perMinute: 10 },
  /** Pieces of 256 KB: twenty large pictures at once, then 2.5 MB a second. */
  piece: { burst: 800, perMinute: 600 },
  /** Tokens from one address, before one is looked at: a whole hospital may be behind it. */
  token: { burst: 4_000, perMinute: 6_000 },
} as const satisfies Readonly<Record<string, Rate>>;

type Limit = keyof typeof RATES;
export type CaptureLimit = Exclude<Limit, 'token'>;

export type CaptureDoor = (answer: CaptureAnswer, limit: CaptureLimit) => Answer;

type DoorRoom = Pick<Room, 'sessions' | 'clock' | 'publicUrl' | 'client' | 'log' | 'cookieKey'>;

/**
 * One door for the page's script: with the session's cookie, or with the token by which Teams vouches for whoever sits at
 * its frame. Answers in JSON, errors too. Only our own script is heard: `x-safelight` cannot be sent from another site
 * without our leave, which nobody has.
 */
export const captureDoor = (room: DoorRoom): CaptureDoor => {
  const within = limits(room.clock);
  return (answer, limit) => async (asked) => {
    try {
      if (!asked.byScript) throw new SafelightError('bad-request', { facts: { why: 'not by our script' } });
      if (asked.bearer !== undefined && !within.token(asked.ip)) return saying(429, 'too-many-requests');
      const who = await whoAsks(room, asked);
      if (who === undefined) return saying(401, 'not-signed-in');
      const { tid, oid } = who.account.person;
      if (!within[limit](`${tid} ${oid}`)) return saying(429, 'too-many-requests');
      return await answer({ ...asked, ...who });
    } catch (thrown) {
      return failed(room, thrown);
    }
  };
};

const whoAsks = async (
  room: DoorRoom,
  asked: Asked,
): Promise<Pick<CapturedBy, 'account' | 'signInSecret'> | undefined> => {
  if (asked.bearer !== undefined) {
    const account = await vouchedFor(room, asked.bearer);
    if (account === undefined) return undefined;
    const { tid, oid } = account.person;
    const secret = createHmac('sha256', room.cookieKey).update(`vouched ${tid} ${oid}`).digest();
    // Their sign-in to Teams is under the tenant's own conditions, and says nothing of factors. No picture is shown here.
    return { account: { ...account, mfa: true }, signInSecret: secret };
  }
  const session = await sessionOf(room, asked);
  return session && { account: session.account, signInSecret: Buffer.from(session.id) };
};

const limits = (clock: Clock): Readonly<Record<Limit, Within>> => ({
  token: rateLimit(RATES.token, clock),
  press: rateLimit(RATES.press, clock),
  look: rateLimit(RATES.look, clock),
  'look-up': rateLimit(RATES['look-up'], clock),
  piece: rateLimit(RATES.piece, clock),
});

/** What went wrong, for a script and for a person. */
export const saying = (status: number, code: ErrorCode): Reply => {
  const reply = json(status, { error: code, ...errorWords[code] });
  return status === 429 ? { ...reply, headers: { 'retry-after': '60' } } : reply;
};

const failed = ({ log }: Pick<Room, 'log'>, thrown: unknown): Reply => {
  const error = asSafelightError(thrown);
  const status = OWN[error.code] ?? statusFor(error);
  if (status >= 500) log.error({ code: error.code, ...error.facts }, 'capture failed');
  return saying(status, error.code);
};

/** 409 alone is tried again by the page: a piece that was damaged on its way. */
const OWN: Partial<Record<ErrorCode, number>> = {
  'chunk-damaged': 409,
  'capture-ticket-over': 410,
  'capture-over': 410,
  'capture-full': 413,
  'not-an-image': 415,
  'too-many-requests': 429,
};

import { errorWords } from '../../cards/text.ts';
import { tabWords } from '../../cards/text/tab.ts';
import { signInWords } from '../../cards/text/viewer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Account } from '../set/account.ts';
import { asSafelightError } from '../set/errors.ts';
import { offerPasskey } from './passkey/offer-passkey.ts';
import { messagePage } from './message-page.ts';
import type { Room } from './room.ts';
import { localPath, sessionOf } from './sign-in.ts';
import type { Answer, Asked, Reply, SignedInAnswer } from './http/asked.ts';
import { redirect } from './http/asked.ts';
import type { Rate, Within } from './http/rate.ts';
import { rateLimit } from './http/rate.ts';

/** Generous for a person, tight for a program. */
const RATES = {
  /** A set of six images is fourteen requests. */
  open: { burst: 150, perMinute: 300 },
  /** Guessing NHS numbers by the record's answers must not pay. */
  'look-up': { burst: 10, perMinute: 10 },
  /** What one person presses about one set after another: each is a row and a card drawn anew. */
  press: { burst: 20, perMinute: 20 },
  /** Sixty pictures in ten minutes is Medical Illustration's own aim; a key a second is a good day. */
  review: { burst: 120, perMinute: 120 },
  /** An emergency is a handful of sets; more than that is a program, or somebody browsing. */
  'urgent-care': { burst: 10, perMinute: 3 },
  'sign-in': { burst: 60, perMinute: 120 },
} as const satisfies Readonly<Record<string, Rate>>;

export type Limit = keyof typeof RATES;

/** What the list in the tab is made of: who is asking, and nothing else of the request. */
export type VouchedAnswer = (account: Account) => Promise<Reply>;

export interface Doors {
  /** No session asked for; limited by address, since nobody is known yet. */
  readonly open: (answer: Answer, limit: Limit) => Answer;
  /**
   * Only with a token by which the chat platform's client vouches for who sits at the tab; limited by address before it
   * is looked at, and by person. No cookie counts: in another site's frame none comes, and none is asked for.
   */
  readonly vouched: (answer: VouchedAnswer, limit: Limit) => Answer;
  /** Only with a session; limited by person, however often they sign in. */
  readonly known: (answer: SignedInAnswer, limit: Limit) => Answer;
}

type DoorRoom = Pick<Room, 'sessions' | 'devices' | 'challenges' | 'clock' | 'publicUrl' | 'client' | 'log'>;

export const makeDoors = (room: DoorRoom): Doors => {
  const within = limits(room.clock);
  return {
    open: (answer, limit) => async (asked) => (!within[limit](asked.ip) ? tooMany() : answer(asked)),
    vouched: (answer, limit) => async (asked) => {
      if (!within[limit](asked.ip)) return tooMany();
      const account = await vouchedFor(room, asked.bearer);
      if (account === undefined) return messagePage(401, tabWords.troubles.refused);
      const { tid, oid } = account.person;
      if (!within[limit](`${tid} ${oid}`)) return tooMany();
      return answer(account);
    },
    known: (answer, limit) => async (asked) => {
      const session = await sessionOf(room, asked);
      if (session === undefined) return signInFirst(room, asked);
      const { tid, oid } = session.account.person;
      if (!within[limit](`${tid} ${oid}`)) return tooMany();
      return answer({ ...asked, session });
    },
  };
};

/** One answer to every token that does not fit; where the issuer does not answer, the error goes on as one of ours. */
export const vouchedFor = async (
  { client, log }: Pick<Room, 'client' | 'log'>,
  token: string | undefined,
): Promise<Account | undefined> => {
  if (token === undefined) return undefined;
  try {
    return await client.identity.whoHolds(token);
  } catch (thrown) {
    const error = asSafelightError(thrown);
    if (error.code !== 'sign-in-failed' || error.transient) throw error;
    log.warn({ code: error.code, ...error.facts }, 'a token for the tab was refused');
    return undefined;
  }
};

const limits = (clock: Clock): Readonly<Record<Limit, Within>> => ({
  open: rateLimit(RATES.open, clock),
  'look-up': rateLimit(RATES['look-up'], clock),
  press: rateLimit(RATES.press, clock),
  review: rateLimit(RATES.review, clock),
  'urgent-care': rateLimit(RATES['urgent-care'], clock),
  'sign-in': rateLimit(RATES['sign-in'], clock),
});

const tooMany = (): Reply => ({
  ...messagePage(429, errorWords['too-many-requests']),
  headers: { 'retry-after': '60' },
});

/** A page asked for is returned to after the sign-in, or after one touch on a phone that is the person's own. */
const signInFirst = async (room: DoorRoom, asked: Asked): Promise<Reply> => {
  const page = localPath(pageOf(asked.path));
  const to = `/sign-in?to=${encodeURIComponent(page)}`;
  // A picture within a page cannot sign anybody in, and what was pressed must be pressed again.
  if (asked.method === 'POST' || asked.path.includes('/images/'))
    return messagePage(401, signInWords.over(to));
  return (await offerPasskey(room, asked, page)) ?? redirect(to);
};

/** The page a picture or a button belongs to. */
const pageOf = (path: string): string =>
  path.replace(
    /^(\/sets\/[^/]+)\/(?!file$|ask$|receipt$|urgent-care$|mis-send$|consent$|restrict$|withdraw$|series$).*$/,
    '$1',
  );

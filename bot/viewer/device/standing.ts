import type { AccessQuestion } from '../../policy/access.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Account } from '../../set/account.ts';
import type { ImageSet } from '../../set/image-set.ts';
import { isDue, later, MINUTE, SECOND } from '../../set/instant.ts';
import type { Instant } from '../../set/instant.ts';
import { judge } from '../admit.ts';
import type { Answer, Reply } from '../http/asked.ts';
import { json } from '../http/plain.ts';
import { rateLimit } from '../http/rate.ts';
import type { Room } from '../room.ts';
import { sessionOf } from '../sign-in.ts';

type StandingRoom = Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log' | 'sessions' | 'publicUrl'>;

/** A page asks every three seconds; a person may have several of them open. */
const RATE = { burst: 60, perMinute: 120 };
/** The platform is not asked who is in a conversation at every look: the rows are ours, its answers are rationed. */
const ASKED_AGAIN_AFTER = 30 * SECOND;
/** Where it does not answer, its last word stands for as long as an unused page does. */
const LAST_WORD_STANDS = 5 * MINUTE;
/** More images than any set has, and more earlier ones than any page puts beside them. */
const MOST_IMAGES = 100;
const MOST_ALSO = 20;

/** Which images of which sets the page shows: its own set's, and earlier ones of others (viewer/earlier.ts). */
const shownOn = (own: string, query: URLSearchParams): ReadonlyMap<string, readonly string[]> => {
  const images = (query.get('images') ?? '').split(',').slice(0, MOST_IMAGES);
  const shown = new Map<string, readonly string[]>([[own, images.filter((one) => one !== '')]]);
  for (const also of query.getAll('also').slice(0, MOST_ALSO)) {
    const [set = '', image = ''] = also.split('.');
    shown.set(set, [...(shown.get(set) ?? []), image]);
  }
  return shown;
};

/**
 * `GET /sets/:id/standing?images=a,b`: whether a page that shows these images may go on showing them. Says "open" or
 * "closed" and nothing else, to whoever asks; 503 while it cannot be known, which a page bears for a short time only.
 * It opens nothing, so it is on no record. `used=1` says that somebody has used the page since it last asked: only
 * then is the session kept alive.
 */
export const showStanding = (room: StandingRoom): Answer => {
  const within = rateLimit(RATE, room.clock);
  const membershipOf = rememberMembership(room);
  return async (asked) => {
    const isUsed = asked.query.get('used') === '1';
    const session = await sessionOf(room, asked, isUsed ? 'used' : 'looked-at');
    if (session === undefined) return closed;
    const { tid, oid } = session.account.person;
    if (!within(`${tid} ${oid}`)) return { ...json(429, { standing: 'unknown' }) };
    const shown = shownOn(asked.params['id'] ?? '', asked.query);
    try {
      for (const [set, images] of shown) {
        const found = await judge(room, session.account, set, membershipOf(session.account));
        if (found?.answer.allowed !== true) return closed;
        const open: readonly string[] = found.answer.images;
        if (!images.every((one) => open.includes(one))) return closed;
      }
      return stillOpen;
    } catch (thrown) {
      if (thrown === UNKNOWN) return json(503, { standing: 'unknown' });
      throw thrown;
    }
  };
};

const stillOpen: Reply = json(200, { standing: 'open' });
const closed: Reply = json(200, { standing: 'closed' });
const UNKNOWN = new Error('the platform has not said who is a member');

interface Said {
  readonly membership: AccessQuestion['membership'];
  readonly at: Instant;
}

/** Each person's membership as the platform last said it, for half a minute. */
const rememberMembership = (room: Pick<Room, 'chat' | 'clock' | 'log'>) => {
  const said = new Map<string, Said>();
  return (account: Account) =>
    async (set: ImageSet): Promise<AccessQuestion['membership']> => {
      const now = room.clock.now();
      forget(said, room.clock);
      const { tid, oid } = account.person;
      const name = JSON.stringify([set.organisation, set.origin.place.conversation, tid, oid]);
      const last = said.get(name);
      if (last !== undefined && !isDue(later(last.at, ASKED_AGAIN_AFTER), now)) return last.membership;
      try {
        const member = await room.chat.member(set.origin.place, account.person);
        const membership = member === undefined ? 'none' : member.guest ? 'guest' : 'member';
        said.set(name, { membership, at: now });
        return membership;
      } catch (thrown) {
        if (last !== undefined) return last.membership;
        room.log.warn(
          { cause: thrown instanceof Error ? thrown.name : '', set: set.id },
          'membership unknown',
        );
        throw UNKNOWN;
      }
    };
};

const forget = (said: Map<string, Said>, clock: Clock): void => {
  const now = clock.now();
  for (const [name, { at }] of said) if (isDue(later(at, LAST_WORD_STANDS), now)) said.delete(name);
};

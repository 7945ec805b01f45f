import { signInWords } from '../../cards/text/viewer.ts';
import { wordsForCode } from '../../cards/text.ts';
import type { RefusalCode } from '../policy/access.ts';
import { accountRefusal } from '../policy/access.ts';
import type { Account, Session } from '../set/account.ts';
import { asSafelightError } from '../set/errors.ts';
import type { AuditEvent, EventKind } from '../set/event.ts';
import type { OnDevice } from '../ports/sessions.ts';
import type { OrganisationId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import { forgetPhone, phoneOf } from './passkey/phone-cookie.ts';
import type { Answer, Asked, Reply, SignedInAnswer } from './http/asked.ts';
import { redirect } from './http/asked.ts';
import { clearCookie, cookieName, setCookie } from './http/cookies.ts';
import { messagePage } from './message-page.ts';
import { openPending, PENDING_MS, pendingCookieName, sealPending } from './pending-cookie.ts';
import type { Room } from './room.ts';
import { homeOf, rulesOf } from './who.ts';

type SignInRoom = Pick<
  Room,
  'identity' | 'sessions' | 'devices' | 'ledger' | 'policy' | 'clock' | 'publicUrl' | 'cookieKey' | 'log'
>;

const SESSION_COOKIE = 'safelight-session';
/** The longest a session lasts (issue A part 6); the server ends it sooner by itself. */
const SESSION_SECONDS = 30 * 60;

const https = ({ publicUrl }: Pick<Room, 'publicUrl'>): { readonly https: boolean } => ({
  https: publicUrl.startsWith('https:'),
});

/** The pages one may be sent back to. Anything else, another site's address above all, becomes one's own list. */
const LOCAL =
  /^\/(?:mine|console|sets\/[A-Za-z0-9_-]{1,64}(?:\/(?:file|receipt|ask|consent|restrict|withdraw|series))?)$/;
export const localPath = (to: string | null): string => (to !== null && LOCAL.test(to) ? to : '/mine');

/** Off to the identity provider, with what must come back sealed in a cookie. */
export const signIn =
  (room: SignInRoom): Answer =>
  async ({ query }) => {
    const { address, pending } = await room.identity.begin(`${room.publicUrl}/signed-in`);
    const sealed = sealPending(pending, localPath(query.get('to')), room.clock.now(), room.cookieKey);
    const cookie = setCookie(pendingCookieName(pending.state), sealed, PENDING_MS / 1000, https(room));
    return redirect(address, [cookie]);
  };

/** Back from the identity provider. Who may not open pictures anywhere gets no session at all. */
export const signedIn =
  (room: SignInRoom): Answer =>
  async (asked) => {
    const name = pendingCookieName(asked.query.get('state') ?? '');
    const cookie = asked.cookies.get(cookieName(name, https(room)));
    const pending = openPending(cookie, room.clock.now(), room.cookieKey);
    const done = clearCookie(name, https(room));
    if (pending === undefined) return startAgain(done);
    const account = await accountFrom(room, asked, pending.signIn);
    if (account === undefined) return startAgain(done);
    const refusal = signInRefusal(room, account);
    if (refusal !== undefined) {
      await recordOf(room, account, 'sign-in-refused', { code: refusal });
      return { ...messagePage(403, signInWords.refused(refusal)), cookies: [done] };
    }
    await endSessionOf(room, asked);
    const forgotten = await endPhoneOfOthers(room, asked, account);
    // Recorded first: a session nobody can trace must not exist.
    await recordOf(room, account, 'signed-in', {});
    return redirect(pending.to, [done, ...forgotten, await beginSession(room, account)]);
  };

/** A session of the viewer, as its cookie. Whoever calls has put on record why it begins. */
export const beginSession = async (
  room: Pick<Room, 'sessions' | 'clock' | 'publicUrl'>,
  account: Account,
  on?: OnDevice,
): Promise<string> => {
  const session = await room.sessions.begin(account, room.clock.now(), on);
  return setCookie(SESSION_COOKIE, session.id, SESSION_SECONDS, https(room));
};

/** One browser, one session: whoever signs in again leaves none behind that could still be used. */
export const endSessionOf = async (
  room: Pick<Room, 'sessions' | 'publicUrl'>,
  asked: Asked,
): Promise<void> => {
  const before = asked.cookies.get(cookieName(SESSION_COOKIE, https(room)));
  if (before !== undefined && before !== '') await room.sessions.end(before);
};

/** The cookie of a session that is over. */
export const sessionOver = (room: Pick<Room, 'publicUrl'>): string =>
  clearCookie(SESSION_COOKIE, https(room));

/** A phone somebody else signs in on is no longer only its owner's. */
const endPhoneOfOthers = async (
  room: SignInRoom,
  asked: Asked,
  account: Account,
): Promise<readonly string[]> => {
  const phone = await phoneOf(room, asked);
  if (phone === undefined || samePerson(phone.account.person, account.person)) return [];
  await room.devices.end(phone.id, room.clock.now(), 'replaced');
  await recordOf(room, phone.account, 'device-ended', { device: phone.id, why: 'replaced' });
  return [forgetPhone(room)];
};

export const signOut =
  (room: SignInRoom): SignedInAnswer =>
  async (asked) => {
    const { id, account } = asked.session;
    await room.sessions.end(id);
    const phone = await phoneOf(room, asked);
    if (phone !== undefined) {
      await room.devices.end(phone.id, room.clock.now(), 'signed-out');
      await recordOf(room, account, 'device-ended', { device: phone.id, why: 'signed-out' });
    }
    await recordOf(room, account, 'signed-out', {});
    return {
      ...messagePage(200, signInWords.signedOut),
      headers: { 'clear-site-data': '"cache", "storage"' },
      cookies: [clearCookie(SESSION_COOKIE, https(room)), forgetPhone(room)],
    };
  };

/** The session behind the request's cookie, kept alive by being used; undefined once it is over. */
export const sessionOf = async (
  room: Pick<Room, 'sessions' | 'clock' | 'publicUrl'>,
  asked: Asked,
  how: 'used' | 'looked-at' = 'used',
): Promise<Session | undefined> => {
  const id = asked.cookies.get(cookieName(SESSION_COOKIE, https(room)));
  if (id === undefined || id === '') return undefined;
  return room.sessions[how === 'used' ? 'touch' : 'look'](id, room.clock.now());
};

const startAgain = (clear: string): Reply => ({
  ...messagePage(401, { ...wordsForCode('sign-in-failed'), link: signInWords.again }),
  cookies: [clear],
});

const accountFrom = async (
  room: SignInRoom,
  asked: Asked,
  pending: Parameters<Room['identity']['complete']>[1],
): Promise<Account | undefined> => {
  try {
    return await room.identity.complete(`${room.publicUrl}${asked.path}?${asked.query.toString()}`, pending);
  } catch (thrown) {
    const error = asSafelightError(thrown);
    if (error.code !== 'sign-in-failed') throw error;
    room.log.warn({ code: error.code }, 'sign-in failed');
    return undefined;
  }
};

/** Refused only where every organisation refuses; the person's own organisation's reason is the one they are told. */
export const signInRefusal = (room: Pick<Room, 'policy'>, account: Account): RefusalCode | undefined => {
  const own = homeOf(room.policy, account);
  const everywhere = [...room.policy.organisations].sort(
    (a, b) => Number(b.id === own) - Number(a.id === own),
  );
  const reasons = everywhere.map((one) => accountRefusal(account, rulesOf(room.policy, one.id)));
  return reasons.includes(undefined) ? undefined : reasons[0];
};

/** In the person's own organisation's trail; a stranger's attempt is put before every organisation. */
export const recordOf = async (
  room: Pick<Room, 'ledger' | 'policy' | 'clock'>,
  account: Account,
  kind: EventKind,
  facts: NonNullable<AuditEvent['facts']>,
): Promise<void> => {
  const event = { kind, at: room.clock.now(), by: account.person, facts };
  for (const organisation of trails(room, account)) await room.ledger.audit.append(organisation, [event]);
};

const trails = ({ policy }: Pick<Room, 'policy'>, account: Account): readonly OrganisationId[] => {
  const own = homeOf(policy, account);
  return own === undefined ? policy.organisations.map((one) => one.id) : [own];
};

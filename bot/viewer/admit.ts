import type { AccessAnswer, AccessQuestion, Purpose } from '../policy/access.ts';
import { mayOpen } from '../policy/access.ts';
import { isInUrgentCare } from '../policy/exceptions.ts';
import { mayUseUrgentCare } from '../policy/urgent-care.ts';
import type { Account } from '../set/account.ts';
import type { SafelightError } from '../set/errors.ts';
import { asSafelightError } from '../set/errors.ts';
import type { OrganisationId, SetId } from '../set/ids.ts';
import { setId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { SignedIn } from './http/asked.ts';
import type { Room } from './room.ts';
import { homeOf, organisationsToSearch, rulesOf } from './who.ts';

export type Admission =
  | { readonly open: true; readonly set: ImageSet; readonly answer: Extract<AccessAnswer, { allowed: true }> }
  /** Only ever said to a member of the conversation: they may renew. */
  | { readonly open: false; readonly why: 'lapsed'; readonly set: ImageSet }
  | {
      readonly open: false;
      readonly why: 'not-allowed' | 'cannot-ask';
      /** Where this person may open with "Urgent care"; the same whether or not anything is there. */
      readonly urgentCare?: string;
    };

type Gate = Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log'>;

const SHAPE = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Whether this person may open this set now: looked up, asked of the chat platform, judged by policy/access.ts.
 * Every refusal is on record before it is said. A set that is not there and one that is forbidden give the same answer.
 */
export const admit =
  (room: Gate) =>
  async (asked: SignedIn, purpose: Purpose): Promise<Admission> => {
    const { account } = asked.session;
    const found = await lookUp(room, asked, purpose);
    const offer = urgentCareOf(room, asked);
    if (found === undefined) {
      await refuse(room, account, undefined, 'set-missing');
      return { open: false, why: 'not-allowed', ...offer };
    }
    const { set, answer, failure } = found;
    if (answer.allowed) return { open: true, set, answer };
    await refuse(room, account, set, failure?.code ?? answer.code);
    // Refused for want of an answer, not for what it said: the person may try again.
    if (failure !== undefined) return { open: false, why: 'cannot-ask', ...offer };
    return answer.say === 'lapsed'
      ? { open: false, why: 'lapsed', set }
      : { open: false, why: 'not-allowed', ...offer };
  };

/** What `admit` judges by, on no record: for a page that says who may do what, and refuses by `admit`. */
export const lookUp = async (
  room: Gate,
  asked: SignedIn,
  purpose: Purpose,
): Promise<
  { readonly set: ImageSet; readonly answer: AccessAnswer; readonly failure?: SafelightError } | undefined
> => {
  const { account } = asked.session;
  const set = await findSet(room, account, asked.params['id'] ?? '');
  if (set === undefined) return undefined;
  const { membership, failure } = await membershipOf(room, set, account);
  const answer = mayOpen(questionAbout(room, set, account, membership, purpose));
  return failure === undefined ? { set, answer } : { set, answer, failure };
};

/** Clinical staff of one of our organisations alone (policy/urgent-care.ts). */
const urgentCareOf = (room: Gate, { session, params }: SignedIn): { readonly urgentCare?: string } => {
  const { account } = session;
  const home = homeOf(room.policy, account);
  if (home === undefined || !mayUseUrgentCare(account, home, rulesOf(room.policy, home))) return {};
  return { urgentCare: `/sets/${encodeURIComponent(params['id'] ?? '')}/urgent-care` };
};

/**
 * Judged as `admit` judges, and put on no record: for a page that is open already and asks whether it still may be.
 * `membership` is what the platform said, now or a moment ago.
 */
export const judge = async (
  room: Gate,
  account: Account,
  id: string,
  membershipIn: (set: ImageSet) => Promise<AccessQuestion['membership']>,
): Promise<{ readonly set: ImageSet; readonly answer: AccessAnswer } | undefined> => {
  const set = await findSet(room, account, id);
  if (set === undefined) return undefined;
  const membership = isGlassBroken(room, set, account) ? 'none' : await membershipIn(set);
  return { set, answer: mayOpen(questionAbout(room, set, account, membership, 'picture')) };
};

export const findSet = async (room: Gate, account: Account, id: string): Promise<ImageSet | undefined> => {
  if (!SHAPE.test(id)) return undefined;
  const asked: SetId = setId(id);
  for (const organisation of organisationsToSearch(room.policy, account)) {
    const found = await room.ledger.read(organisation, asked);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** A platform that does not answer counts as "not a member": what needs no membership still opens. */
const membershipOf = async (
  room: Gate,
  set: ImageSet,
  account: Account,
): Promise<{
  readonly membership: AccessQuestion['membership'];
  readonly failure?: SafelightError;
}> => {
  if (isGlassBroken(room, set, account)) return { membership: 'none' };
  try {
    const member = await room.chat.member(set.origin.place, account.person);
    if (member === undefined) return { membership: 'none' };
    return { membership: member.guest ? 'guest' : 'member' };
  } catch (thrown) {
    const failure = asSafelightError(thrown);
    room.log.warn({ code: failure.code, set: set.id }, 'membership could not be asked');
    return { membership: 'none', failure };
  }
};

/** For those fifteen minutes the roster is not asked: it may be the very thing that does not answer. */
const isGlassBroken = (room: Pick<Gate, 'clock'>, set: ImageSet, { person }: Account): boolean =>
  set.state === 'stored' && isInUrgentCare(set, person, room.clock.now());

const questionAbout = (
  room: Gate,
  set: ImageSet,
  account: Account,
  membership: AccessQuestion['membership'],
  purpose: Purpose,
): AccessQuestion => {
  const home = homeOf(room.policy, account);
  return {
    set,
    account,
    membership,
    purpose,
    ...(home === undefined ? {} : { home }),
    rules: rulesOf(room.policy, set.organisation),
    now: room.clock.now(),
  };
};

/** What a stranger typed as an id is not recorded: only that nothing was found. */
const refuse = async (
  room: Gate,
  account: Account,
  set: ImageSet | undefined,
  code: string,
): Promise<void> => {
  const trail: OrganisationId | undefined =
    set?.organisation ?? organisationsToSearch(room.policy, account)[0];
  if (trail === undefined) return;
  const event = { kind: 'open-refused', at: room.clock.now(), by: account.person, facts: { code } } as const;
  await room.ledger.audit.append(trail, [set === undefined ? event : { ...event, set: set.id }]);
};

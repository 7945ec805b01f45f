import type { Done } from '../../cards/text/viewer.ts';
import { renewalReasons } from '../../cards/text/held-card.ts';
import { errorWords } from '../../cards/text.ts';
import { markNotClinical } from '../actions/mark-not-clinical.ts';
import { renewCard } from '../actions/renew-card.ts';
import { takeBackNotClinical } from '../actions/take-back-not-clinical.ts';
import { asSafelightError } from '../set/errors.ts';
import type { ErrorCode } from '../set/errors.ts';
import type { PersonId, OrganisationId, SetId } from '../set/ids.ts';
import type { ImageSet, RenewalReason } from '../set/image-set.ts';
import { admit } from './admit.ts';
import type { Reply, SignedIn, SignedInAnswer } from './http/asked.ts';
import { redirect } from './http/asked.ts';
import { messagePage } from './message-page.ts';
import type { Room } from './room.ts';
import { refusalPage } from './show-set.ts';

type PressRoom = Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log' | 'poke'>;

/** `POST /sets/:id/renew`: any member, also (and most of all) when the time is over. */
export const pressRenew =
  (room: PressRoom): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const reason = reasonFrom(asked.form.get('reason'));
    if (reason === undefined) return messagePage(400, errorWords['bad-request'], account);
    const admission = await admit(room)(asked, 'picture');
    const isMember = admission.open ? admission.answer.as === 'member' : admission.why === 'lapsed';
    if (!admission.open && admission.why !== 'lapsed') return refusalPage(admission, account);
    if (!isMember) return messagePage(404, errorWords['not-allowed'], account);
    return act(room, asked, admission.set, 'renewed', (to) => renewCard(room)({ ...to, reason }));
  };

/** `POST /sets/:id/not-clinical` */
export const pressNotClinical =
  (room: PressRoom): SignedInAnswer =>
  async (asked) => {
    const admission = await admit(room)(asked, 'picture');
    if (!admission.open) return refusalPage(admission, asked.session.account);
    return act(room, asked, admission.set, 'not-clinical', markNotClinical(room));
  };

/** `POST /sets/:id/take-back`: also after the card's time, for as long as the seven days run. */
export const pressTakeBack =
  (room: PressRoom): SignedInAnswer =>
  async (asked) => {
    const admission = await admit(room)(asked, 'receipt');
    if (!admission.open) return refusalPage(admission, asked.session.account);
    return act(room, asked, admission.set, 'taken-back', takeBackNotClinical(room));
  };

interface To {
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly by: PersonId;
}

const act = async (
  room: PressRoom,
  asked: SignedIn,
  set: ImageSet,
  done: Done,
  action: (to: To) => Promise<unknown>,
): Promise<Reply> => {
  const { account } = asked.session;
  try {
    await action({ organisation: set.organisation, set: set.id, by: account.person });
  } catch (thrown) {
    return saidNo(thrown, account);
  }
  room.poke();
  return redirect(`/sets/${set.id}?done=${done}`);
};

/** Refusals that a person can understand and act on; everything else is a fault of ours. */
const STATUS: Partial<Readonly<Record<ErrorCode, number>>> = {
  'not-allowed': 404,
  'not-the-poster': 403,
  'set-missing': 404,
  'change-refused': 409,
  'already-filed': 409,
  'cannot-be-filed': 409,
  'consent-closed': 409,
  'restriction-stands': 403,
  'second-person-needed': 409,
  'reason-missing': 400,
  'tell-first': 400,
  'not-seen-in-full': 409,
  'not-the-asker': 403,
  'question-withdrawn': 409,
  'answer-too-long': 400,
  lapsed: 403,
  'record-unreachable': 503,
};

export const saidNo = (thrown: unknown, account: SignedIn['session']['account']): Reply => {
  const error = asSafelightError(thrown);
  const status = STATUS[error.code];
  if (status === undefined) throw error;
  return messagePage(status, errorWords[error.code], account);
};

const reasonFrom = (text: string | null): RenewalReason | undefined =>
  text !== null && Object.hasOwn(renewalReasons, text) ? (text as RenewalReason) : undefined;

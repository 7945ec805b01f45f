import { errorWords } from '../../cards/text.ts';
import { closeMisSend } from '../actions/close-mis-send.ts';
import { reviewUrgentCare } from '../actions/review-urgent-care.ts';
import type { OrganisationPolicy } from '../policy/conversations.ts';
import { misSendId, setId } from '../set/ids.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../viewer/http/asked.ts';
import { redirect } from '../viewer/http/asked.ts';
import { messagePage } from '../viewer/message-page.ts';
import { saidNo } from '../viewer/press.ts';
import type { Room } from '../viewer/room.ts';
import { governed, refuse } from './governed.ts';

type ExceptionRoom = Pick<Room, 'ledger' | 'policy' | 'clock' | 'poke'>;

/** `POST /console/urgent-care`: proper, or to follow up. */
export const pressReview = (room: ExceptionRoom): SignedInAnswer =>
  governing(room, async ({ session: { account }, form }, { id }) => {
    const as = (['proper', 'to-follow-up'] as const).find((one) => one === form.get('as'));
    if (as === undefined) return messagePage(400, errorWords['bad-request'], account);
    const about = { organisation: id, set: setId(form.get('set') ?? ''), account };
    await reviewUrgentCare(room)({ ...about, began: form.get('began') ?? '', as });
    return redirect('/console');
  });

const OUTCOMES = ['filed-anew', 'opened-again', 'stays-closed', 'destroy'] as const;

/** `POST /console/mis-send`: what became of it; "destroy" takes two people. */
export const pressOutcome = (room: ExceptionRoom): SignedInAnswer =>
  governing(room, async ({ session: { account }, form }, own) => {
    const outcome = OUTCOMES.find((one) => one === form.get('outcome'));
    if (outcome === undefined) return messagePage(400, errorWords['bad-request'], account);
    const about = { organisation: own.id, set: setId(form.get('set') ?? ''), account, outcome };
    await closeMisSend(room)({ ...about, id: misSendId(form.get('id') ?? '') });
    return redirect('/console');
  });

const governing =
  (room: ExceptionRoom, act: (asked: SignedIn, own: OrganisationPolicy) => Promise<Reply>): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const own = governed(room, account);
    if (own === undefined) return refuse(room, account);
    try {
      const reply = await act(asked, own);
      room.poke();
      return reply;
    } catch (thrown) {
      return saidNo(thrown, account);
    }
  };

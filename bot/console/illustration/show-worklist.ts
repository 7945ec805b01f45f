import type { WorklistDone } from '../../../cards/text/illustration.ts';
import { worklistWords } from '../../../cards/text/illustration.ts';
import { POSTERS_SETS } from '../../actions/give-tip.ts';
import type { ToReview } from '../../policy/illustration/lanes.ts';
import { nextTipAt } from '../../policy/illustration/tips.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { judge } from '../../viewer/admit.ts';
import type { SignedIn, SignedInAnswer } from '../../viewer/http/asked.ts';
import { membershipOnce } from '../../viewer/membership-once.ts';
import type { Room } from '../../viewer/room.ts';
import { findWork, laneFrom, nameOfWork } from './find-work.ts';
import { illustratedBy, leads, refuseReview } from './illustrator.ts';
import { worklistPage } from './worklist-page.ts';

type WorkRoom = Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log'>;

/** `GET /illustration?lane=&at=`: the picture asked for, else the one that has waited longest. */
export const showWorklist =
  (room: WorkRoom): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const own = illustratedBy(room, account);
    if (own === undefined) return refuseReview(room, account);
    const work = await findWork(room, own.id);
    const lane = laneFrom(asked.query.get('lane'));
    const wanted = asked.query.get('at') ?? '';
    const found = work[lane].findIndex((one) => nameOfWork(one) === wanted);
    const at = Math.max(0, found);
    const current = work[lane][at];
    const done = doneFrom(asked.query.get('done'));
    const next = current && (await tipAfter(room, current));
    return worklistPage({
      ...{ account, work, lane, now: room.clock.now(), isLead: leads(own, account) },
      ...(current === undefined ? {} : { at }),
      ...(next === undefined ? {} : { nextTipAt: next }),
      ...(done === undefined ? {} : { done }),
      isOpen: current !== undefined && (await opens(room, asked, current)),
      isGone: wanted !== '' && found < 0,
    });
  };

/** By policy/access.ts, at this moment: consent and restrictions close to Medical Illustration as to anybody. */
const opens = async (room: WorkRoom, asked: SignedIn, { set, image }: ToReview): Promise<boolean> => {
  const { account } = asked.session;
  const judged = await judge(room, account, set.id, membershipOnce(room, account));
  return judged?.answer.allowed === true && judged.answer.images.includes(image.id);
};

const tipAfter = async (room: WorkRoom, { set }: ToReview): Promise<Instant | undefined> => {
  const query = { by: 'poster', person: set.poster, newest: POSTERS_SETS } as const;
  const sets = await room.ledger.find(set.organisation, query);
  const stored = sets.filter((one): one is StoredSet => one.state === 'stored');
  return nextTipAt(stored, room.clock.now());
};

export const doneFrom = (text: string | null): WorklistDone | undefined =>
  text !== null && Object.hasOwn(worklistWords.done, text) ? (text as WorklistDone) : undefined;

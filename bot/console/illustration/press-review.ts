import { errorWords } from '../../../cards/text.ts';
import type { WorklistDone } from '../../../cards/text/illustration.ts';
import { askPhotographer, JOB_PRESSES } from '../../actions/ask-photographer.ts';
import { closeTraining } from '../../actions/close-training.ts';
import { giveTip } from '../../actions/give-tip.ts';
import { relabelSource } from '../../actions/relabel-source.ts';
import type { ReviewPress } from '../../actions/review-image.ts';
import { reviewImage } from '../../actions/review-image.ts';
import { MODES_OF_CAPTURE } from '../../set/capture.ts';
import { SafelightError } from '../../set/errors.ts';
import { TIPS, UNSUITABLE } from '../../set/review.ts';
import { admit } from '../../viewer/admit.ts';
import type { SignedInAnswer } from '../../viewer/http/asked.ts';
import { redirect } from '../../viewer/http/asked.ts';
import { messagePage } from '../../viewer/message-page.ts';
import { saidNo } from '../../viewer/press.ts';
import type { Room } from '../../viewer/room.ts';
import { refusalPage } from '../../viewer/show-set.ts';
import { laneFrom } from './find-work.ts';
import { illustratedBy, leads, refuseReview } from './illustrator.ts';

type PressRoom = Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log' | 'poke'>;

/** `POST /illustration/:id`: what Medical Illustration says of one picture that it may open at this moment. */
export const pressReview =
  (room: PressRoom): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const own = illustratedBy(room, account);
    if (own === undefined) return refuseReview(room, account);
    const admission = await admit(room)(asked, 'picture');
    if (!admission.open) return refusalPage(admission, account);
    const { set, answer } = admission;
    const image = answer.images.find((one) => one === asked.form.get('image'));
    if (image === undefined || set.organisation !== own.id)
      return messagePage(404, errorWords['not-allowed'], account);
    const press: ReviewPress = {
      ...{ organisation: own.id, set: set.id, image, by: account.person },
    };
    try {
      const done = await act(room, press, asked.form, leads(own, account));
      room.poke();
      return redirect(placeAfter(done, asked.form, press));
    } catch (thrown) {
      return saidNo(thrown, account);
    }
  };

const act = async (
  room: PressRoom,
  press: ReviewPress,
  form: URLSearchParams,
  isLead: boolean,
): Promise<WorklistDone> => {
  const what = form.get('press') ?? '';
  switch (what) {
    case 'accept':
      await reviewImage(room)(press);
      return 'accepted';
    case 'not-suitable':
      await reviewImage(room)({ ...press, why: oneOf(UNSUITABLE, form) });
      return 'not-suitable';
    case 'label':
      await relabelSource(room)({ ...press, mode: oneOf(MODES_OF_CAPTURE, form) });
      return 'labelled';
    case 'tip':
      await giveTip(room)({ ...press, tip: oneOf(TIPS, form) });
      return 'tip';
    case 'photographer':
      await askPhotographer(room)({ ...press, press: 'ask' });
      return 'asked';
    case 'job': {
      const job = oneOf(JOB_PRESSES, form);
      if (job === 'ask') throw new SafelightError('bad-request');
      await askPhotographer(room)({ ...press, press: job });
      return job;
    }
    case 'training':
      if (!isLead) throw new SafelightError('not-allowed');
      await closeTraining(room)(press);
      return 'training';
    default:
      throw new SafelightError('bad-request');
  }
};

/** From a closed list, or not at all: nobody can write about a person here. */
const oneOf = <Code extends string>(codes: readonly Code[], form: URLSearchParams): Code => {
  const code = codes.find((one) => one === form.get('value'));
  if (code === undefined) throw new SafelightError('bad-request');
  return code;
};

/** Judged, the next picture comes; anything else is said of a picture that stays. */
const placeAfter = (done: WorklistDone, form: URLSearchParams, { set, image }: ReviewPress): string => {
  switch (done) {
    case 'acknowledge':
    case 'photographed':
    case 'not-possible':
      return `/illustration/photographers?done=${done}`;
    case 'training':
      return `/illustration/training?done=${done}`;
    default: {
      const isJudged = done === 'accepted' || done === 'not-suitable';
      const next = isJudged
        ? (/^[\w-]+\.[\w-]+$/.exec(form.get('next') ?? '')?.[0] ?? '')
        : `${set}.${image}`;
      const at = next === '' ? '' : `&at=${next}`;
      return `/illustration?lane=${laneFrom(form.get('lane'))}${at}&done=${done}`;
    }
  }
};

import { answerCategories } from '../../../cards/text/opinion.ts';
import { errorWords } from '../../../cards/text.ts';
import { answerQuestion } from '../../actions/answer-question.ts';
import { closeQuestion } from '../../actions/close-question.ts';
import { MOST_LETTERS, shownInFull, wasAsked } from '../../policy/opinion/answering.ts';
import { namedOutside, opinionsOf } from '../../policy/opinions-of.ts';
import type { Account } from '../../set/account.ts';
import { SafelightError } from '../../set/errors.ts';
import type { ImageId } from '../../set/ids.ts';
import { answerId, samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { AnswerCategory, Question } from '../../set/question.ts';
import { admit } from '../admit.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import { readWords } from '../read-words.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';
import { readBackPage } from './read-back.ts';
import { openedBy, rosterName } from '../read-questions.ts';

type AnswerRoom = Pick<Room, 'ledger' | 'chat' | 'keys' | 'policy' | 'clock' | 'log' | 'poke'>;

interface Answerable {
  readonly set: StoredSet;
  readonly question: Question;
  /** The images of it that are open to whoever answers. */
  readonly open: readonly ImageId[];
}

/**
 * `POST /sets/:id/answer`: first reads back what is about to be sent; with `confirmed`, sends it. Refused as long as one
 * of the pictures asked about has not been shown to this person in full.
 */
export const pressAnswer =
  (room: AnswerRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToAnswer(room, asked);
    if ('status' in found) return found;
    const { account } = asked.session;
    const { form } = asked;
    const category = categoryFrom(form.get('category'));
    if (category === undefined) return messagePage(400, errorWords['bad-request'], account);
    const { set, question, open } = found;
    const text = (form.get('text') ?? '').trim().replaceAll('\r\n', '\n');
    if (text.length > MOST_LETTERS) return saidNo(new SafelightError('answer-too-long'), account);
    const opened = await openedBy(room, set, account.person);
    const images = shownInFull(question, account.person, open, opened);
    if (images === undefined) return saidNo(new SafelightError('not-seen-in-full'), account);
    const about = set.images.filter(({ id }) => images.includes(id));
    const words = await readWords(room)(set);
    if (form.get('confirmed') !== 'yes')
      return readBackPage({
        ...{ account, set, question, category, text, words },
        ...{ images: about, now: room.clock.now() },
      });
    const id = form.get('answer') ?? '';
    if (!/^[A-Za-z0-9_-]{22}$/.test(id)) return messagePage(400, errorWords['bad-request'], account);
    const asker = samePerson(question.by, set.poster)
      ? words.message.author
      : await rosterName(room, set, question.by);
    try {
      await answerQuestion(room)({
        ...{ organisation: set.organisation, set: set.id, question: question.id, answer: answerId(id) },
        ...{ by: account.person, category, text, images },
        names: { by: nameInFull(room, set, account), ...(asker === undefined ? {} : { asker }) },
      });
    } catch (thrown) {
      return saidNo(thrown, account);
    }
    room.poke();
    return redirect(`/sets/${set.id}?done=answered#question-${question.id}`);
  };

/** Of another trust, its name is part of it: the record must be able to tell whose opinion it holds. */
const nameInFull = ({ policy }: Pick<Room, 'policy'>, set: StoredSet, account: Account): string => {
  const opinions = opinionsOf(policy, set.organisation);
  const known = opinions && namedOutside(opinions).find((one) => samePerson(one.person, account.person));
  return known?.trust === undefined ? account.name : `${account.name}, ${known.trust}`;
};

/** `POST /sets/:id/close-question`: whoever asked needs no answer any more. */
export const pressCloseQuestion =
  (room: AnswerRoom): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const found = await openQuestion(room, asked);
    if ('status' in found) return found;
    const { set, question } = found;
    const to = { organisation: set.organisation, set: set.id, question: question.id };
    try {
      await closeQuestion(room)({ ...to, by: account.person });
    } catch (thrown) {
      return saidNo(thrown, account);
    }
    room.poke();
    return redirect(`/sets/${set.id}?done=question-closed#question-${question.id}`);
  };

/** Somebody else's question, and this person was asked or is in the conversation. */
const openToAnswer = async (room: AnswerRoom, asked: SignedIn): Promise<Answerable | Reply> => {
  const found = await openQuestion(room, asked);
  if ('status' in found) return found;
  const { account } = asked.session;
  if (samePerson(found.question.by, account.person))
    return saidNo(new SafelightError('change-refused'), account);
  return found;
};

const openQuestion = async (room: AnswerRoom, asked: SignedIn): Promise<Answerable | Reply> => {
  const { account } = asked.session;
  const admission = await admit(room)(asked, 'picture');
  if (!admission.open) return refusalPage(admission, account);
  const { set, answer } = admission;
  const question =
    set.state === 'stored' ? set.questions?.find(({ id }) => id === asked.form.get('question')) : undefined;
  const isTheirs = (one: Question): boolean =>
    answer.as === 'member' || (answer.as === 'asked' && wasAsked(one, account.person));
  if (set.state !== 'stored' || question === undefined || !isTheirs(question))
    return refusalPage({ open: false, why: 'not-allowed' }, account);
  return { set, question, open: question.images.filter((image) => answer.images.includes(image)) };
};

const categoryFrom = (text: string | null): AnswerCategory | undefined =>
  text !== null && Object.hasOwn(answerCategories, text) ? (text as AnswerCategory) : undefined;

import type { AskFault } from '../../../cards/text/ask.ts';
import { askRefusals, MOST_LETTERS } from '../../../cards/text/ask.ts';
import { errorWords } from '../../../cards/text.ts';
import { askOpinion, newQuestionId } from '../../actions/ask-opinion.ts';
import { opinionsOf } from '../../policy/opinions-of.ts';
import type { Opinions } from '../../policy/opinions-of.ts';
import { onCallRoleId, questionId, samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import type { Urgency } from '../../set/question.ts';
import { admit } from '../admit.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';
import { askedPage } from './asked-page.ts';
import type { AskForm, AskPage } from './ask-page.ts';
import { askPage, URGENCIES } from './ask-page.ts';
import { AUDIENCE_SAID, audiencePage } from './audience-page.ts';
import { askedOfFrom, peopleToAsk, roleKey } from './people-to-ask.ts';

export type AskRoom = Pick<
  Room,
  'ledger' | 'keys' | 'chat' | 'names' | 'rotas' | 'policy' | 'clock' | 'log' | 'poke' | 'publicUrl'
>;

interface Askable {
  readonly set: StoredSet;
  readonly images: readonly StoredImage[];
  readonly opinions: Opinions;
}

/** `GET /sets/:id/ask`: the form; with `?asked=` what became of the question just sent. */
export const showAsk =
  (room: AskRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToAsk(room, asked);
    if ('status' in found) return found;
    const { account } = asked.session;
    const { set, opinions } = found;
    const sent = set.questions?.find(
      ({ id, by }) => id === asked.query.get('asked') && samePerson(by, account.person),
    );
    if (sent !== undefined) return askedPage(set, sent, opinions, account, room.publicUrl);
    const page = await pageOf(room, asked, found);
    return askPage({ ...page, form: { ...page.form, ...begun(asked, page) }, faults: [] });
  };

/** `POST /sets/:id/ask` */
export const pressAsk =
  (room: AskRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToAsk(room, asked);
    if ('status' in found) return found;
    const page = await pageOf(room, asked, found);
    const { account } = asked.session;
    const read = readForm(page);
    if ('faults' in read) return askPage({ ...page, faults: read.faults });
    try {
      const audience = AUDIENCE_SAID.find((one) => one === asked.form.get('audience'));
      const answer = await askOpinion(room)({
        ...{ organisation: found.set.organisation, set: found.set.id, by: account.person },
        ...read,
        ...(audience === undefined ? {} : { audience }),
      });
      if ('refused' in answer && answer.refused === 'audience-not-asked') return audiencePage(page);
      if ('refused' in answer) return refusedPage(answer.refused, found.set, asked);
      room.poke();
      return redirect(`/sets/${found.set.id}/ask?asked=${answer.asked.id}`);
    } catch (thrown) {
      return saidNo(thrown, account);
    }
  };

export const refusedPage = (why: keyof typeof askRefusals, set: StoredSet, { session }: SignedIn): Reply => {
  const words = askRefusals[why];
  const link =
    why === 'not-answered'
      ? { href: `/sets/${set.id}/consent`, text: 'Record consent' }
      : { href: `/sets/${set.id}/ask`, text: 'Ask somebody else' };
  return messagePage(409, { ...words, link }, session.account);
};

const ID = /^[A-Za-z0-9_-]{22}$/;

const formFrom = ({ form, method }: SignedIn): AskForm => {
  const id = form.get('question') ?? '';
  return {
    question: method === 'POST' && ID.test(id) ? questionId(id) : newQuestionId(),
    who: form.get('who'),
    urgency: form.get('urgency'),
    line: (form.get('line') ?? '').replace(/\s+/g, ' ').trim(),
    images: form.getAll('image'),
    answerTo: form.get('answer-to'),
  };
};

/** All images, and the asker's own role to hear the answer; whoever came here for one role finds it chosen. */
const begun = ({ query, session }: SignedIn, { images, people }: AskPage): Partial<AskForm> => {
  const own = people.roles.find((role) => role.people.some((one) => samePerson(one, session.account.person)));
  const named = people.roles.find(({ id }) => id === query.get('role'));
  return {
    images: images.map(({ id }) => id),
    ...(own === undefined ? {} : { answerTo: own.id }),
    ...(named === undefined ? {} : { who: roleKey(named.id) }),
  };
};

const pageOf = async (room: AskRoom, asked: SignedIn, found: Askable): Promise<AskPage> => {
  const { account } = asked.session;
  const { set, opinions } = found;
  return {
    ...found,
    account,
    people: await peopleToAsk(room, opinions, set, account.person, room.clock.now()),
    form: formFrom(asked),
    faults: [],
  };
};

const readForm = ({ form, people, images }: AskPage) => {
  const of = askedOfFrom(form.who, people);
  const urgency: Urgency | undefined = URGENCIES.find((one) => one === form.urgency);
  const chosen = images.filter(({ id }) => form.images.includes(id)).map(({ id }) => id);
  const letters = form.line.length;
  const faults: readonly AskFault[] = [
    ...(of === undefined ? (['who'] as const) : []),
    ...(urgency === undefined ? (['urgency'] as const) : []),
    ...(letters === 0 ? (['line'] as const) : letters > MOST_LETTERS ? (['long'] as const) : []),
    ...(chosen.length === 0 ? (['images'] as const) : []),
  ];
  if (of === undefined || urgency === undefined || faults.length > 0) return { faults };
  const answerTo = people.roles.find(({ id }) => id === form.answerTo)?.id;
  return {
    ...{ of, urgency, question: form.question, images: chosen, line: form.line },
    ...(answerTo === undefined ? {} : { answerTo: onCallRoleId(answerTo) }),
  };
};

/** Members of the conversation, about the images that are open to them; where the policy file has opinions at all. */
const openToAsk = async (room: AskRoom, asked: SignedIn): Promise<Askable | Reply> => {
  const { account } = asked.session;
  const admission = await admit(room)(asked, 'picture');
  if (!admission.open) return refusalPage(admission, account);
  const { set, answer } = admission;
  if (answer.as !== 'member') return refusalPage({ open: false, why: 'not-allowed' }, account);
  const opinions = opinionsOf(room.policy, set.organisation);
  if (set.state !== 'stored' || set.notClinical !== undefined || opinions === undefined)
    return messagePage(409, errorWords['change-refused'], account);
  const images = set.images.filter((image) => answer.images.includes(image.id));
  return images.length === 0
    ? messagePage(409, errorWords['change-refused'], account)
    : { set, images, opinions };
};

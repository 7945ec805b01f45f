import { askedWords, handOnWords } from '../../../cards/text/ask.ts';
import { errorWords } from '../../../cards/text.ts';
import { handOn } from '../../actions/hand-on.ts';
import { onCall } from '../../policy/opinion/on-call.ts';
import { namedOutside, opinionsOf, roleOf } from '../../policy/opinions-of.ts';
import type { Opinions } from '../../policy/opinions-of.ts';
import { isAsked } from '../../policy/opinion/with-question.ts';
import type { PersonId } from '../../set/ids.ts';
import { personId, samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Question } from '../../set/question.ts';
import { admit } from '../admit.ts';
import { radios } from '../consent/controls.ts';
import type { Named } from '../consent/members.ts';
import { membersOf } from '../consent/members.ts';
import { frame } from '../frame.ts';
import { html } from '../html.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';
import { personKey } from './people-to-ask.ts';
import type { AskRoom } from './press-ask.ts';

interface HandOn {
  readonly set: StoredSet;
  readonly question: Question;
  readonly onRota: readonly PersonId[];
  /** Of the person's own trust: members of the conversation, people of the rota, and those the policy file names. */
  readonly choices: readonly Named[];
}

/** `GET /sets/:id/hand-on?question=…` */
export const showHandOn =
  (room: AskRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToHandOn(room, asked, asked.query.get('question'));
    if ('status' in found) return found;
    const { set, question, choices } = found;
    return frame({
      title: handOnWords.title,
      account: asked.session.account,
      backTo: { href: `/sets/${set.id}`, text: askedWords.open },
      body: html`<h1 class="nhsuk-heading-l">${handOnWords.title}</h1>
        <p>${handOnWords.text}</p>
        ${
          choices.length === 0
            ? html`<p>${handOnWords.nobody}</p>`
            : html`<form method="post" action="/sets/${set.id}/hand-on">
                <input type="hidden" name="question" value="${question.id}" />
                ${radios(
                  'to',
                  handOnWords.who,
                  choices.map(({ person, name }) => [personKey(person), name]),
                )}
                <button class="nhsuk-button">${handOnWords.send}</button>
              </form>`
        }`,
    });
  };

/** `POST /sets/:id/hand-on` */
export const pressHandOn =
  (room: AskRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToHandOn(room, asked, asked.form.get('question'));
    if ('status' in found) return found;
    const { account } = asked.session;
    const { set, question, onRota, choices } = found;
    const to = choices.find(({ person }) => personKey(person) === asked.form.get('to'))?.person;
    if (to === undefined) return messagePage(400, errorWords['bad-request'], account);
    try {
      const answer = await handOn(room)({
        ...{ organisation: set.organisation, set: set.id, question: question.id },
        ...{ by: account.person, to, onRota },
      });
      if ('refused' in answer) return messagePage(409, handOnWords.refused, account);
      room.poke();
      return redirect(`/sets/${set.id}`);
    } catch (thrown) {
      return saidNo(thrown, account);
    }
  };

const openToHandOn = async (room: AskRoom, asked: SignedIn, id: string | null): Promise<HandOn | Reply> => {
  const { account } = asked.session;
  const admission = await admit(room)(asked, 'picture');
  if (!admission.open) return refusalPage(admission, account);
  const { set } = admission;
  const opinions = opinionsOf(room.policy, set.organisation);
  const question = set.state === 'stored' ? set.questions?.find((one) => one.id === id) : undefined;
  const mine = question !== undefined && isAsked(question, account.person) ? question : undefined;
  if (set.state !== 'stored' || opinions === undefined || mine === undefined)
    return refusalPage({ open: false, why: 'not-allowed' }, account);
  if (mine.closed !== undefined) return messagePage(409, errorWords['change-refused'], account);
  const onRota = await rotaOf(room, opinions, mine);
  return {
    ...{ set, question: mine, onRota },
    choices: await choicesOf(room, opinions, set, onRota, account.person),
  };
};

const rotaOf = async (
  { rotas, clock }: Pick<Room, 'rotas' | 'clock'>,
  opinions: Opinions,
  { of }: Question,
): Promise<readonly PersonId[]> => {
  const role = of.who === 'role' ? roleOf(opinions, of.role) : undefined;
  if (role === undefined) return [];
  const now = clock.now();
  const found = onCall((await rotas.read(role.rota, now)).rota, now);
  return 'gap' in found ? [] : found.people.map((oid) => personId(opinions.tenant, oid));
};

/** Somebody of another trust is shown its own people alone, and nobody of this conversation. */
const choicesOf = async (
  room: Pick<Room, 'names'>,
  opinions: Opinions,
  set: StoredSet,
  onRota: readonly PersonId[],
  by: PersonId,
): Promise<readonly Named[]> => {
  const named = namedOutside(opinions).filter(({ person }) => person.tid === by.tid);
  const isHome = by.tid === opinions.tenant;
  const members = isHome ? await membersOf(room, set) : [];
  const known = [
    ...members,
    ...named.filter(({ person }) => !members.some((one) => samePerson(one.person, person))),
  ];
  const rota = isHome
    ? onRota
        .filter((person) => !known.some((one) => samePerson(one.person, person)))
        .map((person) => ({ person, name: handOnWords.onRota }))
    : [];
  return [...known, ...rota].filter(({ person }) => !samePerson(person, by));
};

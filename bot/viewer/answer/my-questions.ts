import { urgencyTag } from '../../../cards/text/opinion.ts';
import { myQuestionWords, standingWords } from '../../../cards/text/my-questions.ts';
import { ageWords } from '../../../cards/text/viewer.ts';
import { AFTER_CLOSING } from '../../policy/opinion/asked.ts';
import type { MyQuestion, Standing } from '../../policy/opinion/mine.ts';
import { myQuestions } from '../../policy/opinion/mine.ts';
import type { Account } from '../../set/account.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { isDue, later, millis } from '../../set/instant.ts';
import type { Urgency } from '../../set/question.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Room } from '../room.ts';
import { organisationsToSearch } from '../who.ts';

/** Sets of one person's questions that are looked through, in each organisation. */
const NEWEST = 200;

type Whose = 'of-me' | 'by-me';

/** "My questions, my answers": what stands where, for whom, how urgent. No patient, no name, no word of anybody's. */
export const questionList = async (
  room: Pick<Room, 'ledger' | 'policy' | 'clock'>,
  account: Account,
  opening: 'here' | 'away',
): Promise<Html> => {
  const now = room.clock.now();
  const [ofMe, byMe] = await Promise.all([
    found(room, account, 'of-me', now),
    found(room, account, 'by-me', now),
  ]);
  const part = (whose: Whose, all: readonly MyQuestion[]): Html =>
    html`<h3 class="nhsuk-heading-s">${whose === 'of-me' ? myQuestionWords.ofMe : myQuestionWords.byMe}</h3>
      ${
        all.length === 0
          ? html`<p>${whose === 'of-me' ? myQuestionWords.noneOfMe : myQuestionWords.noneByMe}</p>
              <p>${whose === 'of-me' ? myQuestionWords.noneOfMeNext : myQuestionWords.noneByMeNext}</p>`
          : html`<ul class="safelight-list">
              ${all.map((one) => row(one, whose, opening, now))}
            </ul>`
      }`;
  return html`<section aria-labelledby="my-questions">
    <h2 class="nhsuk-heading-m" id="my-questions">${myQuestionWords.title}</h2>
    ${part('of-me', ofMe)} ${part('by-me', byMe)}
  </section>`;
};

/** People of another trust find here what they were asked, and nothing else. */
const found = async (
  { ledger, policy }: Pick<Room, 'ledger' | 'policy'>,
  account: Account,
  whose: Whose,
  now: Instant,
): Promise<readonly MyQuestion[]> => {
  const by = whose === 'of-me' ? 'asked-of' : 'asked-by';
  const sets = await Promise.all(
    organisationsToSearch(policy, account).map((one) =>
      ledger.find(one, { by, person: account.person, newest: NEWEST }),
    ),
  );
  const stored = sets.flat().filter((one): one is StoredSet => one.state === 'stored');
  return myQuestions(stored, account.person, whose, now);
};

const row = (one: MyQuestion, whose: Whose, opening: 'here' | 'away', now: Instant): Html => {
  const { question, standing, set, category } = one;
  const age = ageWords(millis(now) - millis(question.askedAt));
  const urgency = urgencyTag[question.urgency];
  // Those who were only asked open it for a day after it was closed.
  const isOver =
    whose === 'of-me' &&
    question.closed !== undefined &&
    isDue(later(question.closed.at, AFTER_CLOSING), now);
  return html`<li class="safelight-list__row">
    <a
      href="/sets/${set}#question-${question.id}"
      aria-label="${myQuestionWords.open(urgency, age)}"
      ${opening === 'away' && html`target="_blank" rel="noopener noreferrer"`}
      >${myQuestionWords.ago(age)}</a
    >
    <span
      >${tag(COLOURS[question.urgency], urgency)}
      ${tag(STANDING_COLOURS[standing], standingWords(standing, whose, category))}</span
    >
    ${whose === 'by-me' && html`<span>${myQuestionWords.to(question.called)}</span>`}
    <span>${myQuestionWords.pictures(question.images.length)}</span>
    ${isOver && html`<span>${myQuestionWords.over}</span>`}
  </li>`;
};

const COLOURS: Readonly<Record<Urgency, string>> = { urgent: 'red', today: 'orange', routine: 'blue' };
const STANDING_COLOURS: Readonly<Record<Standing, string>> = {
  unseen: 'red',
  waiting: 'yellow',
  answered: 'green',
  withdrawn: 'grey',
};

const tag = (colour: string, words: string): Html =>
  html`<strong class="nhsuk-tag nhsuk-tag--${colour}">${words}</strong>`;

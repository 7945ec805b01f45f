import { askedWords } from '../../../cards/text/ask.ts';
import type { Opinions } from '../../policy/opinions-of.ts';
import { namedOutside } from '../../policy/opinions-of.ts';
import { seenBy } from '../../policy/opinion/seen-within.ts';
import type { Account } from '../../set/account.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Question } from '../../set/question.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';

/** What whoever asked must know at once: who is being told, what number to ring, and what happens if nobody looks. */
export const askedPage = (
  set: StoredSet,
  question: Question,
  opinions: Opinions,
  account: Account,
  publicUrl: string,
): Reply => {
  const isNobody = question.toldTo.length === 0;
  const isUnreached = question.toldTo.some(({ unreached }) => unreached === true);
  const title = isNobody || isUnreached ? askedWords.notSent : askedWords.title;
  return frame({
    title,
    account,
    backTo: { href: `/sets/${set.id}`, text: askedWords.open },
    body: html`<h1 class="nhsuk-heading-l">${title}</h1>
      ${
        isNobody
          ? warning(html`<p>${askedWords.lines.noOne(opinions.switchboard)}</p>`)
          : isUnreached
            ? unreached(set, question, opinions, publicUrl)
            : sent(question, opinions)
      }
      <p><a class="nhsuk-button" href="/sets/${set.id}">${askedWords.open}</a></p>`,
  });
};

const whoOf = (question: Question): string =>
  question.called === undefined ? askedWords.aPerson : askedWords.theRole(question.called);

const ringOf = (question: Question, { switchboard }: Opinions): string => question.ring ?? switchboard;

const sent = (question: Question, opinions: Opinions): Html =>
  html`<p>${askedWords.lines.told(whoOf(question))}</p>
    ${
      question.urgency === 'urgent' &&
      warning(html`<p>${askedWords.lines.urgent(ringOf(question, opinions))}</p>`)
    }
    <p>${askedWords.lines.by(seenBy(question.urgency, question.askedAt, opinions))}</p>`;

const unreached = (set: StoredSet, question: Question, opinions: Opinions, publicUrl: string): Html => {
  const last = question.toldTo.findLast((one) => one.unreached === true)?.person;
  const named = last && namedOutside(opinions).find(({ person }) => samePerson(person, last));
  const address = `${publicUrl}/sets/${set.id}`;
  return warning(
    html`<p>${askedWords.lines.unreached(named?.name ?? whoOf(question), ringOf(question, opinions))}</p>
      <p class="safelight-address"><strong>${address}</strong></p>
      ${named?.mail !== undefined && html`<p>${askedWords.lines.mail(named.mail)}</p>`}`,
  );
};

const warning = (inside: Html): Html => html`<section class="safelight-warning">${inside}</section>`;

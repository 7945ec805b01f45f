import { askWords, handOnWords } from '../../../cards/text/ask.ts';
import type { OpenAs } from '../../policy/access.ts';
import { isAsked } from '../../policy/opinion/with-question.ts';
import type { PersonId } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** On the page of a set: to ask, for members; to hand on what one was asked. */
export const askLinks = (set: StoredSet, as: OpenAs, person: PersonId, mayAsk: boolean): Html | undefined => {
  if (set.notClinical !== undefined) return undefined;
  const mine = (set.questions ?? []).filter((one) => one.closed === undefined && isAsked(one, person));
  return html`${
    as === 'member' &&
    mayAsk &&
    html`<a class="nhsuk-button nhsuk-button--secondary" href="/sets/${set.id}/ask">${askWords.ask}</a>`
  }
  ${mine.map(
    ({ id }) => html`<p><a href="/sets/${set.id}/hand-on?question=${id}">${handOnWords.title}</a></p>`,
  )}`;
};

import { worklistWords as words } from '../../../cards/text/illustration.ts';
import { when } from '../../../cards/text/when.ts';
import type { ToReview } from '../../policy/illustration/lanes.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { frame } from '../../viewer/frame.ts';
import type { Html } from '../../viewer/html.ts';
import { html } from '../../viewer/html.ts';
import type { SignedInAnswer } from '../../viewer/http/asked.ts';
import type { Room } from '../../viewer/room.ts';
import { findWork, newestSets } from './find-work.ts';
import { illustratedBy, leads, refuseReview } from './illustrator.ts';
import { doneFrom } from './show-worklist.ts';
import { reviewTabs } from './worklist-page.ts';

type TrainingRoom = Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log'>;

/** `GET /illustration/training`: for whoever leads, and for nobody else: the one page that names somebody (QUAL-06). */
export const showTraining =
  (room: TrainingRoom): SignedInAnswer =>
  async ({ session: { account }, query }) => {
    const own = illustratedBy(room, account);
    if (own === undefined || !leads(own, account)) return refuseReview(room, account);
    const open = suggestedIn(await newestSets(room, own.id));
    const done = doneFrom(query.get('done'));
    const rows = await Promise.all(open.map(async (one) => row(one, await nameOf(room, one.set))));
    return frame({
      title: words.trainingTitle,
      account,
      more: 'illustration',
      body: html`<h1 class="nhsuk-heading-m safelight-title">${words.trainingTitle}</h1>
        ${reviewTabs({ at: 'training', work: await findWork(room, own.id), isLead: true })}
        <p role="status">${done && words.done[done]}</p>
        <p>${words.trainingText}</p>
        ${
          rows.length === 0
            ? html`<p>${words.trainingEmpty}</p>`
            : html`<ul class="safelight-list">
                ${rows}
              </ul>`
        }`,
    });
  };

const suggestedIn = (sets: readonly StoredSet[]): readonly ToReview[] =>
  sets.flatMap((set) =>
    set.images
      .filter(({ review }) => review?.training !== undefined && review.training.closedAt === undefined)
      .map((image) => ({ set, image })),
  );

/** From the conversation's own roster at this moment: names are never stored. */
const nameOf = async ({ chat, log }: TrainingRoom, set: StoredSet): Promise<string> => {
  try {
    return (await chat.member(set.origin.place, set.poster))?.name ?? words.somebody;
  } catch (thrown) {
    log.warn({ code: asSafelightError(thrown).code, set: set.id }, 'a name could not be asked');
    return words.somebody;
  }
};

const row = ({ set, image }: ToReview, name: string): Html =>
  html`<li class="safelight-list__row">
    <strong>${name}</strong>
    ${image.review?.training && html`<span>${words.trainingSince(when(image.review.training.at))}</span>`}
    <form method="post" action="/illustration/${set.id}">
      <input type="hidden" name="image" value="${image.id}" />
      <input type="hidden" name="press" value="training" />
      <button class="nhsuk-button nhsuk-button--secondary">${words.trainingClose}</button>
    </form>
  </li>`;

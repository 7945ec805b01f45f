import { worklistWords as words } from '../../../cards/text/illustration.ts';
import { placeOnBody } from '../../../cards/text/picture-facts.ts';
import { when } from '../../../cards/text/when.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import type { ToReview } from '../../policy/illustration/lanes.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { PhotographerJob } from '../../set/review.ts';
import { frame } from '../../viewer/frame.ts';
import type { Html } from '../../viewer/html.ts';
import { html } from '../../viewer/html.ts';
import type { SignedInAnswer } from '../../viewer/http/asked.ts';
import type { Room } from '../../viewer/room.ts';
import { findWork, newestSets } from './find-work.ts';
import { illustratedBy, leads, refuseReview } from './illustrator.ts';
import { doneFrom } from './show-worklist.ts';
import { reviewTabs } from './worklist-page.ts';

interface Job extends ToReview {
  readonly job: PhotographerJob;
}

/** `GET /illustration/photographers`: what was asked for and is not closed, the oldest first (QUAL-03). */
export const showJobs =
  (room: Pick<Room, 'ledger' | 'policy' | 'clock'>): SignedInAnswer =>
  async ({ session: { account }, query }) => {
    const own = illustratedBy(room, account);
    if (own === undefined) return refuseReview(room, account);
    const jobs = jobsIn(await newestSets(room, own.id));
    const done = doneFrom(query.get('done'));
    return frame({
      title: words.jobsTitle,
      account,
      more: 'illustration',
      body: html`<h1 class="nhsuk-heading-m safelight-title">${words.jobsTitle}</h1>
        ${reviewTabs({ at: 'jobs', work: await findWork(room, own.id), isLead: leads(own, account) })}
        <p role="status">${done && words.done[done]}</p>
        ${
          jobs.length === 0
            ? html`<p>${words.jobsEmpty}</p>`
            : html`<ul class="safelight-list">
                ${jobs.map(row)}
              </ul>`
        }`,
    });
  };

const jobsIn = (sets: readonly StoredSet[]): readonly Job[] =>
  sets
    .flatMap((set) =>
      set.images.flatMap((image) => {
        const job = image.review?.photographer;
        return job === undefined || job.closed !== undefined ? [] : [{ set, image, job }];
      }),
    )
    .toSorted((a, b) => a.job.askedAt.localeCompare(b.job.askedAt));

const row = ({ set, image, job }: Job): Html => {
  const { sited } = factsOf(image);
  const state = job.acknowledged === undefined ? 'asked' : 'acknowledged';
  return html`<li class="safelight-list__row">
    <span>${words.jobAsked(when(job.askedAt))}</span>
    <strong class="nhsuk-tag nhsuk-tag--${state === 'asked' ? 'orange' : 'blue'}"
      >${words.jobStates[state]}</strong
    >
    ${sited !== undefined && html`<span>${placeOnBody(sited.site, sited.side)}</span>`}
    <a href="/sets/${set.id}">${words.jobOpen}</a>
    <form method="post" action="/illustration/${set.id}" class="safelight-reasons">
      <input type="hidden" name="image" value="${image.id}" />
      <input type="hidden" name="press" value="job" />
      ${state === 'asked' && button('acknowledge', words.acknowledge)}
      ${button('photographed', words.photographed)} ${button('not-possible', words.notPossible)}
    </form>
  </li>`;
};

const button = (value: string, text: string): Html =>
  html`<button class="nhsuk-button nhsuk-button--secondary" name="value" value="${value}">${text}</button>`;

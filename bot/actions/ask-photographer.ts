import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { EventKind } from '../set/event.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import type { PhotographerJob } from '../set/review.ts';
import type { ReviewPress } from './review-image.ts';
import { reviewing } from './review-image.ts';

/** What is pressed of one job: asked for by anybody who may open the picture, the rest by Medical Illustration. */
export const JOB_PRESSES = ['ask', 'acknowledge', 'photographed', 'not-possible'] as const;
export type JobPress = (typeof JOB_PRESSES)[number];

/**
 * A clinical photographer is asked for, has been told, has been or cannot come (QUAL-03): a job that is created,
 * acknowledged and closed. Once closed it can be asked for again. Throws `change-refused` out of turn.
 */
export const askPhotographer =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async ({
    organisation,
    set,
    image,
    by,
    press,
  }: ReviewPress & { readonly press: JobPress }): Promise<ImageSet> => {
    const at = deps.clock.now();
    return deps.ledger.change(organisation, set, {
      to: reviewing(image, (was) => ({ ...was, photographer: next(was.photographer, press, by, at) })),
      owes: [{ verb: 'redraw', dueAt: at }],
      events: [{ kind: EVENTS[press], at, by, set, image, facts: press === 'ask' ? {} : { press } }],
    });
  };

const EVENTS: Readonly<Record<JobPress, EventKind>> = {
  ask: 'photographer-asked',
  acknowledge: 'photographer-acknowledged',
  photographed: 'photographer-closed',
  'not-possible': 'photographer-closed',
};

const next = (
  was: PhotographerJob | undefined,
  press: JobPress,
  by: ReviewPress['by'],
  at: Instant,
): PhotographerJob => {
  const open = was !== undefined && was.closed === undefined ? was : undefined;
  if (press === 'ask') {
    if (open !== undefined) throw new SafelightError('change-refused');
    return { askedBy: by, askedAt: at };
  }
  if (open === undefined) throw new SafelightError('change-refused');
  if (press === 'acknowledge') return { ...open, acknowledged: open.acknowledged ?? { by, at } };
  return { ...open, acknowledged: open.acknowledged ?? { by, at }, closed: { by, at, why: press } };
};

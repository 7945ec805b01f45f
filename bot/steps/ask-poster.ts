import type { Notice } from '../../cards/model.ts';
import { isNothingLeft, openAsks, withAsk, withAsksClosed } from '../policy/asks.ts';
import { isRemovable } from '../policy/removal.ts';
import { isPermanent } from '../policy/retry.ts';
import type { ChatPost } from '../ports/chat.ts';
import { asSafelightError } from '../set/errors.ts';
import type { Ask, ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, HOUR, later, millis, MINUTE } from '../set/instant.ts';
import { askOver } from './describe-set.ts';
import type { Job, StepOutcome } from './step.ts';

/** What the poster is asked to do, and when again. */
export interface Asking {
  readonly what: Ask['what'];
  readonly notice: Notice;
  readonly again?: Instant;
  readonly learned?: (set: ImageSet) => ImageSet;
}

/** Two reasons to ask may come within minutes of one another: the poster is asked once. */
const SAME = 30 * MINUTE;

/** Asked for only what no layer could remove, at once, after an hour and after a day; then it is the alarm's. */
export const askToRemove = (
  { now, duty }: Pick<Job, 'now' | 'duty'>,
  set: StoredSet,
  openUrl: string,
): Asking | undefined => {
  const copies = set.copies.filter(
    (copy) => copy.outcome.state === 'awaiting-poster' || copy.outcome.state === 'failed',
  );
  if (copies.length === 0) return undefined;
  const elapsed = millis(now) - millis(duty.owedSince);
  const next = [HOUR, DAY].find((one) => one > elapsed);
  return {
    what: 'remove',
    notice: { kind: 'remove-now', set: set.id, copies: copies.length, openUrl },
    ...(next === undefined ? {} : { again: later(duty.owedSince, next) }),
  };
};

/**
 * A file that only the poster's own sign-in can read. Where custody came from the activity all that is known is safe,
 * and only the message is still there: then it is the removal that wants the sign-in.
 */
export const askToSignIn = (set: ImageSet, openUrl: string): Asking => {
  const wasCarried =
    set.state === 'stored' && set.copies.some(({ what }) => what.kind === 'message' && what.edition === '');
  if (!wasCarried) return { what: 'sign-in', notice: { kind: 'sign-in-for-custody' } };
  const copies = set.copies.filter(isRemovable).length;
  return { what: 'remove', notice: { kind: 'remove-now', set: set.id, copies, openUrl } };
};

/** Asks, or changes what already asks: one set has one thing to press, and its poster one message a time slot. */
export const ask = async (post: ChatPost, job: Job, asking: Asking): Promise<StepOutcome> => {
  const { set, now } = job;
  const asked = isAsked(set, asking.what, now) ? 'already' : await askOrChange(post, job, asking);
  const told = asked === 'already' || asked === 'cannot' ? undefined : asked;
  return {
    to: (current) => {
      const learned = asking.learned?.(current) ?? current;
      return told === undefined ? learned : withAsk(learned, told);
    },
    events:
      asked === 'already' || asking.what === 'sign-in'
        ? []
        : [
            {
              kind: 'poster-asked',
              at: now,
              by: 'system',
              set: set.id,
              facts: { told: told === undefined ? 0 : 1 },
            },
          ],
    duty: asking.again === undefined ? 'done' : { againAt: asking.again },
  };
};

/** While a file waits for the sign-in, signing in is what removes the rest, too. */
const isAsked = (set: ImageSet, what: Ask['what'], now: Instant): boolean =>
  openAsks(set).some((one) =>
    one.what === what
      ? millis(now) - millis(one.at) < SAME
      : what === 'remove' && set.posterToldAt !== undefined,
  );

const askOrChange = async (
  post: ChatPost,
  { set, now }: Job,
  { what, notice }: Asking,
): Promise<Ask | 'cannot'> => {
  const { place } = set.origin;
  const open = openAsks(set);
  const other = open.some((one) => one.what === what) ? undefined : open.at(-1);
  if (other !== undefined) {
    const changed = await unlessCannot(() => post.redrawAsk(place, set.poster, other.activity, notice));
    if (changed !== 'cannot') return { what, activity: other.activity, at: now };
  }
  const posted = await unlessCannot(() => post.ask(place, set.poster, notice));
  return posted === 'cannot' ? posted : { what, activity: posted.activity, at: now };
};

/** Nothing is left to do: every message that asked says so, without its button. */
export const closeAsks = async (post: ChatPost, { set, now }: Job, openUrl: string): Promise<StepOutcome> => {
  if (!isNothingLeft(set)) return { events: [], duty: 'done' };
  const activities = openAsks(set).map((one) => one.activity);
  const notice = askOver(set, openUrl);
  // One that the poster has deleted, or that can no longer be changed, is answered when it is pressed.
  for (const activity of activities)
    await unlessCannot(() => post.redrawAsk(set.origin.place, set.poster, activity, notice));
  return { to: (current) => withAsksClosed(current, activities, now), events: [], duty: 'done' };
};

const unlessCannot = async <T>(telling: () => Promise<T>): Promise<T | 'cannot'> => {
  try {
    return await telling();
  } catch (thrown) {
    if (!isPermanent(asSafelightError(thrown))) throw thrown;
    return 'cannot';
  }
};

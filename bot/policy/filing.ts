import type { ImageId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { NewDuty } from '../set/duty.ts';
import type { Filing, StoredImage } from '../set/image.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { MINUTE, millis } from '../set/instant.ts';
import { factsOf } from './consent/facts-of.ts';
import { filingRefusal } from './consent/may-leave.ts';

/** Posts this close together are one event at the bedside (issue A part 7). */
const TOGETHER_MS = 5 * MINUTE;

/** One image by its set and its id. */
export interface ImageRef {
  readonly set: SetId;
  readonly image: ImageId;
}

/** Linked to nobody, and not a list of several patients, which is nobody’s record (issue C part 3). */
export const isFilable = (image: StoredImage): boolean =>
  image.filing.state === 'unfiled' && filingRefusal(factsOf(image)) === undefined;

/** A filing taken back that the record has not been told of yet: it is, before the image is filed again. */
export const retractionOwed = (image: StoredImage): boolean => image.retracted.some((one) => !one.done);

/** What the note beside an image in the record is made of has changed: it follows (CON-11). Nothing filed, nothing owed. */
export const noteOwed = (
  images: readonly Pick<StoredImage, 'id' | 'filing'>[],
  dueAt: Instant,
): readonly NewDuty[] =>
  images
    .filter(({ filing }) => filing.state !== 'unfiled')
    .map(({ id }) => ({ verb: 'file', subject: id, dueAt }));

export const isNotClinical = (set: StoredSet): boolean => set.notClinical !== undefined;

/**
 * The sets offered as one filing with `of`: same person, same thread, posted within five minutes of it, with
 * something left to file. Only an offer: every image is still ticked by the person who files. Oldest first.
 */
export const filingOffer = (sets: readonly StoredSet[], of: StoredSet): readonly StoredSet[] => {
  const fits = (one: StoredSet): boolean =>
    one.organisation === of.organisation &&
    samePerson(one.poster, of.poster) &&
    threadOf(one) === threadOf(of) &&
    Math.abs(millis(one.postedAt) - millis(of.postedAt)) <= TOGETHER_MS &&
    !isNotClinical(one) &&
    one.images.some(isFilable);
  const others = sets.filter((one) => one.id !== of.id && fits(one));
  return [of, ...others].sort((a, b) => millis(a.postedAt) - millis(b.postedAt));
};

/** The conversation and, in a channel, the thread's root post. A chat has no threads. */
const threadOf = ({ origin }: StoredSet): string =>
  origin.place.kind === 'channel'
    ? `${origin.place.conversation} ${origin.root ?? origin.message}`
    : origin.place.conversation;

/** The set with one image's filing replaced: for `Change.to`. */
export const withImage = (
  set: StoredSet,
  image: ImageId,
  change: (was: StoredImage) => StoredImage,
): StoredSet => ({ ...set, images: set.images.map((one) => (one.id === image ? change(one) : one)) });

export const withFiling = (set: StoredSet, image: ImageId, filing: Filing): StoredSet =>
  withImage(set, image, (was) => ({ ...was, filing }));

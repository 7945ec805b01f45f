import { newestFacts, withKeptFacts } from '../policy/kept/kinds.ts';
import { restrict } from '../policy/consent/restrict.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import type { NotesOfSet } from '../restore/read-notes.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import type { Instant } from '../set/instant.ts';
import { millis } from '../set/instant.ts';

/** What is known beside a set's key records of who may see it. */
export interface KnownOfSet extends NotesOfSet {
  /** Since when the absence of a note says something; undefined: it says nothing. */
  readonly begun?: Instant;
  /** When the oldest of its images was taken into custody. */
  readonly takenAt: Instant;
  readonly now: Instant;
}

/**
 * A set that comes back is as closed as it was: by its notes, and by what it was taken with. Where nobody can know (it is
 * older than the notes, they are lost, or one cannot be read), it comes back closed to everyone, and information
 * governance, which finds it in the console, opens it to those who need it. Never open.
 */
export const closedAsNoted = (
  current: ImageSet,
  rebuilt: ImageSet,
  fresh: readonly StoredImage[],
  known: KnownOfSet,
): ImageSet => {
  if (rebuilt.state !== 'stored') return rebuilt;
  const ids = new Set<string>(fresh.map(({ id }) => id));
  const wasStored = current.state === 'stored';
  const newer = known.notes.filter(({ number }) => number > (wasStored ? (current.noted ?? 0) : 0));
  const facts = [
    ...newestFacts(newer).filter(({ subject }) => !ids.has(subject)),
    ...newestFacts(known.notes).filter(({ subject }) => ids.has(subject)),
  ];
  const noted = known.notes.reduce((most, { number }) => Math.max(most, number), current.noted ?? 0);
  const closed = withKeptFacts(rebuilt, facts);
  if (closed.state !== 'stored') return closed;
  // A note of an image that did not come back may be of the same picture, under the id of another try.
  const others = !known.broken && closed.closedUnseen === undefined && isSince(known);
  const isKnown = ({ id }: StoredImage): boolean =>
    others || (!known.broken && facts.some(({ kind, subject }) => kind === 'consent' && subject === id));
  return {
    ...closed,
    ...(noted === 0 ? {} : { noted }),
    images: closed.images.map((image) =>
      ids.has(image.id) && !isKnown(image) ? unknown(image, closed, known.now) : image,
    ),
  };
};

const isSince = ({ begun, takenAt }: KnownOfSet): boolean =>
  begun !== undefined && millis(begun) <= millis(takenAt);

/** By whoever posted it, for somebody must stand there; named to nobody, the poster included. */
const unknown = (image: StoredImage, { poster }: StoredSet, now: Instant): StoredImage => {
  const facts = factsOf(image);
  const restriction = { ...restrict('restored', poster, now), viewers: [] };
  return { ...image, consent: { ...facts, restriction } };
};

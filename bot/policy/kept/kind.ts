import type { ImageSet } from '../../set/image-set.ts';

/**
 * How one kind of fact that closes a set is kept outside the database (bot/set/journal.ts). A value absent is one that
 * nobody has said: the most open there is.
 */
export interface KindOfFact<Value> {
  /** Those of a set, by subject: an image, or empty for the whole set. */
  readonly of: (set: ImageSet) => ReadonlyMap<string, Value>;
  /** No more open than either, whatever order they come in. */
  readonly stricter: (before: Value | undefined, after: Value | undefined) => Value | undefined;
  /** The set with that fact and no other; where its subject is not in the set, closed all the more. */
  readonly into: (set: ImageSet, subject: string, value: Value | undefined) => ImageSet;
}

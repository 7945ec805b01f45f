import { randomBytes } from 'node:crypto';
import type { FileFacts } from '../../ports/chat.ts';
import type { Copy, CopyKind } from '../../set/copy.ts';
import type { ImageId } from '../../set/ids.ts';
import { copyId } from '../../set/ids.ts';
import type { OriginalRef } from '../../set/original.ts';

/** One original of the message and the image it became. */
export interface InCustody {
  readonly ref: OriginalRef;
  readonly image: ImageId;
  readonly file?: FileFacts;
}

/**
 * The places the pictures can be seen: the message itself, and each file beside it. `known` copies keep their id
 * and their history; a message read again after an edit is the same copy in a new edition, visible once more.
 */
export const listCopies = (
  edition: string,
  inCustody: readonly InCustody[],
  known: readonly Copy[],
  mode: 'protect' | 'observe',
): readonly Copy[] => {
  const message: CopyKind = {
    kind: 'message',
    edition,
    inline: inCustody.filter((one) => one.ref.kind === 'inline').length,
  };
  const files = new Map<string, { what: CopyKind; images: ImageId[] }>();
  for (const { file, image } of inCustody) {
    if (file === undefined) continue;
    const at = `${file.drive}/${file.item}`;
    const listed = files.get(at) ?? { what: fileKind(file), images: [] };
    listed.images.push(image);
    files.set(at, listed);
  }
  const found = [{ what: message, images: unique(inCustody.map((one) => one.image)) }, ...files.values()].map(
    ({ what, images }) => copyOf(what, images, known, mode),
  );
  const gone = known.filter((old) => !found.some((one) => one.id === old.id));
  return [...found, ...gone];
};

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** Only a file in the conversation's own folder, put there by the poster, may ever be deleted (design.md section 2). */
const fileKind = (file: FileFacts): CopyKind =>
  file.home && file.byPoster
    ? { kind: 'file', drive: file.drive, item: file.item, eTag: file.eTag, home: file.home }
    : { kind: 'link', drive: file.drive, item: file.item };

const copyOf = (
  what: CopyKind,
  images: readonly ImageId[],
  known: readonly Copy[],
  mode: 'protect' | 'observe',
): Copy => {
  const old = known.find((one) => sameCopy(one.what, what));
  const fresh: Copy['outcome'] =
    what.kind === 'link'
      ? { state: 'left', why: 'lives-elsewhere' }
      : mode === 'observe'
        ? { state: 'left', why: 'observe-mode' }
        : { state: 'visible' };
  if (old === undefined) {
    return { id: copyId(randomBytes(8).toString('hex')), what, images, outcome: fresh, sightings: [] };
  }
  return { ...old, what, images: unique([...old.images, ...images]), outcome: fresh };
};

const sameCopy = (a: CopyKind, b: CopyKind): boolean =>
  a.kind === 'message' || b.kind === 'message' ? a.kind === b.kind : a.drive === b.drive && a.item === b.item;

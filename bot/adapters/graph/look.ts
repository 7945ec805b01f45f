import type { Copy, Sighting } from '../../set/copy.ts';
import { SafelightError } from '../../set/errors.ts';
import type { PersonId } from '../../set/ids.ts';
import type { MessagePlace } from '../../set/place.ts';
import { asFileReader } from './as-file-reader.ts';
import type { Reader } from './as-reader.ts';
import { itemPath } from './paths.ts';
import { readMessage } from './read-message.ts';

/** Looking again waits behind custody and removal. */
const LAST = 3;

const lookAtMessage = async (reader: Reader, at: MessagePlace): Promise<Sighting['showed']> => {
  const now = await readMessage(reader, at, LAST);
  // An edit may have taken the pictures out and left the words.
  if (now.state !== 'standing' || now.originals.length === 0) return 'gone';
  return now.hiddenByPolicy ? 'hidden' : 'visible';
};

const lookAtFile = async (
  reader: Reader,
  at: MessagePlace,
  file: { readonly drive: string; readonly item: string },
  poster: PersonId,
): Promise<Sighting['showed']> => {
  const path = itemPath(file.drive, file.item);
  await asFileReader(reader, at.place, poster, (as) => reader.graph.act({ method: 'GET', path, as }));
  return 'visible';
};

/** What can be seen of a copy now. "Could not look" is an answer; only transient errors are thrown. */
export const look = async (
  reader: Reader,
  at: MessagePlace,
  copy: Copy,
  poster: PersonId,
): Promise<Sighting['showed']> => {
  try {
    return await (copy.what.kind === 'message'
      ? lookAtMessage(reader, at)
      : lookAtFile(reader, at, copy.what, poster));
  } catch (error) {
    if (!(error instanceof SafelightError) || error.transient) throw error;
    if (error.code === 'original-gone') return 'gone';
    return 'could-not-look';
  }
};

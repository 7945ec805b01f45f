import type { ChangePage, WatchFrom } from '../../../ports/chat-watch.ts';
import { at, text } from '../../wire/read-json.ts';
import type { Instant } from '../../../set/instant.ts';
import { instant, later, millis, MINUTE } from '../../../set/instant.ts';
import type { Place } from '../../../set/place.ts';
import type { Reader } from '../as-reader.ts';
import { placePath } from '../paths.ts';
import { foundIn } from './found-message.ts';
import { readPage } from './read-pages.ts';

/** Two changes need not become visible in their order: a little is read twice. */
const OVERLAP = MINUTE;

export const listChat = (
  place: Place,
  by: 'lastModifiedDateTime' | 'createdDateTime',
  where: string,
): string =>
  `${placePath(place)}/messages?$top=50&$orderby=${by}%20desc&$filter=${encodeURIComponent(where)}`;

const startOf = ({ since, cursor }: WatchFrom): Instant => {
  if (cursor === undefined || Number.isNaN(Date.parse(cursor))) return since;
  const from = later(instant(cursor), -OVERLAP);
  return millis(from) > millis(since) ? from : since;
};

/**
 * Chats have no delta: what changed since, newest first, so that only the whole of it can be gone on from. The filter
 * counts only beside an order by the same property (platform.md 1.5).
 */
export async function* followChat(reader: Reader, place: Place, from: WatchFrom): AsyncGenerator<ChangePage> {
  const start = startOf(from);
  let newest = from.cursor;
  let path: string | undefined = listChat(place, 'lastModifiedDateTime', `lastModifiedDateTime gt ${start}`);
  while (path !== undefined) {
    const page = await readPage(reader, place, path);
    for (const one of page.messages) {
      const changed = text(at(one, 'lastModifiedDateTime')) ?? '';
      const isLater = newest === undefined || Date.parse(changed) > Date.parse(newest);
      if (!Number.isNaN(Date.parse(changed)) && isLater) newest = instant(changed);
    }
    path = page.next;
    const whole = path === undefined && newest !== undefined;
    yield { messages: foundIn(page.messages, place), ...(whole ? { cursor: newest } : {}) };
  }
}

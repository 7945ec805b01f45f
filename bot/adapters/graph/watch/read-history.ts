import type { FoundMessage } from '../../../ports/chat-watch.ts';
import type { Instant } from '../../../set/instant.ts';
import { millis } from '../../../set/instant.ts';
import type { Place } from '../../../set/place.ts';
import type { Reader } from '../as-reader.ts';
import { placePath } from '../paths.ts';
import { listChat } from './follow-chat.ts';
import { foundIn } from './found-message.ts';
import { readPage } from './read-pages.ts';

/** What was written before: a channel's root posts with their replies, a chat by its own order. */
export async function* readHistory(
  reader: Reader,
  place: Place,
  before: Instant,
): AsyncGenerator<readonly FoundMessage[]> {
  let path: string | undefined =
    place.kind === 'channel'
      ? `${placePath(place)}/messages?$top=50&$expand=replies`
      : listChat(place, 'createdDateTime', `createdDateTime lt ${before}`);
  while (path !== undefined) {
    const page = await readPage(reader, place, path);
    yield foundIn(page.messages, place).filter((one) => millis(one.createdAt) < millis(before));
    path = page.next;
  }
}

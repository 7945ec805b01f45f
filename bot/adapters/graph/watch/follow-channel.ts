import type { ChangePage, WatchFrom } from '../../../ports/chat-watch.ts';
import { SafelightError } from '../../../set/errors.ts';
import { DAY, instant, millis } from '../../../set/instant.ts';
import type { Place } from '../../../set/place.ts';
import type { Reader } from '../as-reader.ts';
import { placePath } from '../paths.ts';
import { foundIn } from './found-message.ts';
import { readPage, type Page } from './read-pages.ts';

/** Delta reaches back eight months (platform.md 1.5). */
const REACH = 240 * DAY;

const beginning = (place: Place, { since }: WatchFrom, now: number): string => {
  const after = instant(Math.max(millis(since), now - REACH));
  const filter = encodeURIComponent(`lastModifiedDateTime gt ${after}`);
  return `${placePath(place)}/messages/delta?$top=50&$expand=replies&$filter=${filter}`;
};

/** Graph has forgotten where we were. */
const isForgotten = (thrown: unknown): boolean =>
  thrown instanceof SafelightError && thrown.facts['status'] === 410;

const firstPage = async (reader: Reader, place: Place, from: WatchFrom, now: number): Promise<Page> => {
  const { cursor } = from;
  if (cursor !== undefined) {
    try {
      return await readPage(reader, place, cursor);
    } catch (thrown) {
      if (!isForgotten(thrown)) throw thrown;
    }
  }
  return readPage(reader, place, beginning(place, from, now));
};

/** Channels by delta, replies with their root post; every page can be gone on from. */
export async function* followChannel(
  reader: Reader,
  place: Place,
  from: WatchFrom,
  now: number,
): AsyncGenerator<ChangePage> {
  let page: Page | undefined = await firstPage(reader, place, from, now);
  while (page !== undefined) {
    const cursor: string | undefined = page.next ?? page.nextTime;
    yield { messages: foundIn(page.messages, place), ...(cursor === undefined ? {} : { cursor }) };
    page = page.next === undefined ? undefined : await readPage(reader, place, page.next);
  }
}

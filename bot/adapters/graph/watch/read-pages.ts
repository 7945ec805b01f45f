import { SafelightError } from '../../../set/errors.ts';
import type { Place } from '../../../set/place.ts';
import { at, list, text } from '../../wire/read-json.ts';
import { asReader } from '../as-reader.ts';
import type { Reader } from '../as-reader.ts';

/** Looking waits behind custody and removal. */
const LAST = 2;

export interface Page {
  readonly messages: readonly unknown[];
  /** Path of the next page, or of the next time; the last page of a list has neither. */
  readonly next?: string;
  readonly nextTime?: string;
}

/** A link Graph gave us, as a path of ours. Anybody else's is refused: our token goes nowhere else. */
const follow = (reader: Reader, link: string | undefined): string | undefined => {
  if (link === undefined) return undefined;
  const path = reader.graph.pathOf(link);
  if (path === undefined) throw new SafelightError('host-not-allowed');
  return path;
};

/** Replies beyond those that fit beside their root post. */
const withAllReplies = async (reader: Reader, place: Place, root: unknown): Promise<unknown> => {
  let path = follow(reader, text(at(root, 'replies@odata.nextLink')));
  if (path === undefined) return root;
  const replies = [...list(at(root, 'replies'))];
  while (path !== undefined) {
    const page = await readPage(reader, place, path);
    replies.push(...page.messages);
    path = page.next;
  }
  return { ...(root as object), replies };
};

export const readPage = async (reader: Reader, place: Place, path: string): Promise<Page> => {
  const answer = await asReader(reader, place, (as) =>
    reader.graph.json({ method: 'GET', path, as, urgency: LAST }),
  );
  const messages: unknown[] = [];
  for (const one of list(at(answer, 'value'))) messages.push(await withAllReplies(reader, place, one));
  const next = follow(reader, text(at(answer, '@odata.nextLink')));
  const nextTime = follow(reader, text(at(answer, '@odata.deltaLink')));
  return {
    messages,
    ...(next === undefined ? {} : { next }),
    ...(nextTime === undefined ? {} : { nextTime }),
  };
};

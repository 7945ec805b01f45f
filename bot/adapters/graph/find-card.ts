import { ADAPTIVE_CARD } from '../../../cards/teams/adaptive.ts';
import { setOfCard } from '../../../cards/teams/set-of-card.ts';
import type { SetId } from '../../set/ids.ts';
import type { MessagePlace } from '../../set/place.ts';
import { isCaptureMessage } from '../../set/staged.ts';
import { at, list, parse, text } from '../wire/read-json.ts';
import { asReader } from './as-reader.ts';
import type { Reader } from './as-reader.ts';
import { messagePath, placePath } from './paths.ts';

/** A second post follows the first within minutes: it is not looked for further back than this. */
const MOST_PAGES = 4;

/** What was captured outside a thread has its card among the conversation's own posts. */
const threadPath = ({ place, message, root }: MessagePlace): string => {
  const thread = root ?? (isCaptureMessage(message) ? undefined : message);
  return place.kind === 'channel' && thread !== undefined
    ? `${messagePath({ place, message: thread })}/replies?$top=50`
    : `${placePath(place)}/messages?$top=50`;
};

const carries = (message: unknown, appId: string, set: SetId): boolean =>
  text(at(message, 'from', 'application', 'id')) === appId &&
  typeof at(message, 'deletedDateTime') !== 'string' &&
  list(at(message, 'attachments'))
    .filter((one) => at(one, 'contentType') === ADAPTIVE_CARD)
    .some((one) => setOfCard(parse(text(at(one, 'content')) ?? '')) === set);

/** The bot's own post in this thread that stands for the set; undefined where there is none. */
export const findCard = async (
  reader: Reader,
  appId: string,
  place: MessagePlace,
  set: SetId,
): Promise<string | undefined> => {
  let path: string | undefined = threadPath(place);
  for (let page = 0; page < MOST_PAGES && path !== undefined; page += 1) {
    const from: string = path;
    const found = await asReader(reader, place.place, (as) =>
      reader.graph.json({ method: 'GET', path: from, as }),
    );
    const card = list(at(found, 'value')).find((message) => carries(message, appId, set));
    if (card !== undefined) return text(at(card, 'id'));
    const next = text(at(found, '@odata.nextLink'));
    path = next === undefined ? undefined : reader.graph.pathOf(next);
  }
  return undefined;
};

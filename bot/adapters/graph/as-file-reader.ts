import { SafelightError } from '../../set/errors.ts';
import type { PersonId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import type { Reader } from './as-reader.ts';
import type { Identity } from './graph-client.ts';
import { posterToken } from './poster-token.ts';

/** What the app was refused on a place's site, for a while (`Recall`). */
export const siteKey = (place: Place): string => `site ${place.team ?? place.conversation}`;

const REFUSALS: ReadonlySet<string> = new Set(['chat-forbidden', 'sign-in-needed', 'message-gone']);
const isRefusal = (error: unknown): error is SafelightError =>
  error instanceof SafelightError && REFUSALS.has(error.code);

const asApp = async <T>(reader: Reader, place: Place, use: (as: Identity) => Promise<T>): Promise<T> => {
  try {
    const used = await use('app');
    reader.recall.allow(siteKey(place));
    return used;
  } catch (error) {
    if (error instanceof SafelightError && error.code === 'chat-forbidden')
      reader.recall.refuse(siteKey(place));
    throw error;
  }
};

/**
 * Reads a file as the app where its site was granted to it, otherwise as the poster. No other permission to files is
 * ever asked for (platform.md 2d). Throws `sign-in-needed` where neither is possible, `original-gone` where the file is
 * not there for whoever may look.
 */
export const asFileReader = async <T>(
  reader: Reader,
  place: Place,
  poster: PersonId,
  use: (as: Identity) => Promise<T>,
): Promise<T> => {
  let refusal: SafelightError | undefined;
  if (place.kind === 'channel' && !reader.recall.isRefused(siteKey(place))) {
    try {
      return await asApp(reader, place, use);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusal = error;
    }
  }
  const own = await posterToken(reader.personToken, place, poster);
  try {
    if (own !== undefined) return await use(own);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    refusal = error;
  }
  if (refusal?.code === 'message-gone') throw new SafelightError('original-gone', { cause: refusal });
  if (own === undefined || refusal === undefined)
    throw new SafelightError('sign-in-needed', { cause: refusal });
  throw refusal;
};

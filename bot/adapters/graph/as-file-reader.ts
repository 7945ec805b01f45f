import { SafelightError } from '../../set/errors.ts';
import type { PersonId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import type { Reader } from './as-reader.ts';
import type { Identity } from './graph-client.ts';
import { posterToken } from './poster-token.ts';

const REFUSALS: ReadonlySet<string> = new Set(['chat-forbidden', 'sign-in-needed', 'message-gone']);
const isRefusal = (error: unknown): error is SafelightError =>
  error instanceof SafelightError && REFUSALS.has(error.code);

/**
 * Reads a file as the app where its site was granted to it, otherwise as the poster. No other permission to files is
 * ever asked for (platform.md 2d). A refusal is not remembered: it says nothing of the place's own site, for the file may
 * be one that somebody linked to from elsewhere. Throws `sign-in-needed` where neither is possible, `original-gone`
 * where the file is not there for whoever may look.
 */
export const asFileReader = async <T>(
  reader: Reader,
  place: Place,
  poster: PersonId,
  use: (as: Identity) => Promise<T>,
): Promise<T> => {
  let refusal: SafelightError | undefined;
  if (place.kind === 'channel') {
    try {
      return await use('app');
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

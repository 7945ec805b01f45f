import type { PersonId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import { at, parse, text } from '../wire/read-json.ts';

/** The person's delegated token as the Bot Framework token service holds it; undefined when they have not signed in. */
export type FetchPersonToken = (place: Place, person: PersonId) => Promise<string | undefined>;

const oidOf = (token: string): string | undefined => {
  const [, payload] = token.split('.');
  if (payload === undefined) return undefined;
  return text(at(parse(Buffer.from(payload, 'base64url').toString('utf8')), 'oid'));
};

/**
 * The poster's token, for one removal: never kept, and only where it really is theirs, because a token may be used on
 * messages of its own `oid` alone (design.md section 2).
 */
export const posterToken = async (
  fetchToken: FetchPersonToken,
  place: Place,
  poster: PersonId,
): Promise<{ readonly token: string } | undefined> => {
  if (poster.oid === '') return undefined;
  const token = await fetchToken(place, poster);
  return token !== undefined && oidOf(token) === poster.oid ? { token } : undefined;
};

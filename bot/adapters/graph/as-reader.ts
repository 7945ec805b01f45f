import { SafelightError } from '../../set/errors.ts';
import { personId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import type { GraphClient, Identity } from './graph-client.ts';
import { posterToken } from './poster-token.ts';
import type { FetchPersonToken } from './poster-token.ts';
import type { Recall } from './recall.ts';

export interface Reader {
  readonly graph: GraphClient;
  readonly personToken: FetchPersonToken;
  readonly recall: Recall;
}

/** Graph names a personal chat with a bot after both: `19:<person>_<app>@unq.gbl.spaces`. */
const personOf = (place: Place): string | undefined =>
  place.kind === 'personal' ? /^19:([0-9a-f-]{36})_/i.exec(place.conversation)?.[1] : undefined;

const isForbidden = (error: unknown): boolean =>
  error instanceof SafelightError && (error.code === 'chat-forbidden' || error.code === 'sign-in-needed');

/**
 * Reads a conversation as the app, by the consent given to it there. Personal chats know no such consent: where the
 * app is refused, the person's own token reads their own chat.
 */
export const asReader = async <T>(
  reader: Reader,
  place: Place,
  read: (as: Identity) => Promise<T>,
): Promise<T> => {
  const oid = personOf(place);
  if (oid === undefined) return read('app');
  const key = `read ${place.kind}`;
  let refusal: unknown = new SafelightError('chat-forbidden');
  if (!reader.recall.isRefused(key)) {
    try {
      return await read('app');
    } catch (error) {
      if (!isForbidden(error)) throw error;
      reader.recall.refuse(key);
      refusal = error;
    }
  }
  const own = await posterToken(reader.personToken, place, personId(place.tenant, oid));
  if (own === undefined) throw refusal;
  return read(own);
};

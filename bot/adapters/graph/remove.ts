import type { Removed } from '../../ports/chat.ts';
import type { Copy, CopyKind, RemovalLayer } from '../../set/copy.ts';
import { SafelightError } from '../../set/errors.ts';
import type { PersonId } from '../../set/ids.ts';
import type { MessagePlace, Place } from '../../set/place.ts';
import { hiddenTip } from '../../../cards/text/held-card.ts';
import type { Reader } from './as-reader.ts';
import type { HandedTokens } from './hand-token.ts';
import { posterToken } from './poster-token.ts';
import { removeFile } from './remove-file.ts';
import { deleteMessage, hideMessage } from './remove-message.ts';

export interface Remover extends Reader {
  readonly now: () => number;
  /** Tokens that `powers` fetched, for the removal that follows at once. */
  readonly handed: HandedTokens;
}

/** Without the licence nothing can be hidden anywhere; any other refusal may be this conversation's own. */
const NO_LICENCE = 'hide';
const hideKey = (place: Place): string => `hide ${place.conversation}`;
const siteKey = (place: Place): string => `site ${place.team ?? place.conversation}`;

/** A token that Graph refuses is fetched once more: the token service may hold a younger one by now. */
const byPoster = async (
  remover: Remover,
  at: MessagePlace,
  what: CopyKind,
  poster: PersonId,
): Promise<Removed> => {
  const fetchToken = () => posterToken(remover.personToken, at.place, poster);
  const own = (await remover.handed.take(at, poster)) ?? (await fetchToken());
  if (own === undefined) return { as: 'refused', why: 'sign-in-needed' };
  try {
    return await asPoster(remover, at, what, { ...own, oid: poster.oid });
  } catch (error) {
    if (!(error instanceof SafelightError) || error.code !== 'sign-in-needed') throw error;
    const again = await fetchToken();
    if (again === undefined) throw error;
    return asPoster(remover, at, what, { ...again, oid: poster.oid });
  }
};

const asPoster = async (
  remover: Remover,
  at: MessagePlace,
  what: CopyKind,
  own: { readonly token: string; readonly oid: string },
): Promise<Removed> => {
  if (what.kind === 'message') return deleteMessage(remover, at, what.edition, own);
  if (what.kind === 'file') return removeFile(remover.graph, own, what, remover.now());
  throw new SafelightError('change-refused');
};

const byHiding = async (remover: Remover, at: MessagePlace, what: CopyKind): Promise<Removed> => {
  if (what.kind !== 'message') throw new SafelightError('change-refused');
  return hideMessage(remover, at, what.edition, { tip: hiddenTip });
};

const bySite = async (remover: Remover, what: CopyKind): Promise<Removed> => {
  if (what.kind !== 'file') throw new SafelightError('change-refused');
  return removeFile(remover.graph, 'app', what, remover.now());
};

const attempt = (remover: Remover, at: MessagePlace, copy: Copy, layer: RemovalLayer, poster: PersonId) => {
  switch (layer) {
    case 'poster':
      return byPoster(remover, at, copy.what, poster);
    case 'hide':
      return byHiding(remover, at, copy.what);
    case 'site':
      return bySite(remover, copy.what);
  }
};

type Why = Extract<Removed, { as: 'refused' }>['why'];
const REFUSALS: ReadonlySet<string> = new Set<Why>([
  'sign-in-needed',
  'licence-missing',
  'chat-forbidden',
  'blocked-by-retention',
]);
const isWhy = (code: string): code is Why => REFUSALS.has(code);

/** Tries one layer on one copy. A refusal is an answer, and is remembered for a while; only transient errors are thrown. */
export const remove = async (
  remover: Remover,
  at: MessagePlace,
  copy: Copy,
  layer: RemovalLayer,
  poster: PersonId,
): Promise<Removed> => {
  try {
    return await attempt(remover, at, copy, layer, poster);
  } catch (error) {
    if (!(error instanceof SafelightError) || !isWhy(error.code)) throw error;
    if (layer === 'hide')
      remover.recall.refuse(error.code === 'licence-missing' ? NO_LICENCE : hideKey(at.place));
    if (layer === 'site') remover.recall.refuse(siteKey(at.place));
    return { as: 'refused', why: error.code };
  }
};

/** Fetches the poster's token while custody is being taken, so that the picture does not stand for as long again. */
export const expectRemoval = (remover: Remover, at: MessagePlace, poster: PersonId): void => {
  // What fails here is asked again, and told, by the removal itself.
  const own = posterToken(remover.personToken, at.place, poster).catch(() => undefined);
  remover.handed.hand(at, poster, own);
};

/** Which layers could work now. Asks the token service alone: what Graph last refused is remembered. */
export const powers = async (
  remover: Remover,
  at: MessagePlace,
  poster: PersonId,
): Promise<ReadonlySet<RemovalLayer>> => {
  const found = new Set<RemovalLayer>();
  const own =
    (await remover.handed.take(at, poster)) ?? (await posterToken(remover.personToken, at.place, poster));
  if (own !== undefined) {
    found.add('poster');
    remover.handed.hand(at, poster, Promise.resolve(own));
  }
  if (!remover.recall.isRefused(NO_LICENCE) && !remover.recall.isRefused(hideKey(at.place)))
    found.add('hide');
  if (at.place.kind === 'channel' && !remover.recall.isRefused(siteKey(at.place))) found.add('site');
  return found;
};

import type { PersonId } from '../../set/ids.ts';
import type { MessagePlace } from '../../set/place.ts';

/** A token not taken within this time is forgotten: the removal it was fetched for did not come. */
const HELD_MS = 20_000;

export type OwnToken = { readonly token: string } | undefined;

/**
 * One fetch a removal: what was fetched while custody was being taken, or to see whether the poster is signed in, is
 * taken, once, by the removal of that message. Never kept longer, never for another message (design.md section 2).
 */
export class HandedTokens {
  readonly #held = new Map<string, { readonly own: Promise<OwnToken>; readonly forget: NodeJS.Timeout }>();

  hand(at: MessagePlace, poster: PersonId, own: Promise<OwnToken>): void {
    const key = keyOf(at, poster);
    clearTimeout(this.#held.get(key)?.forget);
    const forget = setTimeout(() => this.#held.delete(key), HELD_MS);
    forget.unref();
    this.#held.set(key, { own, forget });
  }

  async take(at: MessagePlace, poster: PersonId): Promise<OwnToken> {
    const key = keyOf(at, poster);
    const held = this.#held.get(key);
    if (held === undefined) return undefined;
    clearTimeout(held.forget);
    this.#held.delete(key);
    return held.own;
  }
}

const keyOf = ({ place, message }: MessagePlace, { tid, oid }: PersonId): string =>
  JSON.stringify([place.conversation, message, tid, oid]);

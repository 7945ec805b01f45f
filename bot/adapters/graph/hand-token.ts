import type { PersonId } from '../../set/ids.ts';
import type { MessagePlace } from '../../set/place.ts';

/** A token not taken within this time is forgotten: the removal it was fetched for did not come. */
const HELD_MS = 5_000;

/**
 * One fetch a removal: what `powers` fetched to see whether the poster is signed in is taken, once, by the removal of
 * that message. Never kept longer, never for another message (design.md section 2).
 */
export class HandedTokens {
  readonly #held = new Map<string, { readonly token: string; readonly forget: NodeJS.Timeout }>();

  hand(at: MessagePlace, poster: PersonId, { token }: { readonly token: string }): void {
    const key = keyOf(at, poster);
    clearTimeout(this.#held.get(key)?.forget);
    const forget = setTimeout(() => this.#held.delete(key), HELD_MS);
    forget.unref();
    this.#held.set(key, { token, forget });
  }

  take(at: MessagePlace, poster: PersonId): { readonly token: string } | undefined {
    const key = keyOf(at, poster);
    const held = this.#held.get(key);
    if (held === undefined) return undefined;
    clearTimeout(held.forget);
    this.#held.delete(key);
    return { token: held.token };
  }
}

const keyOf = ({ place, message }: MessagePlace, { tid, oid }: PersonId): string =>
  JSON.stringify([place.conversation, message, tid, oid]);

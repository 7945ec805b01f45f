import { SafelightError } from '../../set/errors.ts';
import type { Place } from '../../set/place.ts';
import { at, text } from '../wire/read-json.ts';
import type { GraphClient } from './graph-client.ts';
import { placePath } from './paths.ts';

/** Behind custody and removal. */
const LAST = 2;
/** A renamed channel is called by its new name within a day. */
const BELIEVED_MS = 24 * 60 * 60 * 1_000;

/**
 * What channels are called, by `ChannelSettings.Read.Group`: one call a channel and day. A chat's topic would need a
 * permission the app does not ask for: it stays undefined. Kept in memory alone: a name is free text.
 */
export class ChannelNames {
  readonly #graph: GraphClient;
  readonly #now: () => number;
  readonly #known = new Map<string, { readonly name: string | undefined; readonly askedAt: number }>();

  constructor(graph: GraphClient, now: () => number) {
    this.#graph = graph;
    this.#now = now;
  }

  async nameOf(place: Place): Promise<string | undefined> {
    if (place.kind !== 'channel' || place.team === undefined) return undefined;
    const known = this.#known.get(place.conversation);
    if (known !== undefined && this.#now() - known.askedAt < BELIEVED_MS) return known.name;
    const name = await this.#ask(place);
    this.#known.set(place.conversation, { name, askedAt: this.#now() });
    return name;
  }

  async #ask(place: Place): Promise<string | undefined> {
    try {
      const path = placePath(place);
      return text(
        at(await this.#graph.json({ method: 'GET', path, as: 'app', urgency: LAST }), 'displayName'),
      );
    } catch (error) {
      if (error instanceof SafelightError && !error.transient) return undefined;
      throw error;
    }
  }
}

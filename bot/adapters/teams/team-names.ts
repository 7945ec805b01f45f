import { SafelightError } from '../../set/errors.ts';
import type { Place } from '../../set/place.ts';
import { at, text } from '../wire/read-json.ts';
import type { Connector } from './connector.ts';

interface Known {
  /** The Bot Connector's id of the team; Graph's is another. */
  readonly thread: string;
  readonly serviceUrl: string;
  readonly name?: string;
  readonly askedAt?: number;
}

/** A renamed team is called by its new name within a day. */
const BELIEVED_MS = 24 * 60 * 60 * 1_000;

/**
 * What teams are called. Activities name a team's ids and seldom its name; the Bot Connector tells that for the asking.
 * Kept in memory alone: a name is free text.
 */
export class TeamNames {
  readonly #connector: Connector;
  readonly #known = new Map<string, Known>();

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  /** Notes under which id the Bot Connector knows a team, from an activity there. */
  remember(group: string, thread: string, serviceUrl: string): void {
    if (!this.#known.has(group)) this.#known.set(group, { thread, serviceUrl });
  }

  /** Undefined where the team was not heard of since the start, or may not be asked after. */
  async nameOf({ team }: Place): Promise<string | undefined> {
    const known = team === undefined ? undefined : this.#known.get(team);
    if (team === undefined || known === undefined) return undefined;
    if (known.askedAt !== undefined && Date.now() - known.askedAt < BELIEVED_MS) return known.name;
    const name = await this.#ask(known);
    this.#known.set(team, { ...known, askedAt: Date.now(), ...(name === undefined ? {} : { name }) });
    return name;
  }

  async #ask({ thread, serviceUrl }: Known): Promise<string | undefined> {
    try {
      const path = `v3/teams/${encodeURIComponent(thread)}`;
      return text(at(await this.#connector.call({ method: 'GET', serviceUrl, path }), 'name'));
    } catch (error) {
      if (error instanceof SafelightError && !error.transient) return undefined;
      throw error;
    }
  }
}

import type { OrganisationPolicy, Policy } from '../../policy/conversations.ts';
import type { ChatPost, ChatRead } from '../../ports/chat.ts';
import type { ChatCoverage, RemovalSignIns } from '../../ports/chat-coverage.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CoverageKept, Once, RegularWork } from '../../ports/coverage.ts';
import type { Watching } from '../../ports/watching.ts';
import type { SafelightError } from '../../set/errors.ts';
import type { ConversationId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';

/** What a look at coverage works with. */
export interface CoverageRoom {
  readonly chat: ChatCoverage;
  readonly signIns: RemovalSignIns;
  readonly read: Pick<ChatRead, 'members'>;
  readonly post: Pick<ChatPost, 'tell' | 'tellAll' | 'ask' | 'redrawAsk'>;
  readonly watching: Pick<Watching, 'installations'>;
  readonly kept: CoverageKept;
  readonly once: Once;
  readonly work: RegularWork;
  readonly policy: Policy;
  readonly clock: Clock;
  /** Another conversation of the same team, from the way one of them is reached. */
  placeLike(known: Place, conversation: ConversationId): Place;
  tell(note: CoverageNote): void;
}

/** Counts and codes only. */
export type CoverageNote =
  | { readonly what: 'looked'; readonly conversations: number; readonly uncovered: number }
  | { readonly what: 'not-looked' | 'not-said'; readonly error: SafelightError };

export type Organisation = OrganisationPolicy;

import { setTimeout as pause } from 'node:timers/promises';
import type { SafelightError } from '../../set/errors.ts';

/** How long and how often one call to Azure is tried before the duty that asked is told. */
export interface Patience {
  readonly tries: number;
  /** Each try is cut off after this, response body included. */
  readonly tryMs: number;
  /** Before the second try; doubled before each further one. */
  readonly pauseMs: number;
  /** A `Retry-After` longer than this is left to whoever asked: a duty waits better than a call. */
  readonly longestPauseMs: number;
}

export const PATIENCE: Patience = { tries: 3, tryMs: 60_000, pauseMs: 200, longestPauseMs: 2_000 };

/**
 * Tries until it succeeds, fails for good, or patience is over. `explain` says what a failure means; `attempt` is told
 * which try it is, from 1, because an earlier one may have succeeded unheard.
 */
export const tryAgain = async <Result>(
  patience: Patience,
  explain: (cause: unknown) => SafelightError,
  attempt: (signal: AbortSignal, tryNumber: number) => Promise<Result>,
): Promise<Result> => {
  for (let tryNumber = 1; ; tryNumber++) {
    try {
      return await attempt(AbortSignal.timeout(patience.tryMs), tryNumber);
    } catch (cause) {
      const error = explain(cause);
      const wait = error.retryAfterMs ?? patience.pauseMs * 2 ** (tryNumber - 1);
      if (!error.transient || tryNumber >= patience.tries || wait > patience.longestPauseMs) throw error;
      await pause(wait);
    }
  }
};

/**
 * The closed union of everything that can go wrong. The words a person reads for each live in `cards/text.ts`,
 * exhaustive by type; a code without words does not compile.
 */
export type ErrorCode =
  // Chat
  | 'chat-unreachable'
  | 'chat-throttled'
  | 'chat-forbidden'
  | 'message-gone'
  | 'original-gone'
  | 'original-changed'
  | 'original-too-large'
  | 'host-not-allowed'
  | 'sign-in-needed'
  | 'licence-missing'
  | 'blocked-by-retention'
  | 'card-refused'
  // Custody
  | 'blob-unreachable'
  | 'blob-missing'
  | 'blob-exists'
  | 'key-unreachable'
  | 'key-missing'
  | 'sealed-file-broken'
  | 'read-back-mismatch'
  | 'not-an-image'
  | 'cannot-be-decoded'
  | 'image-too-large'
  // Capture
  | 'capture-ticket-over'
  | 'capture-over'
  | 'capture-full'
  | 'capture-incomplete'
  | 'chunk-damaged'
  | 'patient-context-over'
  // Ledger
  | 'ledger-unreachable'
  | 'stale-claim'
  | 'set-missing'
  | 'change-refused'
  // Patient record
  | 'record-unreachable'
  | 'record-refused'
  | 'patient-not-found'
  | 'patient-details-differ'
  | 'nhs-number-invalid'
  | 'birth-date-invalid'
  // People
  | 'not-signed-in'
  | 'sign-in-failed'
  | 'not-allowed'
  | 'not-the-poster'
  | 'lapsed'
  | 'already-filed'
  | 'cannot-be-filed'
  | 'consent-closed'
  | 'restriction-stands'
  | 'second-person-needed'
  | 'reason-missing'
  | 'tell-first'
  | 'not-seen-in-full'
  | 'not-the-asker'
  | 'question-withdrawn'
  | 'answer-too-long'
  | 'too-many-requests'
  | 'bad-request'
  | 'request-too-large'
  // Start-up
  | 'config-invalid'
  | 'policy-invalid'
  | 'already-running'
  | 'port-in-use'
  | 'home-broken'
  | 'database-is-newer'
  | 'database-differs'
  | 'stand-in-failed'
  | 'unexpected';

export interface ErrorDetail {
  readonly cause?: unknown;
  /** True where trying again later can succeed; false is permanent, declared by whoever raised it. */
  readonly transient?: boolean;
  /** From `Retry-After`: milliseconds the other side asked us to wait. */
  readonly retryAfterMs?: number;
  /** Facts for the log and the operator: never names, text, file names or tokens. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

export class SafelightError extends Error {
  readonly code: ErrorCode;
  readonly transient: boolean;
  readonly retryAfterMs: number | undefined;
  readonly facts: Readonly<Record<string, string | number | boolean>>;

  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    super(code, detail.cause === undefined ? {} : { cause: detail.cause });
    this.name = 'SafelightError';
    this.code = code;
    this.transient = detail.transient ?? false;
    this.retryAfterMs = detail.retryAfterMs;
    this.facts = detail.facts ?? {};
  }
}

/** Whatever was thrown, as one of ours: an unknown error is `unexpected` and worth another try. */
export const asSafelightError = (thrown: unknown): SafelightError =>
  thrown instanceof SafelightError
    ? thrown
    : new SafelightError('unexpected', { cause: thrown, transient: true });

import type { Account } from '../set/account.ts';

/** Signs people in: OpenID Connect authorisation code with PKCE. */
export interface Identity {
  /** Where to send the browser, and the secret state to keep for its return (sealed in a cookie by the caller). */
  begin(redirectUri: string): Promise<{ readonly address: string; readonly pending: PendingSignIn }>;
  /** `sign-in-failed` for anything that does not fit exactly: state, nonce, issuer, signature, time. */
  complete(callbackUrl: string, pending: PendingSignIn): Promise<Account>;
  ready(): Promise<void>;
}
/** Who sits at a page that the chat platform shows in a frame of its own, by the token its client gave that page. */
export interface FrameIdentity {
  /**
   * `sign-in-failed` for anything that does not fit exactly: signature, issuer, audience, time, tenant, version, scope.
   * Never says which; transient where the issuer's keys could not be had. The token is neither kept nor repeated.
   */
  whoHolds(token: string): Promise<Account>;
}
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

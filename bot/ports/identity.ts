import type { Account } from '../set/account.ts';

/** Signs people in: OpenID Connect authorisation code with PKCE. */
export interface Identity {
  /** Where to send the browser, and the secret state to keep for its return (sealed in a cookie by the caller). */
  begin(redirectUri: string): Promise<{ readonly address: string; readonly pending: PendingSignIn }>;
  /** `sign-in-failed` for anything that does not fit exactly: state, nonce, issuer, signature, time. */
  complete(callbackUrl: string, pending: PendingSignIn): Promise<Account>;
  ready(): Promise<void>;
}
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}
